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

    /** The hard limit of descriptors. */
    static int descriptors() throws IOException {
        String text = run("/bin/sh", "-c", "ulimit -Hn").trim();
        return text.equals("unlimited") ? Integer.MAX_VALUE : Integer.parseInt(text);
    }

    /** The machine, in a few words. */
    static String machine() throws IOException {
        String model = run("/bin/sh", "-c", "grep -m1 'model name' /proc/cpuinfo | cut -d: -f2").trim();
        return Runtime.getRuntime().availableProcessors() + " processors" + (model.isEmpty() ? "" : " (" + model + ")")
                + ", Linux " + System.getProperty("os.version") + ", JDK " + Runtime.version() + ", "
                + run("/bin/sh", "-c", "PATH=$PATH:/usr/sbin mosquitto -h | head -1").trim();
    }
}
