package constrained.fleet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What other programs say. */
final class Outside {
    private Outside() {
    }

    /** Runs a program. @return what it printed */
    static String run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Connections to a port of this machine that the kernel holds for established. */
    static long established(int port) throws IOException {
        return run("ss", "-Htn", "state", "established", "dport", "=", ":" + port).lines()
                .filter(line -> !line.isBlank()).count();
    }

    /** Whether a process may have so many descriptors, as root perhaps above the hard limit. */
    static boolean grantsDescriptors(int count) throws IOException {
        return run("/bin/sh", "-c", "ulimit -n " + count + " && echo granted").contains("granted");
    }

    /** The machine, in a few words. */
    static String machine() throws IOException {
        String model = run("/bin/sh", "-c", "grep -m1 'model name' /proc/cpuinfo | cut -d: -f2").trim();
        return Runtime.getRuntime().availableProcessors() + " processors" + (model.isEmpty() ? "" : " (" + model + ")")
                + ", Linux " + System.getProperty("os.version") + ", JDK " + Runtime.version() + ", "
                + run("/bin/sh", "-c", "PATH=$PATH:/usr/sbin mosquitto -h | head -1").trim();
    }
}
