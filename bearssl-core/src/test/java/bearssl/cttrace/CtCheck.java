package bearssl.cttrace;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Assertions;

/**
 * Runs a {@link Subject} with many secrets and demands one and the same trace. The package page
 * says what a trace holds, what it misses, and how a check is written.
 *
 * <p>{@link #assertConstantTime} is what most tests need; the rest is for those that allow a
 * foreign call by name, choose the number of secrets, or look at the {@link Report}.
 */
public final class CtCheck {
    /** Secrets are tried until this many events went by: about a second. */
    private static final long DEFAULT_EVENT_BUDGET = 400_000_000L;

    /** But always this many secrets: all-zero, all-one, and ten more. */
    private static final int MIN_SECRETS = 12;
    private static final int RANDOM_SECRETS = 100;
    private static final int MAX_LEAKY_SECRETS = 4;

    private final Class<? extends Subject> subject;
    private final Set<String> allowedForeign = new TreeSet<>();
    private boolean shifts;
    private long eventBudget = DEFAULT_EVENT_BUDGET;

    private CtCheck(Class<? extends Subject> subject) {
        this.subject = subject;
    }

    /** Fails unless the subject's trace is the same for any secret and stays in our classes. */
    public static Report assertConstantTime(Class<? extends Subject> subject) {
        return of(subject).assertConstant();
    }

    /** A check of this subject, to be adjusted before it is run. */
    public static CtCheck of(Class<? extends Subject> subject) {
        return new CtCheck(subject);
    }

    /** Records shift distances as well: some processors shift one bit at a time. */
    public CtCheck recordShifts() {
        shifts = true;
        return this;
    }

    /**
     * Permits calls that leave our classes, after a reviewer found them harmless.
     *
     * @param methods names such as {@code "java.lang.String.charAt"}
     */
    public CtCheck allowForeign(String... methods) {
        allowedForeign.addAll(Arrays.asList(methods));
        return this;
    }

    /** Tries secrets until this many events were recorded, though never fewer than twelve. */
    public CtCheck eventBudget(long events) {
        eventBudget = events;
        return this;
    }

    /** Runs the check and fails when the report is not clean. */
    public Report assertConstant() {
        Report r = run();
        if (!r.isConstant()) {
            Assertions.fail(r.toString());
        }
        if (!r.foreignCalls().isEmpty()) {
            Assertions.fail(r.subject() + " leaves the recorded classes: " + r.foreignCalls());
        }
        if (!r.reachedOthers()) {
            Assertions.fail(r.subject() + " reached no class but itself: nothing was checked");
        }
        return r;
    }

    /** Runs the check. */
    public Report run() {
        synchronized (CtCheck.class) { // Trace is static
            return runAlone();
        }
    }

    /**
     * What came out.
     *
     * @param subject the name of the subject's class
     * @param runs how many secrets were tried
     * @param events in one run
     * @param leaks {@code class.method:line kind} of each difference between two runs
     * @param foreignCalls calls made that leave the recorded classes, the allowed ones aside
     * @param reachedOthers whether a class of another file than the subject's was recorded
     */
    public record Report(String subject, int runs, long events, List<String> leaks,
            Set<String> foreignCalls, boolean reachedOthers) {
        /** Whether all traces were equal. */
        public boolean isConstant() {
            return leaks.isEmpty();
        }

        @Override
        public String toString() {
            return subject + ": " + (isConstant() ? "constant trace" : "leaks at " + leaks)
                    + " (" + runs + " secrets, " + events + " events a run)";
        }
    }

    private Report runAlone() {
        Trace.reset();
        int thrown = Trace.site(subject.getName() + ".run:0 ends with an exception");
        Class<?> recorded = new Recorder(shifts).load(subject.getName());
        int n = newInstance(recorded).secretLength();

        trace(recorded, new byte[n], thrown); // class initialisers run here, not in the reference
        Trace.Snapshot ref = trace(recorded, new byte[n], thrown);
        Set<String> leaks = new TreeSet<>();
        List<byte[]> secrets = secrets(n, ref.count());
        int leaky = 0;
        int runs = 1;
        for (byte[] secret : secrets) {
            Trace.Snapshot t = trace(recorded, secret, thrown);
            runs++;
            if (t.sameAs(ref)) {
                continue;
            }
            List<Integer> sites = t.differences(ref);
            for (int site : sites) {
                leaks.add(Trace.describe(site));
            }
            if (sites.isEmpty()) {
                leaks.add("(the same events in another order)");
            }
            if (++leaky == MAX_LEAKY_SECRETS) {
                break;
            }
        }
        return report(ref, runs, leaks);
    }

    private Report report(Trace.Snapshot ref, int runs, Set<String> leaks) {
        Set<String> foreign = new TreeSet<>();
        boolean others = false;
        for (int i = 0; i < ref.siteCount().length; i++) {
            if (ref.siteCount()[i] == 0) {
                continue;
            }
            String where = Trace.describe(i);
            int call = where.indexOf(" " + Instrumenter.FOREIGN);
            if (call >= 0) {
                String callee = where.substring(call + 1 + Instrumenter.FOREIGN.length());
                if (!allowedForeign.contains(callee)) {
                    foreign.add(where);
                }
            }
            others |= !topLevel(where).equals(topLevel(subject.getName()));
        }
        return new Report(subject.getName(), runs, ref.count(), List.copyOf(leaks), foreign,
                others);
    }

    /** The name up to the first {@code $} or the method: the same for all classes of one file. */
    private static String topLevel(String name) {
        int end = name.indexOf('$');
        int method = name.indexOf(':') < 0 ? -1 : name.lastIndexOf('.', name.indexOf(':'));
        if (end < 0 || method >= 0 && method < end) {
            end = method;
        }
        return end < 0 ? name : name.substring(0, end);
    }

    /** All-one, then random and single-bit secrets in turn; as many as the budget allows. */
    private List<byte[]> secrets(int n, long eventsPerRun) {
        List<byte[]> all = new ArrayList<>();
        byte[] ones = new byte[n];
        Arrays.fill(ones, (byte) 0xFF);
        all.add(ones);
        Random random = new Random(1);
        List<Integer> bits = new ArrayList<>();
        for (int i = 0; i < n * 8; i++) {
            bits.add(i);
        }
        Collections.shuffle(bits, random); // so that a small budget still spreads them
        for (int i = 0; i < Math.max(RANDOM_SECRETS, bits.size()); i++) {
            if (i < RANDOM_SECRETS) {
                byte[] b = new byte[n];
                random.nextBytes(b);
                all.add(b);
            }
            if (i < bits.size()) {
                byte[] b = new byte[n];
                b[bits.get(i) >> 3] = (byte) (1 << (bits.get(i) & 7));
                all.add(b);
            }
        }
        long affordable = eventBudget / Math.max(1, eventsPerRun);
        return all.subList(0, (int) Math.min(all.size(), Math.max(MIN_SECRETS - 1, affordable)));
    }

    private static Trace.Snapshot trace(Class<?> recorded, byte[] secret, int thrown) {
        Subject s = newInstance(recorded);
        s.prepare(secret.clone());
        Trace.start();
        try {
            s.run();
        } catch (RuntimeException e) {
            Trace.enter(thrown);
        }
        return Trace.stop();
    }

    private static Subject newInstance(Class<?> recorded) {
        try {
            Constructor<?> c = recorded.getDeclaredConstructor();
            c.setAccessible(true);
            return (Subject) c.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(recorded + " needs a plain constructor", e);
        }
    }

    /** Loads our classes anew, instrumented; leaves everything else to the ordinary loader. */
    private static final class Recorder extends ClassLoader {
        private static final String TOOL = CtCheck.class.getPackageName();
        private final boolean shifts;

        Recorder(boolean shifts) {
            super(CtCheck.class.getClassLoader());
            this.shifts = shifts;
        }

        private static boolean inside(String name) {
            return (name.startsWith("bearssl.") || name.startsWith("mqttlite."))
                    && !name.substring(0, name.lastIndexOf('.')).equals(TOOL);
        }

        Class<?> load(String name) {
            try {
                return loadClass(name);
            } catch (ClassNotFoundException e) {
                throw new IllegalArgumentException(e);
            }
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!inside(name)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : define(name);
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            String file = name.replace('.', '/') + ".class";
            try (InputStream in = getParent().getResourceAsStream(file)) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] b = Instrumenter.instrument(in.readAllBytes(), Recorder::inside, shifts);
                return defineClass(name, b, 0, b.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
