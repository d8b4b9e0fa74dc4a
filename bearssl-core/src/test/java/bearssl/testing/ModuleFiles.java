package bearssl.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;

/** The main sources and class files of the module whose tests are running. */
public final class ModuleFiles {
    private ModuleFiles() {
    }

    /** The module's folder, as the build tells it. */
    public static Path folder() {
        return Path.of(System.getProperty("basedir", ".")).toAbsolutePath().normalize();
    }

    /** The Java files below {@code src/main/java}. */
    public static List<Path> sources() {
        List<Path> found = below(folder().resolve("src/main/java"), ".java");
        Assertions.assertFalse(found.isEmpty(), "no sources in " + folder());
        return found;
    }

    /** Internal name to class file of every main class; package and module descriptors are none. */
    public static Map<String, byte[]> classes() {
        Path root = folder().resolve("target/classes");
        Map<String, byte[]> classes = new TreeMap<>();
        for (Path p : below(root, ".class")) {
            String file = root.relativize(p).toString().replace('\\', '/');
            if (!file.startsWith("META-INF/") && !file.endsWith("package-info.class")) {
                classes.put(file.substring(0, file.length() - ".class".length()), read(p));
            }
        }
        Assertions.assertFalse(classes.isEmpty(), "no classes in " + root);
        return classes;
    }

    /** The folder or jar that a class was loaded from. */
    public static Path origin(Class<?> c) {
        try {
            return Path.of(c.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The package, dotted, of a class with this internal name. */
    static String packageOf(String internalName) {
        int end = internalName.lastIndexOf('/');
        return end < 0 ? "" : internalName.substring(0, end).replace('/', '.');
    }

    private static List<Path> below(Path root, String suffix) {
        try (Stream<Path> all = Files.walk(root)) {
            return new ArrayList<>(
                    all.filter(p -> p.toString().endsWith(suffix)).sorted().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(Path p) {
        try {
            return Files.readAllBytes(p);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
