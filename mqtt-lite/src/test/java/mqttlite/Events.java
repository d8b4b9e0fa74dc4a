package mqttlite;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes down what the client tells. */
class Events extends MqttListener {
    final List<String> list = new ArrayList<>();

    List<String> take() {
        List<String> copy = new ArrayList<>(list);
        list.clear();
        return copy;
    }

    private static String text(byte[] buf, int off, int len) {
        return new String(buf, off, len, StandardCharsets.UTF_8);
    }

    @Override
    public void connected(boolean sessionPresent) {
        list.add("connected " + sessionPresent);
    }

    @Override
    public void message(byte[] buf, int topicOff, int topicLen, int payloadOff, int payloadLen,
            int qos, boolean retain, boolean dup) {
        int sum = 0;
        for (int i = 0; i < payloadLen; i++) {
            sum = sum * 31 + buf[payloadOff + i];
        }
        list.add("message " + text(buf, topicOff, topicLen) + " " + payloadLen + "/" + sum + " q" + qos
                + (retain ? " retain" : "") + (dup ? " dup" : ""));
    }

    @Override
    public void oversize(byte[] buf, int topicOff, int topicLen, int topicFullLen, int totalLen,
            int qos, int packetId, boolean acknowledged) {
        list.add("oversize " + text(buf, topicOff, topicLen) + " " + topicFullLen + " " + totalLen + " q" + qos
                + " #" + packetId + (acknowledged ? " acknowledged" : ""));
    }

    @Override
    public void published(int packetId) {
        list.add("published " + packetId);
    }

    @Override
    public void subscribed(int packetId, byte[] buf, int off, int count) {
        StringBuilder codes = new StringBuilder("subscribed " + packetId + ":");
        for (int i = 0; i < count; i++) {
            codes.append(' ').append(buf[off + i] & 0xFF);
        }
        list.add(codes.toString());
    }

    @Override
    public void unsubscribed(int packetId) {
        list.add("unsubscribed " + packetId);
    }

    @Override
    public void dropped(int packetId) {
        list.add("dropped " + packetId);
    }

    @Override
    public void sessionLost() {
        list.add("session lost");
    }
}
