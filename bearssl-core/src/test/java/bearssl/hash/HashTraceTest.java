package bearssl.hash;

import static bearssl.cttrace.CtCheck.assertConstantTime;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.base.Workspace;
import bearssl.cttrace.Subject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Constant time of the hash functions and HMAC: the same trace for any key and message of one length. */
class HashTraceTest {
    @ParameterizedTest
    @ValueSource(classes = {HmacSha256.class, HmacSha1.class, HmacSha384.class, LongKey.class, Unrolled.class})
    void keyAndMessageDoNotShow(Class<? extends Subject> subject) {
        assertTrue(assertConstantTime(subject).runs() > 100);
    }

    /** HMAC-SHA-256, key of 32 bytes. */
    public static final class HmacSha256 extends Keyed {
        public HmacSha256() {
            super(Sha256.INSTANCE, 32);
        }
    }

    /** HMAC-SHA-1, key of 20 bytes. */
    public static final class HmacSha1 extends Keyed {
        public HmacSha1() {
            super(Sha1.INSTANCE, 20);
        }
    }

    /** HMAC-SHA-384, key of 48 bytes. */
    public static final class HmacSha384 extends Keyed {
        public HmacSha384() {
            super(Sha384.INSTANCE, 48);
        }
    }

    /** HMAC-SHA-256 of the unrolled form, key of 32 bytes. */
    public static final class Unrolled extends Keyed {
        public Unrolled() {
            super(Sha256Unrolled.INSTANCE, 32);
        }
    }

    /** A key that is hashed first. */
    public static final class LongKey extends Keyed {
        public LongKey() {
            super(Sha256.INSTANCE, 70);
        }
    }

    /** The key and a message of 75 bytes, split, are secret. */
    public abstract static class Keyed implements Subject {
        private final HashFunction h;
        private final int keyLen;
        private final Workspace ws = new Workspace(128, 0, 0);
        private final int[] k;
        private final int[] st;
        private byte[] secret;

        Keyed(HashFunction h, int keyLen) {
            this.h = h;
            this.keyLen = keyLen;
            k = new int[Hmac.keyWords(h)];
            st = new int[h.stateWords()];
        }

        @Override
        public int secretLength() {
            return keyLen + 75;
        }

        @Override
        public void prepare(byte[] s) {
            secret = s;
        }

        @Override
        public void run() {
            Hmac.key(h, secret, 0, keyLen, k, 0, ws);
            Hmac.init(h, k, 0, st, 0);
            h.update(st, 0, secret, keyLen, 5);
            h.update(st, 0, secret, keyLen + 5, 70);
            Hmac.finish(h, k, 0, st, 0, secret, 0);
        }
    }
}
