package mqttlite.cli;

import mqttlite.MqttListener;
import mqttlite.SessionState;

/** What every command does about the events of its connection: the session goes into its file. */
abstract class SessionEvents extends MqttListener {
    /** Thrown by a listener: a message at QoS 1 or 2 is left to the broker, and the connection goes on. */
    static final CallbackFailure NOT_TAKEN = new CallbackFailure(null);

    private SessionStore store; // null: it is kept in memory alone
    private boolean present;
    private boolean taken; // a message, since the session went into its file

    /** For a listener: leaves a message to the broker, which still has it above QoS 0. */
    static void leaveToBroker(int qos) {
        if (qos > 0) {
            throw NOT_TAKEN;
        }
    }

    final void keepIn(SessionStore file) {
        store = file;
    }

    /** Whether the broker still held the session when it accepted last. */
    final boolean isSessionPresent() {
        return present;
    }

    @Override
    public void connected(boolean sessionPresent) {
        present = sessionPresent;
    }

    /**
     * Called before a message is handled: those before it go into the file first. A process that is killed in the middle
     * of many messages will so hear at most one of them again.
     */
    final void take() {
        if (taken) {
            store();
        }
        taken = store != null;
    }

    @Override
    public void stateChanged(SessionState state) {
        store();
    }

    private void store() {
        taken = false;
        if (store != null) {
            try {
                store.write();
            } catch (Failure e) {
                throw new CallbackFailure(e);
            }
        }
    }
}
