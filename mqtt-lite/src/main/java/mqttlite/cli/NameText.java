package mqttlite.cli;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Distinguished names as text: {@code CN=Test CA, O=Some\, Inc.}, in the order of the encoding, with the escapes of RFC
 * 4514. Characters that print nothing, or turn the direction of others, are escaped as bytes.
 */
final class NameText {
    private static final int MAX_LEN = 400;

    private NameText() {
    }

    /** @param rdns the elements of a Name: SETs of attributes */
    static String of(DerReader rdns) {
        StringBuilder s = new StringBuilder();
        while (rdns.next()) {
            DerReader attributes = rdns.inside();
            String separator = s.length() == 0 ? "" : ", ";
            while (attributes.next()) {
                DerReader attribute = attributes.inside();
                s.append(separator).append(attribute.next(DerReader.OID) ? type(attribute.oid()) : "?").append('=');
                attribute.next();
                s.append(value(attribute));
                separator = "+";
                if (s.length() > MAX_LEN) {
                    return s.append("...").toString();
                }
            }
        }
        return s.length() == 0 ? "(empty)" : s.toString();
    }

    // Source: RFC 4519 and RFC 2985, PKCS #9.
    private static String type(String oid) {
        switch (oid) {
            case "2.5.4.3": return "CN";
            case "2.5.4.4": return "SN";
            case "2.5.4.5": return "serialNumber";
            case "2.5.4.6": return "C";
            case "2.5.4.7": return "L";
            case "2.5.4.8": return "ST";
            case "2.5.4.9": return "STREET";
            case "2.5.4.10": return "O";
            case "2.5.4.11": return "OU";
            case "2.5.4.97": return "organizationIdentifier";
            case "0.9.2342.19200300.100.1.1": return "UID";
            case "0.9.2342.19200300.100.1.25": return "DC";
            case "1.2.840.113549.1.9.1": return "emailAddress";
            default: return oid;
        }
    }

    private static String value(DerReader value) {
        Charset charset = charset(value.tag());
        if (charset == null) {
            return "#" + Hex.of(value.buf, value.off(), Math.min(value.len(), MAX_LEN / 2));
        }
        try {
            String text = charset.newDecoder().decode(ByteBuffer.wrap(value.buf, value.off(), value.len())).toString();
            return escape(text.length() > MAX_LEN ? text.substring(0, MAX_LEN) : text);
        } catch (CharacterCodingException e) {
            return "#" + Hex.of(value.buf, value.off(), Math.min(value.len(), MAX_LEN / 2));
        }
    }

    // X.680: UTF8String, NumericString, PrintableString, TeletexString, IA5String, VisibleString, UniversalString,
    // BMPString. T.61 is taken for Latin 1, as everybody does who writes it.
    private static Charset charset(int tag) {
        switch (tag) {
            case 12: return StandardCharsets.UTF_8;
            case 18:
            case 19:
            case 22:
            case 26: return StandardCharsets.US_ASCII;
            case 20: return StandardCharsets.ISO_8859_1;
            case 28: return Charset.forName("UTF-32BE");
            case 30: return StandardCharsets.UTF_16BE;
            default: return null;
        }
    }

    /** Escapes what separates, and what does not print. */
    static String escape(String text) {
        StringBuilder s = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isPlain(c)) {
                s.append(",+\"\\<>;".indexOf(c) >= 0 ? "\\" : "").append(c);
            } else {
                for (byte b : String.valueOf(c).getBytes(StandardCharsets.UTF_8)) {
                    s.append('\\').append(Hex.of(new byte[] {b}, 0, 1));
                }
            }
        }
        return s.toString();
    }

    private static boolean isPlain(char c) {
        switch (Character.getType(c)) {
            case Character.CONTROL:
            case Character.FORMAT: // marks that turn the direction of writing, among others
            case Character.LINE_SEPARATOR:
            case Character.PARAGRAPH_SEPARATOR:
            case Character.UNASSIGNED:
                return false;
            default:
                return true;
        }
    }
}
