package bearssl.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Assumptions;

/**
 * Compiles a module's main sources the way a small platform would: against the {@code java.lang} of
 * CLDC 1.1, and in the Java 7 language against the Java 7 library.
 */
public final class ConstrainedCompile {
    /**
     * CLDC 1.1 is older than annotations. {@code @Override} is for javac alone and in no class file,
     * so the compiler may have it; no other annotation will compile.
     */
    private static final List<JavaFileObject> OVERRIDE = List.of(
            Javac.source("java/lang/Override.java",
                    "package java.lang; public @interface Override { }"),
            Javac.source("java/lang/annotation/Annotation.java",
                    "package java.lang.annotation; public interface Annotation { }"));

    /** The last javac that knows {@code --release 7}. */
    private static final int LAST_JDK_FOR_7 = 19;

    private ConstrainedCompile() {
    }

    /** What javac has against these files, with CLDC 1.1 as the boot class path. */
    static Javac againstCldc(List<Path> files, List<JavaFileObject> texts, List<Path> classPath) {
        List<JavaFileObject> all = new ArrayList<>(OVERRIDE);
        all.addAll(texts);
        return Javac.compile(files, all, "-source", "8", "-target", "8",
                "-bootclasspath", cldcJar().toString(), "-classpath", join(classPath));
    }

    static Javac atRelease7(List<Path> files, List<JavaFileObject> texts, List<Path> classPath) {
        Assumptions.assumeTrue(Runtime.version().feature() <= LAST_JDK_FOR_7,
                "this JDK's javac has no --release 7; JDK 17 checks it");
        return Javac.compile(files, texts, "--release", "7", "-classpath", join(classPath));
    }

    /**
     * Fails unless the module compiles against CLDC 1.1, and every class of it was in the check.
     *
     * @param classPath what the module requires
     * @param except packages that need more
     */
    public static void assertModuleCompilesAgainstCldc(List<Path> classPath, String... except) {
        assertAll(againstCldc(sourcesExcept(except), List.of(), classPath), except);
    }

    /** Fails unless the module compiles in Java 7, and every class of it was in the check. */
    public static void assertModuleCompilesAtRelease7(List<Path> classPath, String... except) {
        assertAll(atRelease7(sourcesExcept(except), List.of(), classPath), except);
    }

    private static void assertAll(Javac result, String... except) {
        assertEquals(List.of(), result.errors());
        Set<String> built = ModuleFiles.classes().keySet().stream()
                .filter(c -> !List.of(except).contains(ModuleFiles.packageOf(c)))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> checked = new TreeSet<>(result.classes().keySet());
        checked.removeIf(c -> c.startsWith("java/"));
        assertEquals(built, checked, "classes built, and classes checked");
    }

    private static List<Path> sourcesExcept(String... packages) {
        Path root = ModuleFiles.folder().resolve("src/main/java");
        List<Path> files = ModuleFiles.sources();
        for (String p : packages) {
            Path folder = root.resolve(p.replace('.', '/'));
            files.removeIf(f -> f.getParent().equals(folder));
        }
        return files;
    }

    private static Path cldcJar() {
        return ModuleFiles.folder().resolve("target/cldc/cldcapi11.jar");
    }

    private static String join(List<Path> paths) {
        return paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
