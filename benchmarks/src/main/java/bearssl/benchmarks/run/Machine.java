package bearssl.benchmarks.run;

import bearssl.benchmarks.BearsslLibrary;
import bearssl.benchmarks.Jsse;
import bearssl.benchmarks.Profiles;
import bearssl.benchmarks.page.Row;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Where the numbers come from. */
final class Machine {
    private static final long GIB = 1L << 30;

    private Machine() {
    }

    /** Rows of {@link Row#ABOUT} and {@link Row#PROFILE}. */
    static List<Row> describe(Pass pass) throws IOException {
        List<Row> rows = new ArrayList<>();
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        about(rows, "pass", pass.name() + ", " + LocalDate.now(ZoneOffset.UTC));
        about(rows, "machine", processor() + ", " + system.getAvailableProcessors() + " cores, "
                + (system.getTotalMemorySize() + GIB / 2) / GIB + " GiB, " + system.getName() + " " + system.getVersion());
        for (int version : pass.versions()) {
            Jvm jvm = Jvm.find(version, Jvm.Mode.C2);
            if (jvm != null) {
                about(rows, "JDK " + version, jvm.description());
            }
        }
        if (BearsslLibrary.absence() == null) {
            about(rows, "BearSSL C", BearsslLibrary.description());
        }
        about(rows, "flags", "`" + Jsse.P256 + "`; C1: `" + String.join(" ", Jvm.Mode.C1.flags) + "` besides; -Xint: that");
        for (String profile : Profiles.ALL) {
            rows.add(new Row(Row.PROFILE, "", "workspace of a handshake", profile, "B", Profiles.workspaceBytes(profile)));
        }
        return rows;
    }

    private static void about(List<Row> rows, String what, String text) {
        rows.add(new Row(Row.ABOUT, "", what, text, "", 0));
    }

    private static String processor() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/cpuinfo"))) {
            if (line.startsWith("model name")) {
                return line.replaceAll(".*: ", "");
            }
        }
        return System.getProperty("os.arch");
    }
}
