package bearssl.aead;

import static bearssl.cttrace.CtCheck.assertConstantTime;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.cttrace.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Constant time of AES, GHASH and the tag check: the same trace for any key, data and tag. */
class AeadTraceTest {
    @ParameterizedTest
    @ValueSource(classes = {Aes.class, Hash.class, Seal.class, Open.class})
    void keyAndDataDoNotShow(Class<? extends Subject> subject) {
        assertTrue(assertConstantTime(subject).runs() >= 12);
    }

    @Test
    void whereATagIsWrongDoesNotShow() {
        assertTrue(assertConstantTime(WrongTag.class).runs() > 128);
    }

    /** Key schedule and counter mode: key, nonce and 33 bytes of data are secret. */
    public static final class Aes implements Subject {
        private final AesCt aes = new AesCt();
        private byte[] secret;

        @Override
        public int secretLength() {
            return 16 + 12 + 33;
        }

        @Override
        public void prepare(byte[] s) {
            secret = s;
        }

        @Override
        public void run() {
            aes.key(secret, 0);
            aes.ctr(secret, 16, 1, secret, 28, 33);
            aes.wipe();
        }
    }

    /** Hash key and 37 bytes of data are secret. */
    public static final class Hash implements Subject {
        private final GhashCtmul32 ghash = new GhashCtmul32();
        private byte[] secret;

        @Override
        public int secretLength() {
            return 16 + 37;
        }

        @Override
        public void prepare(byte[] s) {
            secret = s;
        }

        @Override
        public void run() {
            ghash.key(secret, 0);
            ghash.update(secret, 16, 37);
            ghash.finish(0, 37, secret, 0);
        }
    }

    /** Key, IV of 13 bytes and 37 bytes of plaintext are secret. */
    public static final class Seal implements Subject {
        private final Gcm gcm = new Gcm(new AesCt(), new GhashCtmul32());
        private final byte[] aad = new byte[13];
        private byte[] secret;

        @Override
        public int secretLength() {
            return 16 + 13 + 37 + 16;
        }

        @Override
        public void prepare(byte[] s) {
            secret = s;
        }

        @Override
        public void run() {
            gcm.key(secret, 0);
            gcm.seal(secret, 16, 13, aad, 0, 13, secret, 29, 37);
        }
    }

    /** Key and 37 bytes of plaintext are secret; the tag is right. */
    public static final class Open implements Subject {
        private final Gcm gcm = new Gcm(new AesCt(), new GhashCtmul32());
        private final byte[] iv = new byte[12];
        private byte[] secret;
        private boolean right;

        @Override
        public int secretLength() {
            return 16 + 37 + 16;
        }

        @Override
        public void prepare(byte[] s) {
            secret = s;
            gcm.key(s, 0);
            gcm.seal(iv, 0, 12, iv, 0, 12, s, 16, 37);
        }

        @Override
        public void run() {
            gcm.key(secret, 0);
            right = gcm.open(iv, 0, 12, iv, 0, 12, secret, 16, 37);
        }
    }

    /** The difference from the right tag is secret; it is never zero, because success may show. */
    public static final class WrongTag implements Subject {
        private final Gcm gcm = new Gcm(new AesCt(), new GhashCtmul32());
        private final byte[] iv = new byte[12];
        private final byte[] data = new byte[20 + 16];
        private boolean right;

        @Override
        public int secretLength() {
            return 16;
        }

        @Override
        public void prepare(byte[] s) {
            gcm.key(new byte[16], 0);
            gcm.seal(iv, 0, 12, iv, 0, 12, data, 0, 20);
            int any = 0;
            for (int i = 0; i < 16; i++) {
                data[20 + i] ^= s[i];
                any |= s[i];
            }
            if (any == 0) {
                data[20] ^= 1;
            }
        }

        @Override
        public void run() {
            right = gcm.open(iv, 0, 12, iv, 0, 12, data, 0, 20);
        }
    }
}
