package mqttlite.stream;

import bearssl.base.Transport;
import bearssl.tls.BrErr;
import bearssl.tls.TlsClient;
import bearssl.tls.TlsIo;
import bearssl.tls.TlsSession;
import bearssl.tls.stream.ChannelTransport;
import bearssl.tls.stream.ConnectError;
import bearssl.tls.stream.SystemEntropy;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import mqttlite.MqttClient;
import mqttlite.MqttListener;
import mqttlite.MqttStatus;
import mqttlite.Reconnect;

/** One connection of a {@link MqttFleet} after the other: TCP, TLS and MQTT, driven by who sees that it is ready. */
final class FleetMember extends MqttListener {
    private static final int WAITING = 0; // for its time, or for its turn
    private static final int DIALLING = 1;
    private static final int SHAKING = 2;
    private static final int LOGIN = 3;
    private static final int OPEN = 4;
    private static final int LEAVING = 5;
    private static final int ENDED = 6;

    private static final int TURNS = 64; // reads, before others have theirs
    private static final int DAY_SECONDS = 86400;

    private final MqttFleet fleet;
    private final int index;
    private final Reconnect reconnect;
    private final MqttClient mqtt;
    private final TlsClient tls; // null: no TLS
    private final TlsSession session; // null: none is kept
    private int sessionAt; // seconds, when it was made

    private int state = WAITING;
    private SocketChannel channel;
    private SelectionKey key;
    private ChannelTransport transport;
    private TlsIo io;
    private HandshakeRoom room; // during an attempt

    FleetMember(MqttFleet fleet, int index, byte[] clientId) {
        this.fleet = fleet;
        this.index = index;
        reconnect = new Reconnect(clientId, 1).delays(fleet.firstMillis, fleet.capMillis)
                .deadline(fleet.deadlineMillis);
        mqtt = new MqttClient(new byte[fleet.packet], new byte[fleet.packet], this);
        tls = fleet.rng == null ? null : new TlsClient(fleet.profile, fleet.rng,
                new byte[fleet.record + TlsClient.IN_OVERHEAD], new byte[fleet.record + TlsClient.OUT_OVERHEAD]);
        if (tls != null) {
            tls.clientAuth(fleet.auth);
            tls.offerMaxFragment(fleet.offersMaxFragment);
            tls.offerProtocols(fleet.protocols);
        }
        session = fleet.sessions == null ? null : new TlsSession(fleet.sessions, index * TlsSession.LEN);
    }

    boolean isOpen() {
        return state == OPEN;
    }

    // ---- an attempt

    /** Begins an attempt. @param lent scratch for it, given back by {@link FleetAttempts#over} */
    void begin(HandshakeRoom lent) {
        room = lent;
        state = DIALLING;
        reconnect.waitMillis(fleet.now);
        fleet.timers.set(index, fleet.now + reconnect.leftMillis(fleet.now));
        if (fleet.attempting.address() == null) {
            fail(ConnectError.ERR_CANT_RESOLVE_IP);
            return;
        }
        try {
            channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true); // whole records are written
            boolean isThere = channel.connect(fleet.attempting.address());
            key = channel.register(fleet.selector, isThere ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, this);
            if (isThere) {
                shake();
            }
        } catch (IOException e) {
            fail(e, ConnectError.ERR_TCP_CONNECT);
        }
    }

    // TCP is there.
    private void shake() throws IOException {
        key.interestOps(SelectionKey.OP_READ);
        transport = new ChannelTransport(channel, fleet.shared);
        if (tls == null) {
            login(transport);
            return;
        }
        state = SHAKING;
        room.enter(fleet.now);
        if (!fleet.rng.seed(new SystemEntropy(), room.workspace)) { // anew for each connection
            fail(BrErr.BR_ERR_NO_RANDOM);
            return;
        }
        if (session != null && seconds() - sessionAt >= DAY_SECONDS) {
            session.clear();
        }
        io = new TlsIo(tls, transport);
        int r = tls.reset(fleet.serverName, room.workspace, room.engine, session);
        if (r < 0) {
            fail(-r);
            return;
        }
        goOn();
    }

    private void login(Transport above) {
        state = LOGIN;
        int r = mqtt.connect(above, fleet.optionsOf(index), fleet.now);
        if (r < 0) {
            fail(-r);
        } else {
            goOn();
        }
    }

    private int seconds() {
        return (int) (fleet.now / 1000);
    }

    // ---- whatever is to be done

    /** The channel is ready. */
    void ready() {
        if (state != DIALLING) {
            goOn();
            return;
        }
        try {
            if (channel.finishConnect()) {
                shake();
            }
        } catch (MqttException e) {
            fail(e, e.code());
        } catch (IOException e) {
            fail(e, ConnectError.ERR_TCP_CONNECT);
        }
    }

    /** The time has come that was set. */
    void due() {
        if (state == WAITING) {
            fleet.attempting.enqueue(index);
        } else if (state == OPEN) {
            goOn();
            schedule();
        } else if (state == DIALLING) {
            fail(ConnectError.ERR_TCP_CONNECT);
        } else if (state == SHAKING) {
            tls.transportEnded();
            fail(BrErr.BR_ERR_IO);
        } else if (state == LOGIN) {
            fail(MqttStatus.MQTT_CONNACK_TIMEOUT);
        }
    }

    // From the end of an attempt on: when to poll though nothing has come. Traffic puts that off, which shows then.
    private void schedule() {
        if (state == OPEN) {
            long wait = mqtt.dueIn(fleet.now);
            if (wait != Long.MAX_VALUE) {
                fleet.timers.set(index, fleet.now + (wait > 0 ? wait : 1));
            }
        }
    }

    private void goOn() {
        if (state == SHAKING) {
            int r = io.handshake();
            if (r > 0) {
                if (tls.resumed()) {
                    fleet.resumed++;
                } else {
                    sessionAt = seconds();
                }
                login(io);
                return;
            }
            if (r < 0) {
                fail(r == Transport.END ? BrErr.BR_ERR_IO : -r);
                return;
            }
        } else if (state != WAITING && state != ENDED) {
            int r;
            int turns = 0;
            do {
                r = mqtt.poll(fleet.now);
                turns++;
            } while (r > 0 && (turns < TURNS || tls != null && tls.recvappLen() > 0));
            if (mqtt.state() == MqttClient.CLOSED) {
                closed();
                return;
            }
        }
        watch();
    }

    // Asks to be told when there are bytes, and, while some wait to leave, when there is room for them.
    private void watch() {
        if (state == WAITING || state == ENDED) {
            return;
        }
        boolean waits = tls != null && tls.sendrecLen() > 0 || state != SHAKING && !mqtt.isSent();
        int ops = waits ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
        if (key.isValid() && key.interestOps() != ops) {
            key.interestOps(ops);
        }
    }

    private void closed() {
        if (state == LEAVING) {
            cut();
        } else {
            fail(mqtt.error() != 0 ? mqtt.error() : MqttStatus.MQTT_NOT_CONNECTED);
        }
    }

    // ---- calls

    int publish(byte[] topic, int topicOff, int topicLen, byte[] payload, int payloadOff, int payloadLen, int qos,
            boolean retain) {
        if (state != OPEN) {
            return -MqttStatus.MQTT_NOT_CONNECTED;
        }
        int r = mqtt.publish(topic, topicOff, topicLen, payload, payloadOff, payloadLen, qos, retain);
        settle();
        return r;
    }

    int subscribe(byte[] filter, int qos) {
        if (state != OPEN) {
            return -MqttStatus.MQTT_NOT_CONNECTED;
        }
        int r = mqtt.subscribe(filter, qos);
        settle();
        return r;
    }

    // A call may have met the end of the connection: that is for the next poll to handle.
    private void settle() {
        if (mqtt.state() == MqttClient.CLOSED) {
            fleet.timers.set(index, fleet.now);
        } else {
            watch();
        }
    }

    // ---- the end

    private void fail(IOException e, int code) {
        fleet.failure = e.getMessage();
        fail(code);
    }

    private void fail(int code) {
        if (transport != null && transport.failure() != null) {
            fleet.failure = transport.failure();
        }
        if (state == OPEN) {
            fleet.losses++;
        }
        hangUp(code);
        int kind = reconnect.lost(code, fleet.now);
        if (kind == Reconnect.LASTING) {
            giveUp(code);
            fleet.gaveUp(code);
            return;
        }
        state = WAITING;
        fleet.timers.set(index, fleet.now + reconnect.waitMillis(fleet.now));
        fleet.listener.lost(index, code, kind);
    }

    /** Makes no more attempts, for this reason. */
    void giveUp(int code) {
        if (state != ENDED) {
            hangUp(code);
            state = ENDED;
            fleet.ended++;
            fleet.listener.lost(index, code, Reconnect.LASTING);
        }
    }

    /** Says DISCONNECT and close_notify if it is connected; {@link #cut} follows when they have left. */
    void leave() {
        if (state == OPEN) {
            state = LEAVING;
            fleet.connected--;
            fleet.leaving++;
            mqtt.disconnect();
            goOn();
        }
    }

    /** Ends whatever there is. */
    void cut() {
        if (state == LEAVING && io != null && mqtt.state() == MqttClient.CLOSED) {
            io.close(); // what does not leave at once need not
        }
        hangUp(MqttStatus.MQTT_NOT_CONNECTED);
        state = ENDED;
    }

    private void hangUp(int code) {
        fleet.connected -= state == OPEN ? 1 : 0;
        fleet.leaving -= state == LEAVING ? 1 : 0;
        fleet.timers.clear(index);
        mqtt.abandon();
        if (tls != null) {
            tls.transportEnded(); // gives back what it has of the room
        }
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            fleet.failure = e.getMessage(); // closed it is all the same
        }
        channel = null;
        key = null;
        transport = null;
        io = null;
        leaveRoom(code);
    }

    private void leaveRoom(int code) {
        if (room != null) {
            fleet.attempting.over(room, code);
            room = null;
        }
    }

    // ---- events

    @Override
    public void connected(boolean sessionPresent) {
        state = OPEN;
        reconnect.connected(fleet.now);
        leaveRoom(0);
        fleet.connected++;
        fleet.connects++;
        schedule();
        fleet.listener.connected(index, sessionPresent);
    }

    @Override
    public void message(byte[] buf, int topicOff, int topicLen, int payloadOff, int payloadLen, int qos, boolean retain,
            boolean dup) {
        fleet.received++;
        fleet.listener.message(index, buf, topicOff, topicLen, payloadOff, payloadLen, qos, retain);
    }

    @Override
    public void oversize(byte[] buf, int topicOff, int topicLen, int topicFullLen, int totalLen, int qos, int packetId,
            boolean acknowledged) {
        fleet.listener.oversize(index, totalLen);
    }

    @Override
    public void published(int packetId) {
        fleet.listener.published(index, packetId);
    }

    @Override
    public void subscribed(int packetId, byte[] buf, int off, int count) {
        fleet.listener.subscribed(index, packetId, buf[off]);
    }
}
