package mqttlite.cli;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Whole small files. */
final class Files {
    private Files() {
    }

    /**
     * Reads a file.
     *
     * @param limit most bytes to read; a longer file is cut there, so ask for one more than is wanted
     */
    static byte[] read(String name, int limit) throws Failure {
        try {
            InputStream in = new FileInputStream(name);
            try {
                return read(in, limit);
            } finally {
                in.close();
            }
        } catch (IOException e) {
            throw cannotRead(name, e);
        }
    }

    static byte[] read(InputStream in, int limit) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] piece = new byte[4096];
        while (all.size() < limit) {
            int n = in.read(piece, 0, Math.min(piece.length, limit - all.size()));
            if (n < 0) {
                break;
            }
            all.write(piece, 0, n);
        }
        return all.toByteArray();
    }

    /** Writes a file. */
    static void write(String name, byte[] bytes) throws Failure {
        try {
            OutputStream out = new FileOutputStream(name);
            try {
                out.write(bytes);
            } finally {
                out.close();
            }
        } catch (IOException e) {
            throw Failure.of(Codes.CLI_CANNOT_WRITE, name + ": " + reason(name, e));
        }
    }

    private static Failure cannotRead(String name, IOException e) {
        return Failure.of(Codes.CLI_CANNOT_READ, name + ": " + reason(name, e));
    }

    private static String reason(String name, IOException e) {
        String reason = new File(name).isDirectory() ? "is a folder" : e.getMessage();
        String prefix = name + " (";
        return reason != null && reason.startsWith(prefix) // java.io says "NAME (REASON)"
                ? reason.substring(prefix.length(), reason.length() - 1) : reason;
    }
}
