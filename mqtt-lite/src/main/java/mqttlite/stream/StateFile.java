package mqttlite.stream;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** A small file that is replaced whole or not at all, is on the disk when that is said, and is its owner's only. */
public final class StateFile {
    private static final String PART = ".part";

    private final File file;

    /** Names a file. @param path its name; it need not exist */
    public StateFile(String path) {
        file = new File(path);
    }

    /**
     * Reads the file.
     *
     * @param dst destination
     * @return number of bytes read; 0 if there is no such file; more than {@code dst.length} if it does not fit
     * @throws IOException if it cannot be read
     */
    public int read(byte[] dst) throws IOException {
        if (!file.exists()) {
            return 0;
        }
        FileInputStream in = new FileInputStream(file);
        try {
            int len = 0;
            int n = in.read(dst, 0, dst.length);
            while (n > 0) {
                len += n;
                n = in.read(dst, len, dst.length - len);
            }
            return n == 0 && in.read() >= 0 ? len + 1 : len;
        } finally {
            in.close();
        }
    }

    /**
     * Replaces the file.
     *
     * @param src array with the content
     * @param len number of bytes, from its start
     * @throws IOException if it cannot be written; then the file is what it was
     */
    public void write(byte[] src, int len) throws IOException {
        Path target = file.getAbsoluteFile().toPath();
        Path part = Files.createTempFile(target.getParent(), target.getFileName() + ".", PART, ownersOnly(target));
        try {
            FileOutputStream out = new FileOutputStream(part.toFile());
            try {
                out.write(src, 0, len);
                out.getFD().sync();
            } finally {
                out.close();
            }
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part); // there is none when all went well
        }
    }

    /** Removes what processes left that were killed while writing; only for who knows that no other writes now. */
    public void removeParts() {
        File[] left = file.getAbsoluteFile().getParentFile().listFiles();
        for (int i = 0; left != null && i < left.length; i++) {
            String name = left[i].getName();
            if (name.startsWith(file.getName() + ".") && name.endsWith(PART)) {
                left[i].delete(); // if not, it is left for the next time
            }
        }
    }

    private static FileAttribute<?>[] ownersOnly(Path target) {
        boolean isPosix = target.getFileSystem().supportedFileAttributeViews().contains("posix");
        return isPosix ? new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))} : new FileAttribute<?>[0];
    }
}
