package bearssl.testing;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Test vectors by their place below the vector folder: {@code "wycheproof/aes_gcm_test.json"}.
 *
 * <p>The folder is the system property {@code vectors.dir}; the build sets it to
 * {@code ../shared/vectors} beside the repository unless told otherwise
 * ({@code mvn -Dvectors.dir=...}). A missing folder or file skips the test, or fails it under CI:
 * see {@link Ci}.
 */
public final class Vectors {
    private Vectors() {
    }

    /** The file or folder at this relative place, which exists. */
    public static Path path(String relative) {
        return path(System.getProperty("vectors.dir"), relative, Ci.isCi());
    }

    static Path path(String root, String relative, boolean ci) {
        if (root == null) {
            throw Ci.missing("no test vectors: the system property vectors.dir is not set", ci);
        }
        Path p = Path.of(root, relative).normalize();
        if (!Files.exists(p)) {
            throw Ci.missing("no test vectors at " + p + "; set -Dvectors.dir=FOLDER", ci);
        }
        return p;
    }

    /** The text of a vector file. */
    public static String text(String relative) {
        return new String(bytes(relative), StandardCharsets.UTF_8);
    }

    /** The lines of a vector file, without line ends. */
    public static List<String> lines(String relative) {
        return text(relative).lines().toList();
    }

    /** The bytes of a vector file. */
    public static byte[] bytes(String relative) {
        try {
            return Files.readAllBytes(path(relative));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A JSON vector file, as Wycheproof has them. */
    public static JsonObject json(String relative) {
        return JsonParser.parseString(text(relative)).getAsJsonObject();
    }
}
