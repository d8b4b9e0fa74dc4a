package constrained.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A part of a page that a measurement writes anew, between two comments: {@code <!-- NAME: COMMAND -->} and
 * {@code <!-- /NAME -->}. What stands around it is written by hand.
 */
public final class Section {
    private final Path page;
    private final String name;

    public Section(Path page, String name) {
        this.page = page;
        this.name = name;
    }

    /**
     * Puts {@code text} in the place of what the section holds.
     *
     * @throws IOException if the page cannot be read or written, or has no such section
     */
    public void write(String text) throws IOException {
        String old = Files.readString(page);
        int begin = old.indexOf("<!-- " + name + ":");
        int end = old.indexOf("<!-- /" + name + " -->");
        int from = begin < 0 ? -1 : old.indexOf("-->", begin) + 3;
        if (begin < 0 || end < from) {
            throw new IOException(page + " has no section " + name);
        }
        Files.writeString(page, old.substring(0, from) + "\n" + text.strip() + "\n" + old.substring(end));
    }
}
