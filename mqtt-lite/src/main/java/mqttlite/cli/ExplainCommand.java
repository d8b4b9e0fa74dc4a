package mqttlite.cli;

import bearssl.tls.BrErr;
import java.util.Locale;

/** {@code explain}: what a number means, be it of TLS, of an alert, of MQTT or of this program; names work too. */
final class ExplainCommand {
    private static final int LAST_CODE = 4000;

    private ExplainCommand() {
    }

    static void run(Options options, Console console) throws UsageError, Failure {
        String text = options.argument("CODE");
        int code = number(text);
        String absent = AbsentCodes.why(code);
        if (Codes.name(code) == null && absent == null) {
            throw new UsageError("'" + text + "' is no code; there are 0 to 62, 256 and 512 + alert, -1000 to -1004, "
                    + "2001 to 2048 and 3001 to 3004");
        }
        console.line("code    " + code);
        if (Codes.name(code) == null) {
            console.line("note    not assigned: " + absent);
            console.flush();
            return;
        }
        console.line("name    " + Codes.name(code));
        console.line("cause   " + Codes.cause(code));
        console.line("remedy  " + Codes.remedy(code));
        if (alert(code) != null) {
            console.line("alert   " + alert(code));
        }
        if (absent != null) {
            console.line("note    does not occur here: " + absent);
        }
        String state = pubSubClient(text);
        if (state != null) {
            console.line("note    as a state of Tasmota's MQTT (\"rc " + text.trim() + "\") it means: " + state);
        }
        console.flush();
    }

    // Calls answer minus a code, so the sign of all but the connect errors is free.
    private static int number(String text) throws UsageError {
        String plain = text.trim();
        try {
            int n = Integer.decode(plain).intValue();
            return n < 0 && Codes.name(n) == null ? -n : n;
        } catch (NumberFormatException e) {
            String name = plain.toUpperCase(Locale.ROOT);
            for (int code = -LAST_CODE; code < LAST_CODE; code++) {
                if (name.equals(Codes.name(code))) {
                    return code;
                }
            }
            throw new UsageError("'" + text + "' is neither a number nor the name of a code");
        }
    }

    // What TLS says of the error, or by it; null for other errors.
    private static String alert(int code) {
        if (AbsentCodes.isAlertSent(code)) {
            int n = code - BrErr.BR_ERR_SEND_FATAL_ALERT;
            return alertText(n) + ", sent with " + errorsOf(n);
        }
        if (BrErr.alertName(code - BrErr.BR_ERR_RECV_FATAL_ALERT) != null) {
            return alertText(code - BrErr.BR_ERR_RECV_FATAL_ALERT) + ", received";
        }
        int n = BrErr.alertFor(code);
        return n < 0 ? null : alertText(n) + ", sent to the server";
    }

    private static String alertText(int alert) {
        return BrErr.alertName(alert) + " (" + alert + ")";
    }

    // An error may choose another alert when it knows more; these are the usual ones.
    private static String errorsOf(int alert) {
        StringBuilder codes = new StringBuilder();
        for (int code = 1; code < BrErr.BR_ERR_RECV_FATAL_ALERT; code++) {
            if (BrErr.alertFor(code) == alert) {
                codes.append(codes.length() == 0 ? "errors " : ", ").append(code);
            }
        }
        return codes.length() == 0 ? "no error of its own" : codes.toString();
    }

    private static String pubSubClient(String text) {
        switch (text.trim()) {
            case "-1": return "disconnected";
            case "-2": return "connection failed, a TLS error among others";
            case "-3": return "connection lost";
            case "-4": return "no answer in time";
            case "-5": return "the host name has no address";
            default: return null;
        }
    }
}
