package bearssl.benchmarks.page;

import java.util.LinkedHashMap;
import java.util.Map;

/** Contenders as the page calls them, always in the same order. */
final class Names {
    private static final Map<String, String> NAMES = new LinkedHashMap<>();

    static {
        NAMES.put("fast", "ours, fast");
        NAMES.put("small", "ours, small");
        NAMES.put("jdk", "JDK");
        NAMES.put("bouncycastle", "BouncyCastle");
        NAMES.put("c-fast", "BearSSL C, fast");
        NAMES.put("c-small", "BearSSL C, small");
        NAMES.put("paho", "Paho");
        NAMES.put("hivemq", "HiveMQ");
    }

    private Names() {
    }

    static String of(String contender) {
        return NAMES.getOrDefault(contender, contender);
    }

    static Iterable<String> inOrder() {
        return NAMES.keySet();
    }
}
