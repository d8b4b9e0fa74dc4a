package mqttlite.demo;

import bearssl.base.Transport;
import mqttlite.MqttConnect;

/**
 * What a device does after set-up, and what its allocations are counted over. In a class without string literals: when
 * HotSpot compiles a method, it makes the literals of the whole class, on this thread's account.
 */
public final class Traffic {
    private final Device device;
    private final Inbox inbox;
    private final Outbox outbox;
    private int sent;

    /** Traffic of a device whose listener is {@code inbox}. */
    public Traffic(Device device, Inbox inbox, Outbox outbox) {
        this.device = device;
        this.inbox = inbox;
        this.outbox = outbox;
    }

    /** TLS handshake and MQTT login over a connection that has been dialled. @return 1, or the first other result */
    public int connect(MqttConnect options) {
        int r = device.reset();
        if (r == 0) {
            r = device.handshake();
        }
        return r > 0 ? device.login(options) : r;
    }

    /** Subscribes to what the outbox publishes. @return above 0, or the result that ended it */
    public int subscribe() {
        inbox.subscriptions = 0;
        int r = device.mqtt.subscribe(outbox.topic, 1);
        while (r > 0 && inbox.subscriptions == 0) {
            r = device.poll();
        }
        return r;
    }

    /** Starts to count messages from 0. */
    public void restart() {
        inbox.forget();
        sent = 0;
    }

    /**
     * Publishes numbered messages at QoS 1 until so many since {@link #restart} have been acknowledged and have come
     * back.
     *
     * @return above 0, or the result that ended it
     */
    public int exchange(int goal) {
        int r = 1;
        while (r > 0 && (inbox.received < goal || inbox.acknowledged < goal)) {
            r = 1;
            while (r > 0 && sent < goal) {
                r = device.mqtt.publish(outbox.topic, outbox.number(sent), 1, false);
                sent += r > 0 ? 1 : 0;
            }
            r = r < 0 ? r : device.poll();
        }
        return r;
    }

    /** DISCONNECT and close_notify. @return 1, or what {@link bearssl.tls.TlsIo#close} answers if it is not the end */
    public int disconnect() {
        device.mqtt.disconnect();
        int r = device.io.close();
        return r == Transport.END ? 1 : r;
    }
}
