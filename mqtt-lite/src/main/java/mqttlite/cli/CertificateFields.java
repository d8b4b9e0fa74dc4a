package mqttlite.cli;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a certificate says, as text, for people. It judges nothing: what cannot be read is shown as {@code ?}, and the
 * engine says what is wrong with it.
 */
final class CertificateFields {
    private static final String UNKNOWN = "?";
    private static final String SUBJECT_ALT_NAME = "2.5.29.17";
    private static final int VERSION = 0xA0;
    private static final int EXTENSIONS = 0xA3;

    final String serial;
    final String issuer;
    final String subject;
    final String signature;
    final long notBefore; // UtcTime.BAD: not readable
    final long notAfter;
    final String key;
    final List<String> keyNumbers = new ArrayList<String>(); // "modulus    ..."
    final List<String> names = new ArrayList<String>(); // "DNS:a.example"
    final boolean isSelfIssued;
    int modulusBits; // of an RSA key, 0 for another
    int signatureLen; // of an RSA signature in bytes, 0 for another

    CertificateFields(byte[] der) {
        DerReader whole = new DerReader(der, 0, der.length);
        whole.next(DerReader.SEQUENCE);
        DerReader parts = whole.inside();
        parts.next(DerReader.SEQUENCE);
        DerReader tbs = parts.inside();
        boolean hasVersion = tbs.next(VERSION);
        if (hasVersion) {
            tbs.next();
        }
        if (parts.next() && signature(parts.inside()).startsWith("RSA") && parts.next(DerReader.BIT_STRING)) {
            signatureLen = parts.len() - 1;
        }
        serial = tbs.tag() == DerReader.INTEGER ? Hex.of(der, tbs.off(), tbs.len()) : UNKNOWN;
        tbs.next();
        signature = signature(tbs.inside());
        issuer = tbs.next(DerReader.SEQUENCE) ? NameText.of(tbs.inside()) : UNKNOWN;
        byte[] issuerBytes = contents(tbs);
        tbs.next();
        DerReader dates = tbs.inside();
        notBefore = date(dates);
        notAfter = date(dates);
        subject = tbs.next(DerReader.SEQUENCE) ? NameText.of(tbs.inside()) : UNKNOWN;
        isSelfIssued = tbs.tag() >= 0 && java.util.Arrays.equals(issuerBytes, contents(tbs));
        tbs.next();
        key = key(tbs.inside());
        while (tbs.next()) {
            if (tbs.tag() == EXTENSIONS) {
                DerReader list = tbs.inside();
                list.next();
                readNames(list.inside());
            }
        }
    }

    private static byte[] contents(DerReader element) {
        int len = element.tag() < 0 ? 0 : element.len();
        return len == 0 ? new byte[0] : java.util.Arrays.copyOfRange(element.buf, element.off(), element.off() + len);
    }

    // ---- algorithms

    // Source: RFC 8017, RFC 5758, RFC 8410.
    private static String signature(DerReader algorithm) {
        if (!algorithm.next(DerReader.OID)) {
            return UNKNOWN;
        }
        String oid = algorithm.oid();
        switch (oid) {
            case "1.2.840.113549.1.1.2": return "RSA with MD2";
            case "1.2.840.113549.1.1.4": return "RSA with MD5";
            case "1.2.840.113549.1.1.5": return "RSA with SHA-1";
            case "1.2.840.113549.1.1.10": return "RSA-PSS";
            case "1.2.840.113549.1.1.11": return "RSA with SHA-256";
            case "1.2.840.113549.1.1.12": return "RSA with SHA-384";
            case "1.2.840.113549.1.1.13": return "RSA with SHA-512";
            case "1.2.840.113549.1.1.14": return "RSA with SHA-224";
            case "1.2.840.10045.4.1": return "ECDSA with SHA-1";
            case "1.2.840.10045.4.3.1": return "ECDSA with SHA-224";
            case "1.2.840.10045.4.3.2": return "ECDSA with SHA-256";
            case "1.2.840.10045.4.3.3": return "ECDSA with SHA-384";
            case "1.2.840.10045.4.3.4": return "ECDSA with SHA-512";
            case "1.3.101.112": return "Ed25519";
            case "1.3.101.113": return "Ed448";
            default: return oid;
        }
    }

    private String key(DerReader spki) {
        spki.next();
        DerReader algorithm = spki.inside();
        if (!algorithm.next(DerReader.OID)) {
            return UNKNOWN;
        }
        String oid = algorithm.oid();
        spki.next(DerReader.BIT_STRING);
        switch (oid) {
            case "1.2.840.113549.1.1.1": return rsa(spki.insideBits());
            case "1.2.840.10045.2.1": return ec(algorithm, spki);
            case "1.2.840.113549.1.1.10": return "RSA-PSS, not supported";
            case "1.2.840.10040.4.1": return "DSA, not supported";
            case "1.3.101.112": return "Ed25519, not supported";
            case "1.3.101.113": return "Ed448, not supported";
            default: return oid + ", not supported";
        }
    }

    private String rsa(DerReader bits) {
        bits.next();
        DerReader numbers = bits.inside();
        for (String name : new String[] {"modulus    ", "exponent   "}) {
            if (!numbers.next(DerReader.INTEGER) || numbers.len() == 0) {
                return "RSA, " + UNKNOWN;
            }
            int sign = numbers.off();
            int skip = numbers.len() > 1 && numbers.buf[sign] == 0 ? 1 : 0;
            keyNumbers.add(name + Hex.of(numbers.buf, sign + skip, numbers.len() - skip));
            modulusBits = modulusBits > 0 ? modulusBits : new BigInteger(1, contents(numbers)).bitLength();
        }
        return "RSA, " + modulusBits + " bits";
    }

    private String ec(DerReader algorithm, DerReader bits) {
        String curve = algorithm.next(DerReader.OID) ? curve(algorithm.oid()) : "parameters of its own, not supported";
        if (bits.tag() == DerReader.BIT_STRING && bits.len() > 1) {
            keyNumbers.add("point      " + Hex.of(bits.buf, bits.off() + 1, bits.len() - 1));
        }
        return "EC, " + curve;
    }

    // Source: RFC 5480.
    private static String curve(String oid) {
        switch (oid) {
            case "1.2.840.10045.3.1.7": return "P-256";
            case "1.3.132.0.34": return "P-384";
            case "1.3.132.0.35": return "P-521";
            default: return oid + ", not supported";
        }
    }

    // ---- dates

    // RFC 5280, 4.1.2.5: UTCTime YYMMDDHHMMSSZ, where YY from 50 on is of the last century; else with four digits.
    private static long date(DerReader dates) {
        boolean isThere = dates.next();
        if (!isThere || dates.tag() != 0x17 && dates.tag() != 0x18) {
            return UtcTime.BAD;
        }
        String s = new String(dates.buf, dates.off(), dates.len(), StandardCharsets.ISO_8859_1);
        if (dates.tag() == 0x17) {
            s = (s.compareTo("50") < 0 ? "20" : "19") + s;
        }
        if (s.length() != 15) {
            return UtcTime.BAD;
        }
        return UtcTime.parse(s.substring(0, 4) + '-' + s.substring(4, 6) + '-' + s.substring(6, 8) + 'T'
                + s.substring(8, 10) + ':' + s.substring(10, 12) + ':' + s.substring(12));
    }

    static String text(long date) {
        return date == UtcTime.BAD ? UNKNOWN : UtcTime.format(date);
    }

    // ---- alternative names

    private void readNames(DerReader extensions) {
        while (extensions.next()) {
            DerReader parts = extensions.inside();
            if (parts.next(DerReader.OID) && parts.oid().equals(SUBJECT_ALT_NAME)) {
                while (parts.next()) {
                    if (parts.tag() == DerReader.OCTET_STRING) {
                        DerReader value = parts.inside();
                        value.next();
                        readGeneralNames(value.inside());
                    }
                }
            }
        }
    }

    // RFC 5280, 4.2.1.6: GeneralName.
    private void readGeneralNames(DerReader list) {
        while (list.next()) {
            String text = NameText.escape(new String(contents(list), StandardCharsets.ISO_8859_1));
            switch (list.tag()) {
                case 0x81:
                    names.add("email:" + text);
                    break;
                case 0x82:
                    names.add("DNS:" + text);
                    break;
                case 0x86:
                    names.add("URI:" + text);
                    break;
                case 0x87:
                    names.add("IP:" + address(contents(list)));
                    break;
                case 0xA4:
                    DerReader name = list.inside();
                    name.next();
                    names.add("dirName:" + NameText.of(name.inside()));
                    break;
                default:
                    names.add("other");
            }
        }
    }

    private static String address(byte[] b) {
        StringBuilder s = new StringBuilder();
        if (b.length != 4 && b.length != 16) {
            return "#" + Hex.of(b, 0, b.length);
        }
        for (int i = 0; i < b.length; i += b.length == 4 ? 1 : 2) {
            s.append(i == 0 ? "" : b.length == 4 ? "." : ":");
            s.append(b.length == 4 ? Integer.toString(b[i] & 0xFF)
                    : Integer.toHexString((b[i] & 0xFF) << 8 | b[i + 1] & 0xFF));
        }
        return s.toString();
    }

    /** All names in one line. */
    String namesText() {
        StringBuilder s = new StringBuilder();
        for (String name : names) {
            s.append(s.length() == 0 ? "" : ", ").append(name);
            if (s.length() > 1000) {
                return s.append(", ...").toString();
            }
        }
        return s.toString();
    }
}
