package bearssl.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.TreeSet;

/**
 * The committed list {@code src/test/allowed-java-api.txt} of a module: what its code may name of
 * the Java library, one type or member a line, {@code #} for comments.
 */
public final class AllowedApi {
    private AllowedApi() {
    }

    /** The lines of the list. */
    public static Set<String> ofModule() {
        try {
            Set<String> allowed = new TreeSet<>();
            for (String line : Files.readAllLines(
                    ModuleFiles.folder().resolve("src/test/allowed-java-api.txt"))) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    allowed.add(line.strip());
                }
            }
            return allowed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
