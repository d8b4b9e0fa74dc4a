package constrained.jvm;

import bearssl.benchmarks.run.Jvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** JVMs of this machine, and ways to start them, that have less to offer than the usual one. */
final class Places {
    private static final String TWO_MEGABYTES = "-Xmx2m";

    private Places() {
    }

    /** All that there are, of one version. @param scratch a folder for an image */
    static List<Jvm> all(int version, Path scratch) throws IOException {
        List<Jvm> found = new ArrayList<>();
        Jvm whole = Jvm.find(version, Jvm.Mode.C2);
        if (whole == null) {
            return found;
        }
        String name = "JDK " + version;
        found.add(new Jvm(name, whole.home(), List.of()));
        found.add(interpreter(whole));
        found.add(twoMegabytes(whole));
        if (hasZero(whole)) {
            found.add(zero(whole));
        }
        found.add(image(whole, scratch.resolve("image-" + version)));
        return found;
    }

    static Jvm interpreter(Jvm whole) {
        return new Jvm("JDK " + whole.name() + ", `-Xint`", whole.home(), List.of("-Xint"));
    }

    static Jvm twoMegabytes(Jvm whole) {
        return new Jvm("JDK " + whole.name() + ", SerialGC, `" + TWO_MEGABYTES + "`", whole.home(),
                List.of("-XX:+UseSerialGC", TWO_MEGABYTES));
    }

    /** The VM without machine code of its own, for processors that HotSpot does not know. */
    private static Jvm zero(Jvm whole) {
        return new Jvm("JDK " + whole.name() + ", zero", whole.home(), List.of("-zero"));
    }

    private static boolean hasZero(Jvm whole) {
        return Files.exists(whole.home().resolve("lib/zero/libjvm.so"));
    }

    /** A zero VM, of whatever version from 17 on. @return null if there is none */
    static Jvm anyZero() throws IOException {
        for (int version = 17; version <= Runtime.version().feature(); version++) {
            Jvm whole = Jvm.find(version, Jvm.Mode.C2);
            if (whole != null && hasZero(whole)) {
                return zero(whole);
            }
        }
        return null;
    }

    /** An image of java.base alone, made by jlink. */
    static Jvm image(Jvm whole, Path folder) throws IOException {
        if (!Files.exists(folder)) {
            Process jlink = new ProcessBuilder(whole.home().resolve("bin/jlink").toString(), "--add-modules", "java.base",
                    "--strip-debug", "--no-header-files", "--no-man-pages", "--output", folder.toString())
                    .redirectErrorStream(true).start();
            String said = new String(jlink.getInputStream().readAllBytes());
            try {
                if (jlink.waitFor() != 0) {
                    throw new IOException("jlink: " + said);
                }
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
        return new Jvm("JDK " + whole.name() + ", jlink, java.base", folder, List.of());
    }
}
