package bearssl.benchmarks;

import bearssl.hash.HashFunction;
import bearssl.hash.Sha256;
import java.security.MessageDigest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.openjdk.jmh.annotations.Param;

/** SHA-256 of a message. */
public class Sha256Benchmark extends Suite {
    @Param({"64", "1024"})
    public int size = 1024;

    @Override
    Contender create(String name) throws Exception {
        byte[] message = Inputs.bytes(size, 1);
        byte[] digest = new byte[32];
        switch (name) {
            case SMALL:
                HashFunction hash = Sha256.INSTANCE;
                int[] state = new int[hash.stateWords()];
                return () -> {
                    hash.init(state, 0);
                    hash.update(state, 0, message, 0, message.length);
                    hash.finish(state, 0, digest, 0);
                    return digest;
                };
            case BOUNCY_CASTLE:
                SHA256Digest bc = new SHA256Digest();
                return () -> {
                    bc.update(message, 0, message.length);
                    bc.doFinal(digest, 0);
                    return digest;
                };
            default:
                MessageDigest jdk = MessageDigest.getInstance("SHA-256");
                return () -> jdk.digest(message);
        }
    }
}
