package mqttlite.cli;

import bearssl.x509.PemDecoder;

/** One block of a {@link PemFile}: what it is, where it stands, and its DER if this program can use it. */
final class PemBlock {
    /** {@link PemDecoder#CERTIFICATE} or another of its kinds; an encrypted key is of one kind whatever its label. */
    final int kind;

    /** The label, such as "EC PRIVATE KEY"; for a DER file the label that it would have in PEM. */
    final String label;

    /** Line of the label, from 1; 0 in a DER file. */
    final int line;

    /** The contents; empty if they were not decoded: encrypted keys and kinds that this program does not know. */
    final byte[] der;

    PemBlock(int kind, String label, int line, byte[] der) {
        this.kind = kind;
        this.label = label;
        this.line = line;
        this.der = der;
    }

    /** A private key that is not encrypted, in any of three forms; maybe of an algorithm that is not served. */
    boolean isPrivateKey() {
        return kind == PemDecoder.PRIVATE_KEY || kind == PemDecoder.RSA_PRIVATE_KEY || kind == PemDecoder.EC_PRIVATE_KEY;
    }

    /** Where it stands, in words: "server.pem, line 5". */
    String where(String file) {
        return line == 0 ? file : file + ", line " + line;
    }

    /** Why it cannot be used, null for what can. */
    String cause() {
        if (kind == PemDecoder.ENCRYPTED_PRIVATE_KEY) {
            return "the private key (" + label + ") is encrypted";
        }
        if (label.equals("OPENSSH PRIVATE KEY")) {
            return "the private key is in OpenSSH's own form (" + label + ")";
        }
        if (label.endsWith("DSA PRIVATE KEY")) {
            return label + ": DSA is not served";
        }
        if (label.endsWith("CERTIFICATE REQUEST")) {
            return "this is a request for a certificate (" + label + "), not the certificate";
        }
        if (label.endsWith("CRL")) {
            return "this is a list of revoked certificates (" + label + ")";
        }
        if (label.startsWith("PKCS") || label.equals("CMS")) {
            return label + ": containers are not opened";
        }
        if (label.equals("TRUSTED CERTIFICATE")) {
            return label + ": OpenSSL's form with settings of its own is not read";
        }
        return null;
    }

    /** What to do about it, null for what can be used. */
    String remedy(String file) {
        if (kind == PemDecoder.ENCRYPTED_PRIVATE_KEY) {
            return "decrypt it with: openssl pkey -in " + file + (line == 0 ? " -inform DER" : "") + " -out PLAINFILE";
        }
        if (label.equals("OPENSSH PRIVATE KEY")) {
            return "convert a copy of it with: ssh-keygen -p -N '' -m PEM -f COPY";
        }
        if (label.endsWith("DSA PRIVATE KEY")) {
            return "use an RSA or P-256 key";
        }
        if (label.endsWith("CERTIFICATE REQUEST")) {
            return "give the certificate that the CA made of it";
        }
        if (label.endsWith("CRL")) {
            return "give certificates";
        }
        if (label.equals("PKCS12")) {
            return "unpack it with: openssl pkcs12 -in " + file + " -nodes -out PEMFILE";
        }
        if (label.startsWith("PKCS") || label.equals("CMS")) {
            return "unpack it with: openssl pkcs7 -in " + file + (line == 0 ? " -inform DER" : "")
                    + " -print_certs -out PEMFILE";
        }
        return label.equals("TRUSTED CERTIFICATE") ? "convert it with: openssl x509 -in " + file + " -out PEMFILE" : null;
    }
}
