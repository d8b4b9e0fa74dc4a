package mqttlite.cli;

import java.util.List;

/**
 * Java source that holds a packed list of trust anchors, for programs that have no files. The bytes are string
 * constants: a class file keeps these as they are, while an array would become code of seven bytes for each.
 */
final class AnchorSource {
    // A constant holds 65535 bytes, and a char up to U+00FF takes two of them at most.
    private static final int PART_LEN = 16384;
    private static final int LINE_LEN = 100;
    private static final String[] WORDS = ("abstract assert boolean break byte case catch char class const continue "
            + "default do double else enum extends false final finally float for goto if implements import instanceof "
            + "int interface long native new null package private protected public return short static strictfp super "
            + "switch synchronized this throw throws transient true try void volatile while _").split(" ");

    private AnchorSource() {
    }

    /** Whether a text is a class name, or a package name if it may have dots. */
    static boolean isName(String text, boolean mayHaveDots) {
        for (String part : text.split("\\.", -1)) {
            if (!isIdentifier(part)) {
                return false;
            }
        }
        return mayHaveDots || text.indexOf('.') < 0;
    }

    private static boolean isIdentifier(String text) {
        if (java.util.Arrays.asList(WORDS).contains(text)) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isLetter = c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '_';
            if (!isLetter && (i == 0 || c < '0' || c > '9')) {
                return false;
            }
        }
        return text.length() > 0;
    }

    /**
     * Writes the source of a class.
     *
     * @param packageName null for none
     * @param comments    a line for each anchor
     */
    static String of(String packageName, String className, byte[] packed, List<String> comments) {
        StringBuilder s = new StringBuilder();
        s.append("// Made by mqtt-lite ta.\n");
        if (packageName != null) {
            s.append("package ").append(packageName).append(";\n");
        }
        s.append("\n/**\n * Trust anchors, to be read by {@code new AnchorList(").append(className)
                .append(".create(), 0, ").append(className).append(".LENGTH)}.\n */\n");
        s.append("public final class ").append(className).append(" {\n");
        for (String comment : comments) {
            s.append("    // ").append(plain(comment)).append('\n');
        }
        s.append("\n    /** Length of the list in bytes. */\n");
        s.append("    public static final int LENGTH = ").append(packed.length).append(";\n\n");
        int parts = (packed.length + PART_LEN - 1) / PART_LEN;
        for (int i = 0; i < parts; i++) {
            s.append("    private static final String PART_").append(i).append(" =\n");
            append(s, packed, i * PART_LEN, Math.min(packed.length, (i + 1) * PART_LEN));
        }
        s.append("    private ").append(className).append("() {\n    }\n\n");
        s.append("    /** Makes the list. @return {@link #LENGTH} bytes */\n");
        s.append("    public static byte[] create() {\n        byte[] list = new byte[LENGTH];\n");
        for (int i = 0; i < parts; i++) {
            s.append("        put(PART_").append(i).append(", list, ").append(i * PART_LEN).append(");\n");
        }
        s.append("        return list;\n    }\n\n");
        s.append("    private static void put(String part, byte[] list, int off) {\n");
        s.append("        for (int i = 0; i < part.length(); i++) {\n");
        s.append("            list[off + i] = (byte) part.charAt(i);\n        }\n    }\n}\n");
        return s.toString();
    }

    // A backslash in a comment could begin a Unicode escape.
    private static String plain(String comment) {
        StringBuilder s = new StringBuilder();
        for (int i = 0; i < comment.length(); i++) {
            char c = comment.charAt(i);
            s.append(c >= ' ' && c <= '~' && c != '\\' ? c : '?');
        }
        return s.toString();
    }

    private static void append(StringBuilder s, byte[] b, int off, int end) {
        StringBuilder line = new StringBuilder("            \"");
        for (int i = off; i < end; i++) {
            line.append(literal(b[i] & 0xFF));
            if (line.length() > LINE_LEN - 8 && i + 1 < end) {
                s.append(line).append("\"\n");
                line = new StringBuilder("            + \"");
            }
        }
        s.append(line).append("\";\n\n");
    }

    // Always three octal digits, so that a digit may follow; octal for the backslash too, as it may come before a u.
    private static String literal(int c) {
        if (c >= ' ' && c <= '~' && c != '"' && c != '\\') {
            return String.valueOf((char) c);
        }
        return "\\" + (c >> 6) + (c >> 3 & 7) + (c & 7);
    }
}
