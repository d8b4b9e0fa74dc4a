package mqttlite.cli;

/** The command line itself is wrong: exit 2, before anything is sent. The message is one line for the user. */
final class UsageError extends Exception {
    private static final long serialVersionUID = 1L;

    UsageError(String message) {
        super(message);
    }
}
