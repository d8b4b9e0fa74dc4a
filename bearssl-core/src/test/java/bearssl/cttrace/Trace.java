package bearssl.cttrace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Receives the events of instrumented code. Static, since instrumented code has no other way to
 * find it; one check at a time, on one thread, which {@link CtCheck} sees to. An event takes
 * constant time and allocates nothing, so that runs of 10^8 events remain affordable.
 */
public final class Trace {
    /** Site number to {@code "class.method:line kind"}. */
    private static final List<String> SITES = new ArrayList<>();

    private static long[] siteHash = new long[1024];
    private static long[] siteCount = new long[1024];
    private static boolean on;
    private static long hash;
    private static long count;

    private Trace() {
    }

    /** Forgets all sites: those of an earlier check, whose classes are no longer in use. */
    static void reset() {
        SITES.clear();
    }

    /** A new place in the code. */
    static int site(String where) {
        SITES.add(where);
        int n = SITES.size();
        if (n > siteHash.length) {
            siteHash = Arrays.copyOf(siteHash, n * 2);
            siteCount = Arrays.copyOf(siteCount, n * 2);
        }
        return n - 1;
    }

    static String describe(int site) {
        return SITES.get(site);
    }

    static void start() {
        hash = 0x9E3779B97F4A7C15L;
        count = 0;
        Arrays.fill(siteHash, 0);
        Arrays.fill(siteCount, 0);
        on = true;
    }

    static Snapshot stop() {
        on = false;
        int n = SITES.size();
        return new Snapshot(hash, count, Arrays.copyOf(siteHash, n), Arrays.copyOf(siteCount, n));
    }

    /**
     * What one run did.
     *
     * @param hash over all events in their order
     * @param count of all events
     * @param siteHash the same for each site, to locate a difference
     * @param siteCount the same for each site
     */
    record Snapshot(long hash, long count, long[] siteHash, long[] siteCount) {
        boolean sameAs(Snapshot o) {
            return hash == o.hash && count == o.count;
        }

        /** The numbers of the sites that were reached in one run only, or saw other values. */
        List<Integer> differences(Snapshot o) {
            List<Integer> sites = new ArrayList<>();
            for (int i = 0; i < Math.max(siteHash.length, o.siteHash.length); i++) {
                if (at(siteHash, i) != at(o.siteHash, i)
                        || at(siteCount, i) != at(o.siteCount, i)) {
                    sites.add(i);
                }
            }
            return sites;
        }

        // a class loaded after a snapshot was taken adds sites, which that run did not reach
        private static long at(long[] a, int i) {
            return i < a.length ? a[i] : 0;
        }
    }

    private static void event(int site, long v) {
        if (!on) {
            return;
        }
        long e = (v + 0x632BE59BD9B4E019L) * 0xD6E8FEB86659FD93L;
        e ^= e >>> 32;
        hash = (Long.rotateLeft(hash, 5) ^ e ^ site) * 0x9FB21C651E98DF25L;
        siteHash[site] = (Long.rotateLeft(siteHash[site], 7) ^ e) * 0x9FB21C651E98DF25L;
        siteCount[site]++;
        count++;
    }

    // ---- called from instrumented code, hence public ----

    /** Reached: a method entry, a throw, a handler, a call that leaves our classes. */
    public static void enter(int site) {
        event(site, 1);
    }

    /** A switch value, an array index, an array length, a shift distance. */
    public static void val(int v, int site) {
        event(site, v);
    }

    /** IFEQ..IFLE, op 153..158: the decision, not the operand. */
    public static void if1(int a, int op, int site) {
        if2(a, 0, op + 6, site);
    }

    /** IF_ICMPEQ..IF_ICMPLE, op 159..164: the decision, not the operands. */
    public static void if2(int a, int b, int op, int site) {
        boolean taken = switch (op) {
            case 159 -> a == b;
            case 160 -> a != b;
            case 161 -> a < b;
            case 162 -> a >= b;
            case 163 -> a > b;
            default -> a <= b;
        };
        event(site, taken ? 1 : 0);
    }

    /** IFNULL, IFNONNULL. */
    public static void ifNull(Object a, int site) {
        event(site, a == null ? 1 : 0);
    }

    /** IF_ACMPEQ, IF_ACMPNE. */
    public static void ifSame(Object a, Object b, int site) {
        event(site, a == b ? 1 : 0);
    }

    /** IDIV: the operands, since a processor may take longer for some. */
    public static int idiv(int a, int b, int site) {
        event(site, a);
        event(site, b);
        return a / b;
    }

    /** IREM. */
    public static int irem(int a, int b, int site) {
        event(site, a);
        event(site, b);
        return a % b;
    }

    /** LDIV. */
    public static long ldiv(long a, long b, int site) {
        event(site, a);
        event(site, b);
        return a / b;
    }

    /** LREM. */
    public static long lrem(long a, long b, int site) {
        event(site, a);
        event(site, b);
        return a % b;
    }

    /** {@link System#arraycopy}: positions and length. */
    public static void arraycopy(Object s, int sp, Object d, int dp, int n, int site) {
        event(site, sp);
        event(site, dp);
        event(site, n);
        System.arraycopy(s, sp, d, dp, n);
    }
}
