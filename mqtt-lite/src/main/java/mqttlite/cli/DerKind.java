package mqttlite.cli;

import bearssl.x509.PemDecoder;

/** Tells from the first elements of a DER file what it is. */
final class DerKind {
    static final int SEQUENCE = 0x30;

    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OCTET_STRING = 0x04;
    private static final int OID = 0x06;
    private static final int CONTEXT_0 = 0xA0;
    private static final int PKCS12_VERSION = 3; // RFC 7292, 4
    private static final int NONE = -1;

    private final byte[] der;

    private DerKind(byte[] der) {
        this.der = der;
    }

    /**
     * The block that the bytes are. What is nothing else is taken for a certificate: who reads it will say what is wrong.
     *
     * @param der bytes that begin with a SEQUENCE
     */
    static PemBlock block(byte[] der) {
        String label = new DerKind(der).label();
        return new PemBlock(kind(label), label, 0, der);
    }

    private static int kind(String label) {
        String[] labels = {"CERTIFICATE", "PUBLIC KEY", "PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY",
            "ENCRYPTED PRIVATE KEY"};
        for (int i = 0; i < labels.length; i++) {
            if (labels[i].equals(label)) {
                return PemDecoder.CERTIFICATE + i; // in the order of these constants
            }
        }
        return PemDecoder.OTHER;
    }

    private String label() {
        int first = contents(0);
        int second = behind(first);
        switch (tag(first)) {
            case INTEGER:
                return versioned(first, second);
            case OID:
                return "PKCS7";
            case SEQUENCE:
                if (tag(second) == BIT_STRING) {
                    return "PUBLIC KEY";
                }
                return tag(second) == OCTET_STRING ? "ENCRYPTED PRIVATE KEY" : signed(contents(first));
            default:
                return "CERTIFICATE";
        }
    }

    private String versioned(int version, int second) {
        boolean isSmall = second == version + 3;
        switch (tag(second)) {
            case SEQUENCE:
                return isSmall && der[version + 2] == PKCS12_VERSION ? "PKCS12" : "PRIVATE KEY";
            case OCTET_STRING:
                return "EC PRIVATE KEY";
            case INTEGER:
                return isSmall ? "RSA PRIVATE KEY" : PemFile.RSA_PUBLIC_KEY;
            default:
                return "CERTIFICATE";
        }
    }

    // Certificate: [0] version, or the serial number and three SEQUENCEs; request: version, subject, key, [0] attributes;
    // list: version if it is not 1, algorithm, issuer, a time.
    private String signed(int first) {
        if (tag(first) == SEQUENCE) {
            return "X509 CRL";
        }
        int fourth = tag(first) == INTEGER ? tag(behind(behind(behind(first)))) : SEQUENCE;
        if (fourth == CONTEXT_0) {
            return "CERTIFICATE REQUEST";
        }
        return fourth == SEQUENCE || fourth == NONE ? "CERTIFICATE" : "X509 CRL";
    }

    private int tag(int at) {
        return at < 0 || at >= der.length ? NONE : der[at] & 0xFF;
    }

    /** Index of the contents of the element there, NONE if it is cut off. */
    private int contents(int at) {
        int length = tag(at + 1);
        if (tag(at) == NONE || length == NONE) {
            return NONE;
        }
        return length < 0x80 ? at + 2 : at + 2 + length - 0x80;
    }

    /** Index behind the element there, NONE if it is cut off. */
    private int behind(int at) {
        int start = contents(at);
        if (start == NONE || start > der.length) {
            return NONE;
        }
        long length = der[at + 1];
        if (length < 0) {
            length = 0;
            for (int i = at + 2; i < start; i++) {
                length = length << 8 & 0xFFFFFFFFL | der[i] & 0xFF;
            }
        }
        return start + length > der.length ? NONE : (int) (start + length);
    }
}
