package mqttlite.demo;

import java.nio.charset.StandardCharsets;

/** Numbered messages of 100 bytes, written into one array. */
public final class Outbox {
    static final int DIGITS = 4;
    static final int LENGTH = 100;

    final byte[] topic;
    final byte[] payload = new byte[LENGTH];

    /** An outbox for one topic. */
    public Outbox(String topic) {
        this.topic = topic.getBytes(StandardCharsets.US_ASCII);
        byte[] text = "{\"n\":0000,\"DS18B20\":{\"Id\":\"0316A27926EE\",\"Temperature\":21.4},\"TempUnit\":\"C\""
                .getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, payload, 0, text.length);
        for (int i = text.length; i < LENGTH - 1; i++) {
            payload[i] = ' ';
        }
        payload[LENGTH - 1] = '}';
    }

    /** Puts a number into the payload. @return the payload */
    byte[] number(int n) {
        int rest = n;
        for (int i = DIGITS - 1; i >= 0; i--) {
            payload[Inbox.NUMBER_AT + i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return payload;
    }
}
