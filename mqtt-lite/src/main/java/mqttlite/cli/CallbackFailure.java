package mqttlite.cli;

/** Carries a failure out of a callback of the engine, which then acknowledges nothing of what was at hand. */
final class CallbackFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    final transient Failure reason;

    CallbackFailure(Failure reason) {
        super(reason);
        this.reason = reason;
    }
}
