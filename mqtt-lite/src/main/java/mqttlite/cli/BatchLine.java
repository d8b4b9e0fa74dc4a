package mqttlite.cli;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One line of {@code verify -batch}: tokens {@code key=value} separated by single spaces. Text is Latin 1 here, so that
 * every byte of an identifier or a name stays what it is.
 */
final class BatchLine {
    private static final String NO_ID = "-";

    /** A trusted name and key, as a token has them. */
    static final class Anchor {
        boolean isCa;
        byte[] name; // in DER
        int curve; // 0: RSA
        byte[] first; // modulus or point
        byte[] second; // exponent
    }

    final VerifySettings settings = new VerifySettings();
    final List<byte[]> chain = new ArrayList<byte[]>();
    final List<byte[]> caCertificates = new ArrayList<byte[]>();
    final List<Anchor> anchors = new ArrayList<Anchor>();

    private final byte[] line;
    private final Set<String> seen = new HashSet<String>();
    private String id = NO_ID;
    private String error;

    /**
     * Reads a line.
     *
     * @param strict yes or no where the line does not say, or null
     */
    BatchLine(byte[] line, int len, String strict) {
        this.line = line;
        settings.strict = strict;
        int pos = 0;
        while (pos <= len && error == null) {
            int end = pos;
            while (end < len && line[end] != ' ') {
                end++;
            }
            token(pos, end);
            pos = end + 1;
        }
    }

    /** Its identifier, {@code -} if it has none. */
    String id() {
        return id;
    }

    /** What is wrong with it, null if it is a case. */
    String error() {
        return error;
    }

    /** Whether it holds nothing at all. */
    static boolean isEmpty(byte[] line, int len) {
        for (int i = 0; i < len; i++) {
            if (line[i] != ' ') {
                return false;
            }
        }
        return true;
    }

    private void token(int off, int end) {
        int equals = off;
        while (equals < end && line[equals] != '=') {
            equals++;
        }
        String key = text(off, Math.min(equals, off + 50));
        if (id == NO_ID) {
            readId(key, equals + 1, end);
        } else if (off == end) {
            error = "two spaces, or one at an end of the line";
        } else if (equals == end) {
            error = "'" + VerifySettings.shorten(key) + "' is no key=value";
        } else {
            String wrong = value(key, equals + 1, end);
            error = wrong == null ? null : key + ": " + wrong;
        }
    }

    private void readId(String key, int off, int end) {
        if (!key.equals("id") || off >= end) {
            error = "the line does not begin with id=TOKEN";
        } else {
            id = text(off, end);
            seen.add(key);
        }
    }

    /** @return null, or what is wrong */
    private String value(String key, int off, int end) {
        if (key.equals("cert")) {
            return bytes(chain, off, end);
        }
        if (key.equals("ca")) {
            return bytes(caCertificates, off, end);
        }
        if (key.equals("anchor")) {
            return anchor(off, end);
        }
        if (!isSingle(key)) {
            return "unknown key";
        }
        if (!seen.add(key)) {
            return "given twice";
        }
        String value = text(off, end);
        if (key.equals("sni")) {
            settings.name = unescape(value);
            return settings.name == null ? "a % without two hexadecimal digits behind it" : null;
        }
        if (key.equals("time")) {
            settings.time = UtcTime.parse(value);
            return settings.time == UtcTime.BAD
                    ? "'" + VerifySettings.shorten(value) + "' is no time like 2026-01-31T23:59:59Z" : null;
        }
        return settings.set(key, value);
    }

    private static boolean isSingle(String key) {
        return Arrays.asList("id", "sni", "time", "hashes", "min-rsa", "max-rsa", "strict").contains(key);
    }

    private String text(int off, int end) {
        return new String(line, off, end - off, StandardCharsets.ISO_8859_1);
    }

    private String bytes(List<byte[]> to, int off, int end) {
        byte[] decoded = base64(off, end);
        if (decoded == null) {
            return "not base64";
        }
        to.add(decoded);
        return null;
    }

    // RFC 4648, 4, padding included.
    private byte[] base64(int off, int end) {
        if ((end - off) % 4 != 0) {
            return null;
        }
        try {
            return Base64.getDecoder().decode(Arrays.copyOfRange(line, off, end));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String unescape(String value) {
        StringBuilder s = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '%') {
                int high = i + 2 < value.length() ? Hex.value(value.charAt(i + 1)) : -1;
                int low = high < 0 ? -1 : Hex.value(value.charAt(i + 2));
                if (low < 0) {
                    return null;
                }
                c = (char) (high << 4 | low);
                i += 2;
            }
            s.append(c);
        }
        return s.toString();
    }

    // ca|ee:BASE64DN:rsa:HEXN:HEXE, ca|ee:BASE64DN:ec:23:HEXPOINT
    private String anchor(int off, int end) {
        int[] colons = new int[5];
        int count = 0;
        for (int i = off; i < end && count < 5; i++) {
            if (line[i] == ':') {
                colons[count++] = i;
            }
        }
        if (count != 4) {
            return "five fields expected, separated by colons";
        }
        Anchor anchor = new Anchor();
        String role = text(off, colons[0]);
        anchor.isCa = role.equals("ca");
        if (!anchor.isCa && !role.equals("ee")) {
            return "neither ca nor ee";
        }
        anchor.name = base64(colons[0] + 1, colons[1]);
        if (anchor.name == null) {
            return "the name is not base64";
        }
        String kind = text(colons[1] + 1, colons[2]);
        String third = text(colons[2] + 1, colons[3]);
        String fourth = text(colons[3] + 1, end);
        if (!kind.equals("rsa") && !kind.equals("ec")) {
            return "neither an rsa nor an ec key";
        }
        boolean isRsa = kind.equals("rsa");
        anchor.curve = isRsa ? 0 : curve(third);
        if (anchor.curve < 0 || !isRsa && fourth.length() % 2 != 0) {
            return "no curve, or half a byte";
        }
        anchor.first = Hex.parse(isRsa ? third : fourth);
        anchor.second = isRsa ? Hex.parse(fourth) : new byte[0];
        if (anchor.first == null || anchor.second == null) {
            return "a number is missing or not hexadecimal";
        }
        anchors.add(anchor);
        return null;
    }

    private static int curve(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return -1;
            }
        }
        int curve = text.length() == 0 || text.length() > 3 ? -1 : Integer.parseInt(text);
        return curve == 0 || curve > 255 ? -1 : curve;
    }
}
