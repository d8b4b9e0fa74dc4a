package bearssl.benchmarks;

import bearssl.aead.AesCt;
import bearssl.aead.Gcm;
import bearssl.aead.GhashCtmul32;
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

/** AES-128-GCM verified and decrypted: the record of {@link GcmSealBenchmark}. The result is the plaintext. */
public class GcmOpenBenchmark extends Suite {
    @Param({"16", "64", "256", "1024"})
    public int size = 1024;

    @Override
    Contender create(String name) throws Exception {
        byte[] key = Inputs.bytes(16, 3);
        byte[] plain = Inputs.bytes(size, 4);
        byte[] aad = Inputs.bytes(13, 5);
        byte[] nonce = Inputs.bytes(12, 6);
        byte[] sealed = new byte[size + Gcm.TAG_LEN];
        System.arraycopy(plain, 0, sealed, 0, size);
        Gcm gcm = new Gcm(new AesCt(), new GhashCtmul32());
        gcm.key(key, 0);
        gcm.seal(nonce, 0, nonce.length, aad, 0, aad.length, sealed, 0, size);
        byte[] opened = new byte[size];
        switch (name) {
            case SMALL:
                byte[] record = new byte[sealed.length];
                return () -> {
                    System.arraycopy(sealed, 0, record, 0, sealed.length);
                    if (!gcm.open(nonce, 0, nonce.length, aad, 0, aad.length, record, 0, size)) {
                        throw new IllegalStateException("not authentic");
                    }
                    System.arraycopy(record, 0, opened, 0, size);
                    return opened;
                };
            case BOUNCY_CASTLE:
                GCMModeCipher bc = GCMBlockCipher.newInstance(AESEngine.newInstance());
                KeyParameter bcKey = new KeyParameter(key);
                return () -> {
                    bc.init(false, new AEADParameters(bcKey, 128, nonce, aad));
                    int n = bc.processBytes(sealed, 0, sealed.length, opened, 0);
                    try {
                        bc.doFinal(opened, n);
                    } catch (InvalidCipherTextException e) {
                        throw new IllegalStateException(e);
                    }
                    return opened;
                };
            default:
                Cipher jdk = Cipher.getInstance("AES/GCM/NoPadding");
                SecretKeySpec jdkKey = new SecretKeySpec(key, "AES");
                return () -> {
                    try {
                        jdk.init(Cipher.DECRYPT_MODE, jdkKey, new GCMParameterSpec(128, nonce));
                        jdk.updateAAD(aad);
                        jdk.doFinal(sealed, 0, sealed.length, opened, 0);
                    } catch (GeneralSecurityException e) {
                        throw new IllegalStateException(e);
                    }
                    return opened;
                };
        }
    }
}
