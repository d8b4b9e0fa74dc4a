package constrained.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SectionTest {
    @TempDir
    Path folder;

    @Test
    void replacesWhatStandsBetweenItsComments() throws IOException {
        Path page = Files.writeString(folder.resolve("page.md"), """
                before
                <!-- flash: mvn verify -->
                old
                <!-- /flash -->
                after
                """);
        new Section(page, "flash").write("new\n");
        assertEquals("""
                before
                <!-- flash: mvn verify -->
                new
                <!-- /flash -->
                after
                """, Files.readString(page));
    }

    @Test
    void refusesAPageWithoutTheSection() throws IOException {
        Path page = Files.writeString(folder.resolve("page.md"), "<!-- heap: x -->\n<!-- /heap -->\n");
        assertThrows(IOException.class, () -> new Section(page, "flash").write("new"));
        assertEquals("<!-- heap: x -->\n<!-- /heap -->\n", Files.readString(page));
    }
}
