package bearssl.benchmarks;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The three library jars as they are published: how big, what is inside, what they require. */
class LibraryJarsIT {
    /** All of it; what one client carries of it is held by {@link SizeReportIT}. */
    private static final long MAX_TOTAL_BYTES = 270 * 1024;

    private static final List<Path> JARS = List.of(jar("bearssl-core"), jar("bearssl-x509"),
            jar("mqtt-lite"));

    private static Path jar(String module) {
        String file = module + "-" + System.getProperty("project.version") + ".jar";
        return Path.of(System.getProperty("root.dir"), module, "target", file);
    }

    private static String assertTotalBelow(long limit, List<Path> jars) throws IOException {
        long total = 0;
        List<String> sizes = new ArrayList<>();
        for (Path jar : jars) {
            long size = Files.size(jar);
            total += size;
            sizes.add(jar.getFileName() + " " + size);
        }
        String report = String.join(", ", sizes) + "; together " + total + " bytes of " + limit;
        assertTrue(total <= limit, report);
        return report;
    }

    @Test
    void theLibrariesTogetherAreSmall() throws IOException {
        System.out.println("Library jars: " + assertTotalBelow(MAX_TOTAL_BYTES, JARS));
    }

    @Test
    void theSizeLimitCanFail(@TempDir Path dir) throws IOException {
        Path a = Files.write(dir.resolve("a.jar"), new byte[60]);
        Path b = Files.write(dir.resolve("b.jar"), new byte[61]);
        assertThrows(AssertionError.class, () -> assertTotalBelow(120, List.of(a, b)));
        assertDoesNotThrow(() -> assertTotalBelow(121, List.of(a, b)));
        assertThrows(IOException.class,
                () -> assertTotalBelow(121, List.of(dir.resolve("absent"))));
    }

    @Test
    void theJarsHoldClassesOfTheirLibraryOnly() throws IOException {
        assertHolds(JARS.get(0), "bearssl/(aead|base|bigint|ec|hash|rand|rsa|tls(/\\w+)?)/\\w.*");
        assertHolds(JARS.get(1), "bearssl/x509/\\w.*");
        assertHolds(JARS.get(2), "mqttlite/(stream/)?\\w[^/]*"); // no command line
    }

    private static void assertHolds(Path jar, String classFiles) throws IOException {
        Set<String> others = new TreeSet<>();
        try (JarFile file = new JarFile(jar.toFile())) {
            assertEquals("true", file.getManifest().getMainAttributes().getValue("Multi-Release"));
            file.stream().filter(e -> !e.isDirectory()).map(e -> e.getName())
                    .filter(n -> !n.matches(classFiles + "\\.class")).forEach(others::add);
        }
        assertEquals(Set.of("META-INF/MANIFEST.MF", "META-INF/versions/9/module-info.class"),
                others, jar.toString());
    }

    @Test
    void theJarsAreModulesThatNeedJavaBaseAndEachOtherOnly() {
        ModuleFinder ours = ModuleFinder.of(JARS.toArray(new Path[0]));
        assertEquals(Set.of("bearssl.core", "bearssl.x509", "mqttlite"), names(ours.findAll()));
        assertDoesNotThrow(() -> Configuration.resolve(ours,
                List.of(ModuleLayer.boot().configuration()), ModuleFinder.of(),
                Set.of("bearssl.core", "bearssl.x509", "mqttlite")));
        for (ModuleReference module : ours.findAll()) {
            // mqttlite.stream.Trust alone knows bearssl.x509: without it the rest of mqttlite works.
            Set<String> required = module.descriptor().requires().stream()
                    .filter(r -> !r.modifiers().contains(Requires.Modifier.STATIC)).map(Requires::name)
                    .collect(Collectors.toSet());
            required.removeAll(Set.of("java.base", "bearssl.core"));
            assertEquals(Set.of(), required, module.descriptor().name());
        }
    }

    private static Set<String> names(Set<ModuleReference> modules) {
        return modules.stream().map(m -> m.descriptor().name()).collect(Collectors.toSet());
    }
}
