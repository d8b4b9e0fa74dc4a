package bearssl.testing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * NIST's response files (CAVP, and RFC vectors in the same form): cases of {@code Name = value} lines, ended by an
 * empty line, below section lines {@code [Name = value]} whose values apply to the cases that follow.
 */
public final class Cavp {
    private Cavp() {
    }

    /** One case: its own values and those of its section; a line without {@code =} is a name with an empty value. */
    public record Case(Map<String, String> values) {
        public boolean has(String name) {
            return values.containsKey(name);
        }

        public String text(String name) {
            return values.get(name);
        }

        public int number(String name) {
            return Integer.parseInt(values.get(name));
        }

        public byte[] hex(String name) {
            return HexFormat.of().parseHex(values.get(name));
        }
    }

    /** The cases of a file below the vector folder. */
    public static List<Case> cases(String relative) {
        List<Case> cases = new ArrayList<>();
        Map<String, String> section = new HashMap<>();
        Map<String, String> values = new HashMap<>();
        for (String raw : Vectors.lines(relative)) {
            String line = raw.strip();
            if (line.startsWith("#")) {
                continue;
            }
            if (line.startsWith("[")) {
                put(section, line.substring(1, line.length() - 1));
            } else if (!line.isEmpty()) {
                put(values, line);
            } else if (!values.isEmpty()) {
                add(cases, section, values);
                values = new HashMap<>();
            }
        }
        if (!values.isEmpty()) {
            add(cases, section, values);
        }
        return cases;
    }

    private static void put(Map<String, String> map, String line) {
        int eq = line.indexOf('=');
        map.put(eq < 0 ? line : line.substring(0, eq).strip(), eq < 0 ? "" : line.substring(eq + 1).strip());
    }

    private static void add(List<Case> cases, Map<String, String> section, Map<String, String> values) {
        Map<String, String> all = new HashMap<>(section);
        all.putAll(values);
        cases.add(new Case(all));
    }
}
