package mqttlite.demo;

import mqttlite.MqttListener;

/** Counts what the broker sends, without an allocation. */
public final class Inbox extends MqttListener {
    /** The four digits of a message's number stand here in its payload, see {@link Outbox}. */
    static final int NUMBER_AT = 5;

    private final boolean[] seen;
    int received; // different ones
    int repeated;
    int acknowledged;
    int subscriptions;
    int oversizeLength; // of the last packet that did not fit
    boolean oversizeAcknowledged;

    /** An inbox for messages numbered from 0. */
    public Inbox(int messages) {
        seen = new boolean[messages];
    }

    void forget() {
        for (int i = 0; i < seen.length; i++) {
            seen[i] = false;
        }
        received = 0;
        repeated = 0;
        acknowledged = 0;
        oversizeLength = 0;
        oversizeAcknowledged = false;
    }

    @Override
    public void message(byte[] buf, int topicOff, int topicLen, int payloadOff, int payloadLen,
            int qos, boolean retain, boolean dup) {
        int number = 0;
        for (int i = 0; i < Outbox.DIGITS; i++) {
            number = number * 10 + buf[payloadOff + NUMBER_AT + i] - '0';
        }
        if (payloadLen != Outbox.LENGTH || number < 0 || number >= seen.length || seen[number]) {
            repeated++;
            return;
        }
        seen[number] = true;
        received++;
    }

    @Override
    public void published(int packetId) {
        acknowledged++;
    }

    @Override
    public void subscribed(int packetId, byte[] buf, int off, int count) {
        subscriptions += buf[off] == 1 ? 1 : 0; // QoS 1 granted
    }

    @Override
    public void oversize(byte[] buf, int topicOff, int topicLen, int topicFullLen, int totalLen,
            int qos, int packetId, boolean acked) {
        oversizeLength = totalLen;
        oversizeAcknowledged = acked;
    }
}
