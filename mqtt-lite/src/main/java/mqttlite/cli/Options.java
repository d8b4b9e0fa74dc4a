package mqttlite.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mqttlite.Utf8;

/** The options and arguments of one command line, by name. What does not fit {@link OptionTable} is refused. */
final class Options {
    private final String command;
    private final Map<String, List<String>> values = new HashMap<String, List<String>>();
    private final List<String> arguments = new ArrayList<String>();

    private Options(String command) {
        this.command = command;
    }

    /**
     * Reads a command line.
     *
     * @param command its name
     * @param args    all arguments, the first of them the command
     */
    static Options parse(String command, String[] args) throws UsageError {
        Options options = new Options(command);
        List<Option> known = OptionTable.of(command);
        boolean onlyArguments = false;
        for (int i = 1; i < args.length; i++) {
            String arg = args[i];
            if (arg.equals("--") && !onlyArguments) {
                onlyArguments = true;
                continue;
            }
            // A negative number is an argument: explain -1002.
            boolean isOption = arg.length() > 1 && arg.charAt(0) == '-' && !Character.isDigit(arg.charAt(1));
            if (onlyArguments || !isOption) {
                options.arguments.add(arg);
                continue;
            }
            int equals = arg.startsWith("--") ? arg.indexOf('=') : -1;
            Option option = find(known, equals < 0 ? arg : arg.substring(0, equals));
            if (option.argument == null) {
                if (equals >= 0) {
                    throw new UsageError(option.form() + " takes no value");
                }
                options.add(option, "");
            } else if (equals >= 0) {
                options.add(option, arg.substring(equals + 1));
            } else if (i + 1 < args.length) {
                options.add(option, args[++i]);
            } else {
                throw new UsageError(option.form() + " needs a value: " + option.argument + ", " + option.help);
            }
        }
        return options;
    }

    /** The same options but for one value. */
    Options with(String name, String value) {
        Options other = new Options(command);
        other.values.putAll(values);
        other.values.put(name, Collections.singletonList(value));
        other.arguments.addAll(arguments);
        return other;
    }

    private static Option find(List<Option> known, String text) throws UsageError {
        Option nearest = null;
        int least = 3;
        for (Option o : known) {
            if (o.isWritten(text)) {
                return o;
            }
            int distance = distance(text, "--" + o.name);
            if (text.length() > 3 && distance < least) {
                least = distance;
                nearest = o;
            }
        }
        String hint = nearest == null ? "" : "; did you mean --" + nearest.name + "?";
        throw new UsageError("unknown option " + text + hint);
    }

    // Levenshtein's: insertions, deletions and replacements from one word to the other.
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }

    private void add(Option option, String value) throws UsageError {
        List<String> list = values.get(option.name);
        if (list == null) {
            list = new ArrayList<String>();
            values.put(option.name, list);
        } else if (!option.mayRepeat) {
            throw new UsageError(option.form() + " is given twice");
        }
        list.add(value);
    }

    String command() {
        return command;
    }

    /** What is no option, in order. */
    List<String> arguments() {
        return arguments;
    }

    /** The only argument, which has to be there. */
    String argument(String what) throws UsageError {
        if (arguments.size() != 1) {
            throw new UsageError(arguments.isEmpty() ? what + " is missing"
                    : "one " + what + " expected, " + arguments.size() + " given");
        }
        return arguments.get(0);
    }

    void refuseArguments() throws UsageError {
        if (!arguments.isEmpty()) {
            throw new UsageError("'" + arguments.get(0) + "' is no option; quote values with spaces");
        }
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** The value of an option, or what to take without it. */
    String text(String name, String otherwise) {
        return has(name) ? values.get(name).get(0) : otherwise;
    }

    /** All values of an option, empty without it. */
    List<String> texts(String name) {
        return has(name) ? values.get(name) : new ArrayList<String>();
    }

    /** A whole number within bounds. */
    int number(String name, int otherwise, int least, int greatest) throws UsageError {
        return has(name) ? numberOf(name, values.get(name).get(0), least, greatest) : otherwise;
    }

    /** All values of an option, each a whole number within bounds; empty without it. */
    int[] numbers(String name, int least, int greatest) throws UsageError {
        List<String> texts = texts(name);
        int[] numbers = new int[texts.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = numberOf(name, texts.get(i), least, greatest);
        }
        return numbers;
    }

    private int numberOf(String name, String text, int least, int greatest) throws UsageError {
        try {
            int n = Integer.parseInt(text);
            if (n >= least && n <= greatest) {
                return n;
            }
        } catch (NumberFormatException e) {
            // the message below serves both
        }
        throw new UsageError(form(name) + ": '" + text + "' is not a whole number from " + least
                + (greatest == Integer.MAX_VALUE ? " up" : " to " + greatest));
    }

    /** A time, as seconds since 1970. */
    long time(String name) throws UsageError {
        long time = UtcTime.parseLoosely(text(name, ""));
        if (time == UtcTime.BAD) {
            throw new UsageError(form(name) + ": '" + text(name, "")
                    + "' is no time like 2026-01-31T23:59:59Z, no day, and no number of seconds since 1970");
        }
        return time;
    }

    /** How an option is named in messages. */
    String form(String name) {
        for (Option o : OptionTable.of(command)) {
            if (o.name.equals(name)) {
                return o.form();
            }
        }
        return "--" + name;
    }

    /** The value of an option as bytes: UTF-8, and raw bytes that were no UTF-8 as they were (see ExactArguments). */
    byte[] bytes(String name) {
        return has(name) ? bytesOf(values.get(name).get(0)) : null;
    }

    byte[] bytes(String name, String otherwise) {
        return bytesOf(text(name, otherwise));
    }

    static byte[] bytesOf(String text) {
        byte[] b = Utf8.createBytes(text);
        int n = 0;
        // U+DC80..U+DCFF, ED B2 80..ED B3 BF, stand for the bytes 80..FF.
        for (int i = 0; i < b.length; i++) {
            boolean isRaw = i + 2 < b.length && b[i] == (byte) 0xED && (b[i + 1] & 0xFE) == 0xB2;
            if (isRaw) {
                b[n++] = (byte) ((b[i + 1] & 1) << 6 | b[i + 2] & 0x3F | 0x80);
                i += 2;
            } else {
                b[n++] = b[i];
            }
        }
        byte[] exact = new byte[n];
        System.arraycopy(b, 0, exact, 0, n);
        return exact;
    }
}
