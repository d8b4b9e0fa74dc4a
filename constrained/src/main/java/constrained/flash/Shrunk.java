package constrained.flash;

import bearssl.benchmarks.run.Jvm;
import constrained.teavm.CCompiler;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * What ProGuard leaves of the libraries for one program.
 *
 * @param jarBytes   the jar
 * @param classBytes the class files in it
 * @param classes    their number
 */
record Shrunk(long jarBytes, long classBytes, int classes) {
    static final String ABSENCE = "no JDK from 17 to 24 with its jmods: Debian's openjdk-17-jdk-headless is one";

    private static final int NEWEST = 24;

    /** Shrinks. @param program with a main method @param folder for the jar */
    static Shrunk of(Class<?> program, Path folder) throws IOException {
        Path javaBase = javaBase();
        if (javaBase == null) {
            throw new IOException(ABSENCE);
        }
        Path jar = folder.resolve(program.getSimpleName() + ".jar");
        Files.deleteIfExists(jar);
        List<String> rules = new ArrayList<>();
        for (String entry : classPath()) {
            String name = entry.replace('\\', '/');
            if (name.matches(".*/(bearssl-core|bearssl-x509|mqtt-lite|constrained)"
                    + "(/target/classes/?|[^/]*(?<!tests)\\.jar)")) {
                rules.add("-injars '" + entry + "'(!META-INF/**,**.class)");
            } else if (name.matches(".*/teavm-interop[^/]*\\.jar")) {
                rules.add("-libraryjars '" + entry + "'");
            }
        }
        rules.addAll(List.of("-libraryjars '" + javaBase + "'(!**.jar;!module-info.class)", "-outjars '" + jar + "'",
                "-keep class " + program.getName() + " { public static void main(java.lang.String[]); }",
                "-dontnote **", "-dontwarn constrained.**,mqttlite.stream.**,mqttlite.cli.**,bearssl.tls.stream.**",
                "-optimizationpasses 5", "-mergeinterfacesaggressively", "-overloadaggressively",
                "-repackageclasses ''", "-allowaccessmodification"));
        Path file = folder.resolve(program.getSimpleName() + ".pro");
        Files.write(file, rules);
        CCompiler.run(folder, List.of(System.getProperty("java.home") + "/bin/java", "-cp",
                String.join(File.pathSeparator, classPath()), "proguard.ProGuard", "@" + file));
        return measure(jar);
    }

    /** The module java.base of a JDK that ProGuard 7.7 can read. @return null if there is none */
    static Path javaBase() throws IOException {
        for (int version = 17; version <= NEWEST; version++) {
            Jvm jdk = Jvm.find(version, Jvm.Mode.C2);
            Path module = jdk == null ? null : jdk.home().resolve("jmods/java.base.jmod");
            if (module != null && Files.exists(module)) {
                return module;
            }
        }
        return null;
    }

    private static List<String> classPath() {
        String here = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return List.of(here.split(File.pathSeparator));
    }

    private static Shrunk measure(Path jar) throws IOException {
        long bytes = 0;
        int count = 0;
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : file.stream().toList()) {
                if (entry.getName().endsWith(".class")) {
                    bytes += entry.getSize();
                    count++;
                }
            }
        }
        return new Shrunk(Files.size(jar), bytes, count);
    }
}
