package mqttlite.cli;

import bearssl.x509.PemDecoder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of certificates or keys, read whole: PEM with any number of blocks and text between them, or DER with one
 * element; which of both is found out from the bytes. {@link #blocks} are in the order of the file. Blocks of other
 * kinds are there too, undecoded, so that an error can name them.
 *
 * <p>What is wrong with a file is a {@link Failure} with exit code 1 that names file, line, block, cause and remedy:
 * {@link Codes#CLI_CANNOT_READ} if it cannot be read, {@link Codes#CLI_BAD_FILE} for the rest.
 */
final class PemFile {
    /** Label of a PKCS#1 public key (RFC 8017, A.1.1); such blocks are decoded though PemDecoder has no kind for them. */
    static final String RSA_PUBLIC_KEY = "RSA PUBLIC KEY";

    private static final int MAX_LEN = 1 << 24;
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";

    private final String name;
    private final List<PemBlock> blocks = new ArrayList<PemBlock>();

    // the block that is being read
    private final PemDecoder pem = new PemDecoder();
    private final ByteArrayOutputStream der = new ByteArrayOutputStream();
    private int line; // of the file, from 1
    private int beginLine;
    private String label;
    private boolean skipping; // to the block's END line

    private PemFile(String name) {
        this.name = name;
    }

    /** Reads a file. @return its blocks, one or more */
    static PemFile read(String name) throws Failure {
        return of(name, bytes(name));
    }

    /** Reads a file that may be something else, too. @return its bytes, for {@link #of} */
    static byte[] bytes(String name) throws Failure {
        byte[] bytes = Files.read(name, MAX_LEN + 1);
        if (bytes.length > MAX_LEN) {
            throw bad(name, "is longer than " + MAX_LEN + " bytes");
        }
        return bytes;
    }

    /** Takes the bytes of a file. @param name for errors @return its blocks, one or more */
    static PemFile of(String name, byte[] bytes) throws Failure {
        if (bytes.length == 0) {
            throw bad(name, "is empty");
        }
        int mark = bytes.length < 2 ? 0 : bytes[0] & 0xFF | (bytes[1] & 0xFF) << 8;
        if (mark == 0xFEFF || mark == 0xFFFE) {
            throw bad(name, "is text in UTF-16", "save it as plain text (ASCII or UTF-8)");
        }
        PemFile file = new PemFile(name);
        if (bytes[0] == DerKind.SEQUENCE && !new String(bytes, StandardCharsets.ISO_8859_1).contains(BEGIN)) {
            file.blocks.add(DerKind.block(bytes));
        } else {
            file.readPem(bytes);
        }
        if (file.blocks.isEmpty()) {
            throw bad(name, "holds nothing in PEM or DER");
        }
        return file;
    }

    /** All that is in the file, in its order. */
    List<PemBlock> blocks() {
        return blocks;
    }

    /** The certificates in it, in its order, maybe none. */
    List<byte[]> certificates() {
        List<byte[]> found = new ArrayList<byte[]>();
        for (PemBlock block : blocks) {
            if (block.kind == PemDecoder.CERTIFICATE) {
                found.add(block.der);
            }
        }
        return found;
    }

    /** The certificates in it, in its order, at least one: if there is none the error tells what there is instead. */
    List<byte[]> requireCertificates() throws Failure {
        List<byte[]> found = certificates();
        if (found.isEmpty()) {
            throw holdsNo("certificate");
        }
        return found;
    }

    /** Whether there is a private key in it, be it one that can be used or not. */
    boolean holdsKey() {
        for (PemBlock block : blocks) {
            if (block.label.endsWith("PRIVATE KEY")) {
                return true;
            }
        }
        return false;
    }

    /** The private key in it, not encrypted: exactly one, else an error that tells what there is. */
    PemBlock requirePrivateKey() throws Failure {
        PemBlock found = null;
        for (PemBlock block : blocks) {
            if (!block.isPrivateKey()) {
                continue;
            }
            if (found != null) {
                throw bad(block.where(name), "a second private key, the first is in line " + found.line,
                        "leave one of them in the file");
            }
            found = block;
        }
        if (found == null) {
            throw holdsNo("private key");
        }
        return found;
    }

    /** The error that the file does not hold what is wanted, such as "private key", but something else. */
    Failure holdsNo(String wanted) {
        StringBuilder labels = new StringBuilder();
        for (PemBlock block : blocks) {
            // An encrypted key explains why no key was found, not why there is no certificate.
            boolean isKey = block.label.endsWith("PRIVATE KEY");
            if (block.cause() != null && (!isKey || !wanted.equals("certificate"))) {
                return bad(block.where(name), block.cause(), block.remedy(name));
            }
            labels.append(labels.length() == 0 ? "" : ", ").append(block.label);
        }
        return bad(name, "holds no " + wanted + " but " + labels);
    }

    /** The error that something is wrong with a file. @param where the file's name, maybe with the place in it */
    static Failure bad(String where, String cause, String remedy) {
        return Failure.of(Codes.CLI_BAD_FILE, where + ": " + cause, remedy);
    }

    /** The same with the usual remedy. */
    static Failure bad(String where, String cause) {
        return Failure.of(Codes.CLI_BAD_FILE, where + ": " + cause);
    }

    // ---- PEM

    private void readPem(byte[] text) throws Failure {
        boolean hasMark = text.length > 2 && text[0] == (byte) 0xEF && text[1] == (byte) 0xBB && text[2] == (byte) 0xBF;
        int off = hasMark ? 3 : 0; // some editors mark UTF-8
        while (off < text.length) {
            int end = lineEnd(text, off);
            line++;
            if (skipping) {
                skip(new String(text, off, end - off, StandardCharsets.ISO_8859_1).trim());
            } else {
                pem.input(text, off, end - off);
                decode(new String(text, off, Math.min(end - off, 100), StandardCharsets.ISO_8859_1));
            }
            off = end;
        }
        if (skipping || pem.end() != 0) {
            throw malformed("the block has no END line");
        }
    }

    private static int lineEnd(byte[] text, int off) {
        int i = off;
        while (i < text.length && text[i] != '\n' && text[i] != '\r') {
            i++;
        }
        if (i + 1 < text.length && text[i] == '\r' && text[i + 1] == '\n') {
            i++;
        }
        return Math.min(i + 1, text.length);
    }

    private void decode(String lineText) throws Failure {
        int event = pem.next();
        while (event > 0 && !skipping) {
            if (event == PemDecoder.BEGIN) {
                begin();
            } else if (event == PemDecoder.DATA) {
                der.write(pem.data(), 0, pem.dataLen());
            } else {
                blocks.add(new PemBlock(pem.kind(), label, beginLine, der.toByteArray()));
            }
            event = skipping ? PemDecoder.MORE : pem.next();
        }
        switch (event) {
            case PemDecoder.MORE:
                return;
            case PemDecoder.BAD_LABEL:
                beginLine = line;
                label = null;
                throw malformed("the BEGIN line does not end in five dashes, or its label is too long");
            case PemDecoder.BAD_BASE64:
                throw malformed("the line is not base64");
            case PemDecoder.BAD_END:
                throw malformed("the END line does not repeat the label");
            case PemDecoder.ENCRYPTED:
                // RFC 1421, 4.6.1.1
                if (!lineText.startsWith("Proc-Type:")) {
                    throw malformed("the line is neither base64 nor the start of an encrypted key");
                }
                pass(PemDecoder.ENCRYPTED_PRIVATE_KEY);
                return;
            default:
                throw malformed("the block has no END line");
        }
    }

    private void begin() {
        label = new String(pem.label(), 0, pem.labelLen(), StandardCharsets.US_ASCII);
        beginLine = line;
        der.reset();
        if (pem.kind() == PemDecoder.OTHER && !label.equals(RSA_PUBLIC_KEY)) {
            pass(PemDecoder.OTHER);
        }
    }

    /** Keeps the block without its contents, whatever they are. */
    private void pass(int kind) {
        blocks.add(new PemBlock(kind, label, beginLine, new byte[0]));
        skipping = true;
    }

    private void skip(String lineText) throws Failure {
        if (lineText.startsWith(BEGIN) || lineText.startsWith(END) && !lineText.equals(END + label + "-----")) {
            throw malformed("the END line does not repeat the label");
        }
        if (lineText.startsWith(END)) {
            skipping = false;
            pem.reset();
        }
    }

    private Failure malformed(String cause) {
        return bad(name + ", line " + line,
                cause + (label == null ? "" : " (block " + label + " from line " + beginLine + ")"),
                "copy the file anew, whole and as plain text");
    }
}
