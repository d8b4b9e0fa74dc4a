package mqttlite.cli;

import bearssl.tls.stream.ConnectError;
import mqttlite.MqttStatus;

/** A command has failed: an exit code and one line that says why. */
final class Failure extends Exception {
    private static final long serialVersionUID = 1L;

    static final int EXIT_ERROR = 1;
    static final int EXIT_USAGE = 2;
    static final int EXIT_TIME_UP = 27; // as mosquitto_sub

    private final int exitCode;
    private final int code;

    private Failure(int exitCode, int code, String line) {
        super(line);
        this.exitCode = exitCode;
        this.code = code;
    }

    /** Exit 1 with the texts of the code. */
    static Failure of(int code) {
        return of(code, Codes.cause(code), Codes.remedy(code));
    }

    /** Exit 1 with a cause of its own and the remedy of the code. */
    static Failure of(int code, String cause) {
        return of(code, cause, Codes.remedy(code));
    }

    /** Exit 1 with texts of its own. */
    static Failure of(int code, String cause, String remedy) {
        return new Failure(EXIT_ERROR, code, line(code, cause, remedy));
    }

    /** What is printed of an error: {@code error=CODE NAME cause; remedy}. */
    static String line(int code, String cause, String remedy) {
        return "error=" + code + " " + Codes.name(code) + " " + cause + "; " + remedy;
    }

    /** Exit 27: the time given by -W is over. */
    static Failure timeUp(int seconds, String step) {
        return new Failure(EXIT_TIME_UP, 0, "time up: the " + seconds + " s of -W are over while " + step);
    }

    int exitCode() {
        return exitCode;
    }

    /** The code, 0 if the time is over. */
    int code() {
        return code;
    }

    /** Whether it is about a connection, so that another one may do. */
    boolean isOfConnection() {
        return code != 0 && code != ConnectError.ERR_OOM && code < MqttStatus.MQTT_SUBSCRIPTION_REFUSED;
    }
}
