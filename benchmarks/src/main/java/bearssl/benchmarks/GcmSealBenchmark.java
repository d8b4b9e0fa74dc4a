package bearssl.benchmarks;

import bearssl.aead.AesCt;
import bearssl.aead.Gcm;
import bearssl.aead.GhashCtmul32;
import bearssl.base.Codec;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.openjdk.jmh.annotations.Param;

/** AES-128-GCM as a record uses it: 13 bytes of additional data, a new nonce each time, tag behind the ciphertext. */
public class GcmSealBenchmark extends Suite {
    @Param({"16", "64", "256", "1024"})
    public int size = 1024;

    @Override
    Contender create(String name) throws Exception {
        byte[] key = Inputs.bytes(16, 3);
        byte[] plain = Inputs.bytes(size, 4);
        byte[] aad = Inputs.bytes(13, 5);
        byte[] nonce = new byte[12];
        byte[] record = new byte[size + Gcm.TAG_LEN];
        int[] count = new int[1];
        switch (name) {
            case SMALL:
                Gcm gcm = new Gcm(new AesCt(), new GhashCtmul32());
                gcm.key(key, 0);
                return () -> {
                    Codec.putBe32(nonce, 8, count[0]++);
                    System.arraycopy(plain, 0, record, 0, size);
                    gcm.seal(nonce, 0, nonce.length, aad, 0, aad.length, record, 0, size);
                    return record;
                };
            case BOUNCY_CASTLE:
                GCMModeCipher bc = GCMBlockCipher.newInstance(AESEngine.newInstance());
                KeyParameter bcKey = new KeyParameter(key);
                return () -> {
                    Codec.putBe32(nonce, 8, count[0]++);
                    bc.init(true, new AEADParameters(bcKey, 128, nonce, aad));
                    int n = bc.processBytes(plain, 0, size, record, 0);
                    try {
                        bc.doFinal(record, n);
                    } catch (InvalidCipherTextException e) {
                        throw new IllegalStateException(e);
                    }
                    return record;
                };
            default:
                Cipher jdk = Cipher.getInstance("AES/GCM/NoPadding");
                SecretKeySpec jdkKey = new SecretKeySpec(key, "AES");
                return () -> {
                    Codec.putBe32(nonce, 8, count[0]++);
                    try {
                        jdk.init(Cipher.ENCRYPT_MODE, jdkKey, new GCMParameterSpec(128, nonce));
                        jdk.updateAAD(aad);
                        jdk.doFinal(plain, 0, size, record, 0);
                    } catch (GeneralSecurityException e) {
                        throw new IllegalStateException(e);
                    }
                    return record;
                };
        }
    }
}
