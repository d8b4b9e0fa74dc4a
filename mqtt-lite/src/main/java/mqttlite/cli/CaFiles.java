package mqttlite.cli;

import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Reads trust anchors from files: certificates in PEM or DER, or the packed list that {@code ta --out} writes. */
final class CaFiles {
    private static final String[] ENDINGS = {".pem", ".crt", ".cer", ".der"};

    private final Anchors anchors;
    private final int maxRsaBits;
    private final int rules;
    private final List<String> leftOut = new ArrayList<String>();
    private final List<String> added = new ArrayList<String>();

    /**
     * @param anchors    destination
     * @param maxRsaBits longest RSA key of an anchor
     * @param rules      how they are judged
     */
    CaFiles(Anchors anchors, int maxRsaBits, int rules) {
        this.anchors = anchors;
        this.maxRsaBits = maxRsaBits;
        this.rules = rules;
    }

    /** What could not be made an anchor and why, a line for each. */
    List<String> leftOut() {
        return leftOut;
    }

    /** Fails if there is no anchor at all. */
    void requireAny() throws Failure {
        if (anchors.count() == 0) {
            throw Failure.of(Codes.CLI_BAD_FILE, leftOut.isEmpty() ? "the list of anchors is empty" : leftOut.get(0),
                    "use certificates of CAs with an RSA key up to " + maxRsaBits + " bits, or a P-256 or P-384 key");
        }
    }

    /** What was added, a line for each certificate. */
    List<String> added() {
        return added;
    }

    /** Adds the anchors of a file. */
    void add(String name) throws Failure {
        byte[] bytes = PemFile.bytes(name);
        if (anchors.addList(bytes)) {
            return;
        }
        if (bytes.length >= 3 && bytes[0] == 'B' && bytes[1] == 'A' && bytes[2] == 'N') {
            throw PemFile.bad(name, "is no well-formed list of anchors", "write it anew by ta --out");
        }
        List<byte[]> certificates = PemFile.of(name, bytes).requireCertificates();
        for (int i = 0; i < certificates.size(); i++) {
            int code = anchors.addCertificate(certificates.get(i), maxRsaBits, rules);
            CertificateFields c = new CertificateFields(certificates.get(i));
            if (code == 0) {
                added.add(c.subject + "; " + c.key + "; certificate until " + CertificateFields.text(c.notAfter));
            } else {
                leftOut.add(name + ": certificate " + i + " (" + c.subject + ") can be no anchor: error=" + code + " "
                        + Codes.name(code) + " " + Codes.cause(code));
            }
        }
    }

    /** Adds the anchors of all files in a folder that are named as certificates are. */
    void addFolder(String name) throws Failure {
        String[] files = new File(name).list();
        if (files == null) {
            throw Failure.of(Codes.CLI_CANNOT_READ, name + ": is no folder, or cannot be read");
        }
        Arrays.sort(files);
        boolean isEmpty = true;
        for (String file : files) {
            File path = new File(name, file);
            if (isNamedAsCertificate(file) && path.isFile()) {
                isEmpty = false;
                add(path.getPath());
            }
        }
        if (isEmpty) {
            throw PemFile.bad(name, "holds no file *.pem, *.crt, *.cer or *.der");
        }
    }

    private static boolean isNamedAsCertificate(String file) {
        String lower = file.toLowerCase(Locale.ROOT);
        for (String ending : ENDINGS) {
            if (lower.endsWith(ending)) {
                return true;
            }
        }
        return false;
    }
}
