package bearssl.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Tables of the documents in {@code docs}, for tests that compare them with the code. */
public final class DocTable {
    private DocTable() {
    }

    /**
     * The rows of the table that follows a heading, without its head and the line under it.
     *
     * @param document file in {@code docs}
     * @param heading  the whole line of the heading
     * @return the lines as they are
     */
    public static List<String> rows(String document, String heading) {
        Path file = Path.of(System.getProperty("root.dir"), "docs", document);
        List<String> rows = new ArrayList<>();
        boolean found = false;
        for (String line : lines(file)) {
            if (line.startsWith("#")) {
                found = line.equals(heading);
            } else if (found && line.startsWith("|")) {
                rows.add(line);
            }
        }
        if (rows.size() < 3) {
            throw new AssertionError(file + " has no table under '" + heading + "'");
        }
        return rows.subList(2, rows.size());
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
