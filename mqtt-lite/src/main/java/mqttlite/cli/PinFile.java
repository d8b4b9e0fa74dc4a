package mqttlite.cli;

import bearssl.base.Ct;
import bearssl.tls.BrErr;
import bearssl.x509.KeyFingerprint;
import bearssl.x509.PinText;
import bearssl.x509.X509Fingerprint;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardCopyOption;

/** The file of --learn: one fingerprint a line, two lines at most. Absent or empty, it waits to be learned. */
final class PinFile {
    private static final int MAX_LEN = 4096;

    private final File file;

    PinFile(String name) throws UsageError {
        file = new File(name);
        if (name.length() == 0) {
            throw new UsageError("--learn: the file's name is empty");
        }
    }

    /** Reads the file. @return the pins one after another, empty if there is something to learn */
    byte[] read() throws Failure {
        if (!file.exists()) {
            return new byte[0];
        }
        String text = new String(Files.read(file.getPath(), MAX_LEN), StandardCharsets.ISO_8859_1);
        byte[] pins = new byte[X509Fingerprint.SLOTS * KeyFingerprint.LEN];
        int count = 0;
        for (String line : text.split("\r?\n")) {
            if (line.trim().length() == 0) {
                continue;
            }
            if (count == X509Fingerprint.SLOTS
                    || PinText.parseFingerprint(line.trim(), pins, count * KeyFingerprint.LEN) != PinText.OK) {
                throw Failure.of(Codes.CLI_BAD_FILE, file + ": holds other lines than one or two fingerprints",
                        "correct it, or remove it to learn again");
            }
            count++;
        }
        byte[] exact = new byte[count * KeyFingerprint.LEN];
        System.arraycopy(pins, 0, exact, 0, exact.length);
        return exact;
    }

    /**
     * Writes what was learned; the file is there whole or not at all. What another process has learned meanwhile
     * stays, and is refused if it is another key.
     */
    void write(byte[] fingerprint) throws Failure {
        byte[] pins = read();
        for (int off = 0; off < pins.length; off += KeyFingerprint.LEN) {
            if (Ct.equal(pins, off, fingerprint, 0, KeyFingerprint.LEN) != 0) {
                return;
            }
        }
        if (pins.length > 0) {
            throw Failure.of(BrErr.BR_ERR_BAD_PARAM, "the server's key has fingerprint "
                    + ServerTrust.hex(fingerprint, ' ') + ", but another was learned meanwhile in " + file,
                    "if that is your server, remove " + file + " to learn it again");
        }
        try {
            File part = File.createTempFile("learned", ".part", file.getAbsoluteFile().getParentFile());
            try {
                store(fingerprint, part);
            } finally {
                part.delete(); // there is none when all went well
            }
        } catch (IOException e) {
            throw Failure.of(Codes.CLI_CANNOT_WRITE, "the learned fingerprint cannot be kept in " + file + ": "
                    + e.getMessage());
        }
    }

    private void store(byte[] fingerprint, File part) throws IOException {
        FileOutputStream out = new FileOutputStream(part);
        try {
            out.write((ServerTrust.hex(fingerprint, ' ') + "\n").getBytes(StandardCharsets.US_ASCII));
            out.getFD().sync();
        } finally {
            out.close();
        }
        java.nio.file.Files.move(part.toPath(), file.toPath(), StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
