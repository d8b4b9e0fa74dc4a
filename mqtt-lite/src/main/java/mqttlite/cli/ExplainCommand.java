package mqttlite.cli;

import java.util.Locale;

/** {@code explain}: what a number means, be it of TLS, of an alert, of MQTT or of this program; names work too. */
final class ExplainCommand {
    private static final int LAST_CODE = 4000;

    private ExplainCommand() {
    }

    static void run(Options options, Console console) throws UsageError, Failure {
        String text = options.argument("CODE");
        int code = number(text);
        if (Codes.name(code) == null) {
            throw new UsageError("'" + text + "' is no code; there are 0 to 62, 256 and 512 + alert, -1000 to -1004, "
                    + "2001 to 2048 and 3001 to 3004");
        }
        console.line("code    " + code);
        console.line("name    " + Codes.name(code));
        console.line("cause   " + Codes.cause(code));
        console.line("remedy  " + Codes.remedy(code));
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
