package mqttlite.cli;

import bearssl.hash.HashFunction;
import bearssl.hash.Sha1;
import bearssl.hash.Sha256;
import bearssl.tls.BrErr;
import bearssl.tls.X509Engine;
import bearssl.x509.KeyFingerprint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A chain of certificates as a server sends it, told line by line. */
final class ProbeChain {
    private static final long DAY = 86400;
    private static final int SOON_DAYS = 14;
    private static final int LEAST_RSA = 2048;
    private static final int MOST_RSA = 4096;

    private final List<byte[]> certificates;
    private final List<CertificateFields> fields = new ArrayList<CertificateFields>();
    private final ServerTrust key;
    private final StringBuilder suites = new StringBuilder();

    ProbeChain(List<byte[]> certificates) {
        this.certificates = certificates;
        for (byte[] certificate : certificates) {
            fields.add(new CertificateFields(certificate));
        }
        key = ServerTrust.ofKey(certificates.get(0));
    }

    /** Whether these are the same certificates. */
    boolean isOf(List<byte[]> others) {
        boolean same = certificates.size() == others.size();
        for (int i = 0; same && i < others.size(); i++) {
            same = Arrays.equals(certificates.get(i), others.get(i));
        }
        return same;
    }

    /** Notes that it was sent with this suite. */
    void sentWith(String suite) {
        suites.append(suites.length() == 0 ? "" : ", ").append(suite);
    }

    List<byte[]> certificates() {
        return certificates;
    }

    /** Tasmota's fingerprint of the server's key, null if that is of no kind that can be used. */
    byte[] fingerprint() {
        return key.receivedFingerprint();
    }

    /** Length of the server's RSA key in bits, 0 for another. */
    int rsaBits() {
        return fields.get(0).modulusBits;
    }

    // ---- printing

    /** Prints all of it. @param prefix what its keys begin with */
    void print(String prefix, ProbeTrust trust, String name, Console console) throws Failure {
        int bytes = 0;
        for (byte[] certificate : certificates) {
            bytes += certificate.length;
        }
        console.plainLine(prefix + ".suites: " + suites);
        console.plainLine(prefix + ".certificates: " + certificates.size());
        console.plainLine(prefix + ".bytes: " + bytes);
        for (int i = 0; i < certificates.size(); i++) {
            print(prefix + "." + i, i, trust.time(), console);
        }
        String gap = gap(trust.judge(certificates, name));
        if (gap != null) {
            console.plainLine(prefix + ".warning: " + gap);
        }
        printFingerprints(prefix, console);
        console.plainLine(prefix + ".name: " + ProbeTrust.nameText(certificates.get(0), name));
        console.plainLine(prefix + ".trust.ca: " + trust.caText(certificates, name));
        if (fingerprint() != null) {
            console.plainLine(prefix + ".trust.fingerprint: " + trust.fingerprintText(fingerprint()));
            console.plainLine(prefix + ".trust.pin-sha256: " + trust.pinText(key.receivedSpki()));
        }
    }

    private void print(String prefix, int i, long time, Console console) throws Failure {
        CertificateFields c = fields.get(i);
        console.plainLine(prefix + ".subject: " + c.subject);
        console.plainLine(prefix + ".issuer: " + c.issuer);
        console.plainLine(prefix + ".bytes: " + certificates.get(i).length);
        console.plainLine(prefix + ".key: " + c.key);
        console.plainLine(prefix + ".signature: " + c.signature);
        console.plainLine(prefix + ".not-before: " + CertificateFields.text(c.notBefore));
        console.plainLine(prefix + ".not-after: " + CertificateFields.text(c.notAfter));
        if (c.notAfter != UtcTime.BAD) {
            console.plainLine(prefix + ".days: " + Math.floorDiv(c.notAfter - time, DAY));
        }
        if (!c.names.isEmpty()) {
            console.plainLine(prefix + ".names: " + c.namesText());
        }
        console.plainLine(prefix + ".sha256: " + ServerTrust.hex(digest(Sha256.INSTANCE, certificates.get(i)), ':'));
        for (String warning : warnings(i, time)) {
            console.plainLine(prefix + ".warning: " + warning);
        }
    }

    private static byte[] digest(HashFunction hash, byte[] data) {
        byte[] digest = new byte[hash.digestLength()];
        int[] state = new int[hash.stateWords()];
        hash.init(state, 0);
        hash.update(state, 0, data, 0, data.length);
        hash.finish(state, 0, digest, 0);
        return digest;
    }

    private void printFingerprints(String prefix, Console console) throws Failure {
        if (fingerprint() == null) {
            console.plainLine(prefix + ".warning: the server's key is of no kind that can be used");
            return;
        }
        console.plainLine(prefix + ".fingerprint: " + ServerTrust.hex(fingerprint(), ' '));
        if (key.keyType() == X509Engine.KEYTYPE_RSA) {
            int[] state = new int[Sha1.INSTANCE.stateWords()];
            byte[] legacy = new byte[KeyFingerprint.LEN];
            KeyFingerprint.computeLegacy(Sha1.INSTANCE, state, 0, key.rsaKey(), legacy, 0);
            console.plainLine(prefix + ".fingerprint-v1: " + ServerTrust.hex(legacy, ' '));
        }
        console.plainLine(prefix + ".pin-sha256: " + ServerTrust.base64(key.receivedSpki()));
    }

    // ---- judging

    private List<String> warnings(int i, long time) {
        CertificateFields c = fields.get(i);
        List<String> list = new ArrayList<String>();
        if (c.notAfter != UtcTime.BAD && c.notAfter < time) {
            list.add("expired");
        } else if (c.notAfter != UtcTime.BAD && c.notAfter - time < SOON_DAYS * DAY) {
            list.add("expires within " + SOON_DAYS + " days");
        }
        if (c.notBefore != UtcTime.BAD && c.notBefore > time) {
            list.add("not valid yet");
        }
        boolean isRoot = i > 0 && c.isSelfIssued; // nobody looks at its own signature
        boolean isWeak = c.signature.endsWith("SHA-1") || c.signature.endsWith("SHA-224") || c.signature.contains("MD");
        if (isWeak && !isRoot) {
            list.add("signed by " + c.signature + ", which is not taken");
        }
        if (c.modulusBits > MOST_RSA || c.key.contains("not supported")) {
            list.add("a key of this kind is not taken");
        } else if (c.modulusBits > LEAST_RSA) {
            list.add("an RSA key over " + LEAST_RSA + " bits needs --max-rsa and more memory");
        } else if (c.modulusBits > 0 && c.modulusBits < LEAST_RSA) {
            list.add("an RSA key under " + LEAST_RSA + " bits is not taken by CA");
        }
        if (i == 0 && c.isSelfIssued) {
            list.add("self-signed: no CA vouches for it");
        }
        if (i == 0 && c.names.isEmpty()) {
            list.add("no alternative names: by CA it passes with --allow-cn at most");
        }
        if (i > 0 && !fields.get(i - 1).issuer.equals(c.subject)) {
            list.add(indexOf(fields.get(i - 1).issuer) < 0 ? "not the issuer of certificate " + (i - 1)
                    : "out of order: certificate " + (i - 1) + " was issued by another");
        }
        if (isRoot) {
            list.add("self-signed: a root need not be sent");
        }
        return list;
    }

    private int indexOf(String subject) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).subject.equals(subject)) {
                return i;
            }
        }
        return -1;
    }

    // What is missing above the last certificate that somebody in the chain has issued, if its CA is not known.
    private String gap(int verdict) {
        int i = 0;
        for (int steps = 0; steps < fields.size(); steps++) {
            int issuer = indexOf(fields.get(i).issuer);
            i = issuer < 0 ? i : issuer;
        }
        boolean isOfIssuers = verdict == BrErr.BR_ERR_X509_NOT_TRUSTED || verdict == BrErr.BR_ERR_X509_DN_MISMATCH;
        return !isOfIssuers || indexOf(fields.get(i).issuer) >= 0 ? null
                : "the issuer of certificate " + i + " (" + fields.get(i).issuer + ") was not sent and is none of the CAs"
                + ": a missing intermediate, or a private CA";
    }
}
