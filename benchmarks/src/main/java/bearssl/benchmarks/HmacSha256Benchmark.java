package bearssl.benchmarks;

import bearssl.hash.HashFunction;
import bearssl.hash.Hmac;
import bearssl.hash.Sha256;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.openjdk.jmh.annotations.Param;

/** HMAC-SHA-256 of a message under a key that is set. */
public class HmacSha256Benchmark extends Suite {
    @Param({"64", "1024"})
    public int size = 1024;

    @Override
    Contender create(String name) throws Exception {
        byte[] key = Inputs.bytes(32, 2);
        byte[] message = Inputs.bytes(size, 1);
        byte[] tag = new byte[32];
        switch (name) {
            case SMALL:
                HashFunction hash = Sha256.INSTANCE;
                int[] prepared = new int[Hmac.keyWords(hash)];
                int[] state = new int[hash.stateWords()];
                Hmac.key(hash, key, 0, key.length, prepared, 0, Inputs.workspace());
                return () -> {
                    Hmac.init(hash, prepared, 0, state, 0);
                    hash.update(state, 0, message, 0, message.length);
                    Hmac.finish(hash, prepared, 0, state, 0, tag, 0);
                    return tag;
                };
            case BOUNCY_CASTLE:
                HMac bc = new HMac(new SHA256Digest());
                bc.init(new KeyParameter(key));
                return () -> {
                    bc.update(message, 0, message.length);
                    bc.doFinal(tag, 0);
                    return tag;
                };
            default:
                Mac jdk = Mac.getInstance("HmacSHA256");
                jdk.init(new SecretKeySpec(key, "HmacSHA256"));
                return () -> jdk.doFinal(message);
        }
    }
}
