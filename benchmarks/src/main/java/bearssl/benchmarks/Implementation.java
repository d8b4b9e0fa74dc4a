package bearssl.benchmarks;

import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;

/**
 * A library that takes part: each operation of the suites, with its inputs. A class that implements this, and a line in
 * {@link Suite#implementation}, add a contender to all suites. What it leaves out it does not have, and is not timed.
 */
public interface Implementation {
    /** SHA-256. */
    default Contender sha256(byte[] message) throws Exception {
        return null;
    }

    /** HMAC-SHA-256 under a key that is set before. */
    default Contender hmac(byte[] key, byte[] message) throws Exception {
        return null;
    }

    /**
     * AES-128-GCM; the key is set before.
     *
     * @return a contender whose result is the ciphertext with its tag, under a nonce of eight zeros and the number of
     *     the call, from 0
     */
    default Contender gcmSeal(byte[] key, byte[] plain, byte[] aad) throws Exception {
        return null;
    }

    /** AES-128-GCM verified and decrypted; the key is set before. @return a contender whose result is the plaintext */
    default Contender gcmOpen(byte[] key, byte[] sealed, byte[] aad, byte[] nonce) throws Exception {
        return null;
    }

    /** PKCS#1 v1.5 with SHA-256, hashing included. @return a contender whose result is 1 or 0 */
    default Contender rsaVerify(RSAPublicKey key, byte[] message, byte[] signature) throws Exception {
        return null;
    }

    /** PKCS#1 v1.5 with SHA-256, hashing included. @return a contender whose result is the signature */
    default Contender rsaSign(RSAPrivateCrtKey key, byte[] message) throws Exception {
        return null;
    }

    /** A P-256 key. @return a contender whose result is the public point, uncompressed */
    default Contender ecKeyGen(byte[] scalar) throws Exception {
        return null;
    }

    /** ECDH on P-256 with a point that is checked. @return a contender whose result is the x-coordinate */
    default Contender ecdh(byte[] point, byte[] scalar) throws Exception {
        return null;
    }

    /** ECDSA on P-256, by RFC 6979 unless {@link Contender#isRandom}. @return a contender whose result is r and s */
    default Contender ecdsaSign(byte[] scalar, byte[] digest) throws Exception {
        return null;
    }

    /** ECDSA on P-256 with a signature in DER. @return a contender whose result is 1 or 0 */
    default Contender ecdsaVerify(byte[] point, byte[] digest, byte[] signature) throws Exception {
        return null;
    }

    /** One record of application data, protected. @return a contender whose result is its header */
    default Contender record(byte[] plain) throws Exception {
        return null;
    }

    /**
     * A handshake with a server in memory, its certificate validated up to a CA, and one byte each way. The time is
     * that of both ends.
     *
     * @param resumed whether it resumes the session of the first call
     * @return a contender whose result is the byte that came back
     */
    default Contender handshake(boolean resumed) throws Exception {
        return null;
    }
}
