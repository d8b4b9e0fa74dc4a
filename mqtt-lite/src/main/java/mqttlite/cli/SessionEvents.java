package mqttlite.cli;

import mqttlite.MqttListener;
import mqttlite.SessionState;

/** What every command does about the events of its connection: the session goes into its file. */
abstract class SessionEvents extends MqttListener {
    /** Thrown by a listener: a message at QoS 1 or 2 is left to the broker, and the connection goes on. */
    static final CallbackFailure NOT_TAKEN = new CallbackFailure(null);

    private SessionStore store; // null: it is kept in memory alone
    private boolean present;

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

    @Override
    public void stateChanged(SessionState state) {
        if (store != null) {
            try {
                store.write();
            } catch (Failure e) {
                throw new CallbackFailure(e);
            }
        }
    }
}
