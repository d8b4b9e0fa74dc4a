package bearssl.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/** Compares {@code src/main/java9/module-info.java} with the packages that a module really has. */
public final class ModuleDescriptor {
    private static final Pattern EXPORTS = Pattern.compile("exports\\s+([\\w.]+)\\s*;");

    private ModuleDescriptor() {
    }

    /** The packages that the module's descriptor exports. */
    public static Set<String> exported() {
        try {
            return exported(Files.readString(
                    ModuleFiles.folder().resolve("src/main/java9/module-info.java")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Set<String> exported(String source) {
        Set<String> packages = new TreeSet<>();
        Matcher m = EXPORTS.matcher(source);
        while (m.find()) {
            packages.add(m.group(1));
        }
        return packages;
    }

    /** The packages that hold a public class. */
    public static Set<String> publicPackages(Map<String, byte[]> classes) {
        Set<String> packages = new TreeSet<>();
        classes.forEach((name, file) -> {
            if ((new ClassReader(file).getAccess() & Opcodes.ACC_PUBLIC) != 0) {
                packages.add(ModuleFiles.packageOf(name));
            }
        });
        return packages;
    }
}
