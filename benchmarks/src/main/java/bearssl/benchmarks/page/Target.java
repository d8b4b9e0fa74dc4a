package bearssl.benchmarks.page;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A ratio that was aimed at.
 *
 * @param group     of the measurement
 * @param what      the operation
 * @param who       of this library
 * @param other     whom it is compared with
 * @param limit     the ratio is to be at most this, or at least if {@link #least}
 * @param least     true for rates
 * @param jvms      which JVMs it is for
 */
record Target(String group, String what, String who, String other, double limit, boolean least,
        Predicate<String> jvms) {
    private static final Predicate<String> C2 = jvm -> !jvm.contains(" ");
    private static final Predicate<String> NOT_C2 = jvm -> jvm.contains(" ");
    private static final Predicate<String> INTERPRETER = jvm -> jvm.contains("-Xint");

    private static final String SMALL = "small";
    private static final String FAST = "fast";
    private static final String BC = "bouncycastle";
    private static final String JDK = "jdk";
    private static final String C_SMALL = "c-small";
    private static final String C_FAST = "c-fast";

    private static final String[] PUBLIC_KEY = {"RSA-2048 verify", "RSA-2048 sign", "P-256 key generation",
        "P-256 ECDH", "ECDSA sign", "ECDSA verify"};
    private static final String[] SYMMETRIC = {"AES-GCM seal, 16 B", "AES-GCM seal, 256 B", "AES-GCM seal, 1024 B",
        "SHA-256, 1024 B"};

    static final List<Target> ALL = all();

    private static List<Target> all() {
        List<Target> t = new ArrayList<>();
        t.add(fast("RSA-2048 verify", JDK, 1.2));
        t.add(fast("RSA-2048 sign", JDK, 1.4));
        t.add(fast("RSA-2048 sign", C_FAST, 1.0));
        t.add(fast("P-256 key generation", BC, 1.1));
        t.add(fast("P-256 ECDH", BC, 1.0));
        t.add(fast("ECDSA sign", BC, 1.5));
        t.add(fast("ECDSA verify", BC, 1.4));
        for (int i = 2; i < PUBLIC_KEY.length; i++) {
            t.add(new Target(Row.PRIMITIVE, PUBLIC_KEY[i], FAST, JDK, 0.33, false, "17"::equals));
        }
        for (int i = 0; i < 3; i++) {
            t.add(fast(SYMMETRIC[i], BC, 1.1));
            t.add(fast(SYMMETRIC[i], C_FAST, 1.0));
        }
        t.add(fast("SHA-256, 1024 B", BC, 0.95));
        for (String what : PUBLIC_KEY) {
            t.add(primitive(what, FAST, BC, 1.0, NOT_C2));
            t.add(primitive(what, FAST, JDK, 1.0, NOT_C2));
        }
        for (String what : SYMMETRIC) {
            t.add(primitive(what, FAST, BC, 1.0, NOT_C2));
            t.add(primitive(what, FAST, JDK, 1.0, NOT_C2));
        }
        for (String what : PUBLIC_KEY) {
            t.add(primitive(what, SMALL, C_SMALL, 1.0, C2));
        }
        for (String what : SYMMETRIC) {
            t.add(primitive(what, SMALL, C_SMALL, 1.0, C2));
        }
        addWholeConnections(t);
        return t;
    }

    private static void addWholeConnections(List<Target> t) {
        t.add(new Target(Row.COLD, "wall", FAST, JDK, 0.6, false, C2));
        t.add(new Target(Row.COLD, "CPU", FAST, JDK, 0.5, false, C2));
        t.add(new Target(Row.COLD, "wall", FAST, "paho", 0.3, false, C2));
        t.add(new Target(Row.COLD, "wall", FAST, JDK, 0.3, false, INTERPRETER));
        t.add(new Target(Row.COLD, "peak RSS", FAST, JDK, 0.75, false, C2));
        t.add(new Target(Row.WARM, "connect, ECDHE_RSA and CA", FAST, JDK, 0.6, false, C2));
        t.add(new Target(Row.WARM, "connect, resumed", FAST, JDK, 0.7, false, C2));
        t.add(new Target(Row.WARM, "heap of a connection", FAST, JDK, 0.6, false, C2));
        t.add(new Target(Row.WARM, "QoS 0, 200 B", FAST, JDK, 1.0, true, C2));
        t.add(new Target(Row.WARM, "QoS 0, 200 B", FAST, "paho", 4.0, true, C2));
        t.add(new Target(Row.WARM, "QoS 0, 200 B, CPU", FAST, JDK, 1.0, false, C2));
    }

    private static Target fast(String what, String other, double limit) {
        return primitive(what, FAST, other, limit, C2);
    }

    private static Target primitive(String what, String who, String other, double limit, Predicate<String> jvms) {
        return new Target(Row.PRIMITIVE, what, who, other, limit, false, jvms);
    }

    /** The ratio on a JVM. @return not a number if it was not measured */
    double ratio(List<Row> rows, String jvm) {
        for (Row row : rows) {
            if (row.group().equals(group) && row.jvm().equals(jvm) && row.what().equals(what)
                    && !row.unit().equals("B") == !what.startsWith("heap")) {
                return Table.of(rows, group, jvm, row.unit()).ratio(what, who, other);
            }
        }
        return Double.NaN;
    }

    boolean isMet(double ratio) {
        return least ? ratio >= limit : ratio <= limit;
    }

    /** In words, with the limit. */
    String text() {
        return (group.equals(Row.COLD) ? "cold start, " : "") + what + ", "
                + Names.of(who) + " / " + Names.of(other) + (least ? " ≥ " : " ≤ ") + limit;
    }
}
