package bearssl.benchmarks;

import bearssl.aead.Gcm;
import org.openjdk.jmh.annotations.Param;

/** AES-128-GCM verified and decrypted: a record like that of {@link GcmSealBenchmark}. The result is the plaintext. */
public class GcmOpenBenchmark extends Suite {
    @Param({"16", "64", "256", "1024"})
    public int size = 1024;

    @Override
    protected Contender create(Implementation by) throws Exception {
        byte[] key = Inputs.bytes(16, 3);
        byte[] aad = Inputs.bytes(13, 5);
        byte[] nonce = Inputs.bytes(12, 6);
        byte[] sealed = new byte[size + Gcm.TAG_LEN];
        System.arraycopy(Inputs.bytes(size, 4), 0, sealed, 0, size);
        Gcm gcm = Engines.SMALL.gcm().get();
        gcm.key(key, 0);
        gcm.seal(nonce, 0, nonce.length, aad, 0, aad.length, sealed, 0, size);
        return by.gcmOpen(key, sealed, aad, nonce);
    }
}
