package constrained.flash;

import constrained.page.Section;
import constrained.teavm.Translation;
import constrained.teavm.program.EcdheCa;
import constrained.teavm.program.EcdhePin;
import constrained.teavm.program.RsaPin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the profiles take of a flash memory, for the page. */
public final class FlashTable {
    private static final int SHOWN = 25;
    private static final String CALL_SITES = "(TEAVM_CALL_SITE(id), (expr))";

    private record Profile(Class<?> program, String title, String tasmota) {
    }

    private static final List<Profile> PROFILES = List.of(
            new Profile(RsaPin.class, "RSA, pin", "34.5"),
            new Profile(EcdhePin.class, "ECDHE, pin", "34.5 + 11.4"),
            new Profile(EcdheCa.class, "ECDHE, CA", "34.5 + 11.4 + 2.2"));

    private FlashTable() {
    }

    /** Measures. @param args the page, and a folder for what is compiled */
    public static void main(String[] args) throws IOException {
        StringBuilder table = new StringBuilder("| | shrunk jar, MQTT included | its class files |");
        StringBuilder rule = new StringBuilder("|---|---|---|");
        for (Silicon silicon : Silicon.values()) {
            table.append(' ').append(silicon.title).append(": TLS | + MQTT | the same without notes for stack traces |");
            rule.append("---|---|---|");
        }
        table.append(" Tasmota, TLS |\n").append(rule).append("---|\n");
        StringBuilder classes = new StringBuilder();
        for (Profile profile : PROFILES) {
            Path folder = Path.of(args[1], profile.program.getSimpleName());
            Files.createDirectories(folder);
            Shrunk shrunk = Shrunk.of(profile.program, folder);
            table.append(String.format(Locale.ROOT, "| %s | %.1f | %.1f |", profile.title, kb(shrunk.jarBytes()),
                    kb(shrunk.classBytes())));
            Translation.toC(profile.program, folder);
            for (Silicon silicon : Silicon.values()) {
                Map<String, Integer> sizes = silicon.sizes(folder);
                if (silicon == Silicon.ESP8266 && profile == PROFILES.get(0)) {
                    classes.append(largest(sizes));
                }
                table.append(sums(sizes));
                Path stack = folder.resolve("stack.h");
                String whole = Files.readString(stack);
                if (!whole.contains(CALL_SITES)) {
                    throw new IOException("stack.h is not that of TeaVM 0.13");
                }
                Files.writeString(stack, whole.replace(CALL_SITES, "(expr)"));
                Map<String, Integer> less = silicon.sizes(folder);
                table.append(String.format(Locale.ROOT, " %.1f, %.1f |", kb(sum(less, "bearssl")), kb(sum(less, "mqttlite"))));
                Files.writeString(stack, whole);
            }
            table.append(' ').append(profile.tasmota).append(" |\n");
            System.out.print(table);
        }
        new Section(Path.of(args[0]), "flash").write(table + "\n" + classes);
    }

    private static double kb(long bytes) {
        return bytes / 1024.0;
    }

    private static long sum(Map<String, Integer> sizes, String library) {
        return sizes.entrySet().stream().filter(e -> e.getKey().startsWith(library)).mapToLong(Map.Entry::getValue).sum();
    }

    private static String sums(Map<String, Integer> sizes) {
        return String.format(Locale.ROOT, " %.1f | %.1f |", kb(sum(sizes, "bearssl")), kb(sum(sizes, "mqttlite")));
    }

    private static String largest(Map<String, Integer> sizes) {
        StringBuilder list = new StringBuilder("The largest classes of the first row on ").append(Silicon.ESP8266.title)
                .append(", in bytes:");
        sizes.entrySet().stream().sorted((a, b) -> b.getValue() - a.getValue()).limit(SHOWN).forEach(e -> list.append(' ')
                .append(e.getKey().replaceFirst(".*/", "")).append(' ').append(e.getValue()).append(','));
        list.setCharAt(list.length() - 1, '.');
        return list.append('\n').toString();
    }
}
