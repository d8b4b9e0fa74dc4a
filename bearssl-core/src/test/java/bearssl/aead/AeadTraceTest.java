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
    @ValueSource(classes = {Aes.class, Hash.class, Seal.class, Open.class, Aes64.class, Hash64.class,
        Seal64.class, Open64.class})
    void keyAndDataDoNotShow(Class<? extends Subject> subject) {
        assertTrue(assertConstantTime(subject).runs() >= 12);
    }

    @Test
    void whereATagIsWrongDoesNotShow() {
        assertTrue(assertConstantTime(WrongTag.class).runs() > 128);
        assertTrue(assertConstantTime(WrongTag64.class).runs() > 128);
    }

    /** Key schedule and counter mode: key, nonce and 33 bytes of data are secret. */
    public static class Aes implements Subject {
        private final AesCtr aes = engine();
        private byte[] secret;

        AesCtr engine() {
            return new AesCt();
        }

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

    /** The same with the engine for 64-bit machines. */
    public static final class Aes64 extends Aes {
        @Override
        AesCtr engine() {
            return new AesCt64();
        }
    }

    /** Hash key and 37 bytes of data are secret. */
    public static class Hash implements Subject {
        private final Ghash ghash = engine();
        private byte[] secret;

        Ghash engine() {
            return new GhashCtmul32();
        }

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

    /** The same with the engine for 64-bit machines. */
    public static final class Hash64 extends Hash {
        @Override
        Ghash engine() {
            return new GhashCtmul64();
        }
    }

    /** Key, IV of 13 bytes and 37 bytes of plaintext are secret. */
    public static class Seal implements Subject {
        private final Gcm gcm = engine();
        private final byte[] aad = new byte[13];
        private byte[] secret;

        Gcm engine() {
            return new Gcm(new AesCt(), new GhashCtmul32());
        }

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

    /** The same with the engine for 64-bit machines. */
    public static final class Seal64 extends Seal {
        @Override
        Gcm engine() {
            return new Gcm(new AesCt64(), new GhashCtmul64());
        }
    }

    /** Key and 37 bytes of plaintext are secret; the tag is right. */
    public static class Open implements Subject {
        private final Gcm gcm = engine();
        private final byte[] iv = new byte[12];
        private byte[] secret;
        private boolean right;

        Gcm engine() {
            return new Gcm(new AesCt(), new GhashCtmul32());
        }

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

    /** The same with the engine for 64-bit machines. */
    public static final class Open64 extends Open {
        @Override
        Gcm engine() {
            return new Gcm(new AesCt64(), new GhashCtmul64());
        }
    }

    /** The difference from the right tag is secret; it is never zero, because success may show. */
    public static class WrongTag implements Subject {
        private final Gcm gcm = engine();
        private final byte[] iv = new byte[12];
        private final byte[] data = new byte[20 + 16];
        private boolean right;

        Gcm engine() {
            return new Gcm(new AesCt(), new GhashCtmul32());
        }

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

    /** The same with the engine for 64-bit machines. */
    public static final class WrongTag64 extends WrongTag {
        @Override
        Gcm engine() {
            return new Gcm(new AesCt64(), new GhashCtmul64());
        }
    }
}
