package bearssl.tls.stream;

import bearssl.rand.EntropySource;
import java.io.FileInputStream;
import java.io.IOException;
import java.security.SecureRandom;

/**
 * Seeds from the operating system: {@code /dev/urandom} where there is one, else {@link SecureRandom}. For set-up,
 * since it allocates.
 */
public final class SystemEntropy implements EntropySource {
    private static final String DEVICE = "/dev/urandom";

    /** Makes a source; nothing is opened until {@link #seed}. */
    public SystemEntropy() {
    }

    @Override
    public boolean seed(byte[] dst, int off, int len) {
        return fromDevice(dst, off, len) || fromPlatform(dst, off, len);
    }

    private static boolean fromDevice(byte[] dst, int off, int len) {
        try {
            FileInputStream in = new FileInputStream(DEVICE);
            try {
                int done = 0;
                while (done < len) {
                    int n = in.read(dst, off + done, len - done);
                    if (n <= 0) {
                        return false;
                    }
                    done += n;
                }
                return true;
            } finally {
                in.close();
            }
        } catch (IOException e) {
            return false; // no such device here
        }
    }

    private static boolean fromPlatform(byte[] dst, int off, int len) {
        byte[] seed = new byte[len];
        new SecureRandom().nextBytes(seed);
        System.arraycopy(seed, 0, dst, off, len);
        for (int i = 0; i < len; i++) {
            seed[i] = 0;
        }
        return true;
    }
}
