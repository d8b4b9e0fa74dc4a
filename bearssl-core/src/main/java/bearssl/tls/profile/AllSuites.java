package bearssl.tls.profile;

import bearssl.ec.EcCurve;
import bearssl.ec.EcVerifyCurve;
import bearssl.ec.EcdsaVerify;
import bearssl.hash.HashFunction;
import bearssl.hash.Sha384;
import bearssl.hash.Sha512;
import bearssl.rsa.RsaPublic;
import bearssl.tls.CipherSuite;
import bearssl.tls.EcdheWideKeyExchange;
import bearssl.tls.KeyExchange;
import bearssl.tls.RsaKeyExchange;
import bearssl.tls.TlsProfile;

/** What the profiles with a choice of suites have in common: everything but the engines. */
abstract class AllSuites extends TlsProfile {
    /**
     * Makes the profile.
     *
     * @param sha256    the transcript's and the PRF's hash
     * @param rsaBits   longest RSA key of a server, 2048 to 4096
     * @param suites    constants of {@link CipherSuite}, most preferred first, each at most once
     * @param rsa       encrypts and verifies
     * @param p256      key exchange, and servers' keys
     * @param keyCurves curves of servers' keys besides
     */
    AllSuites(HashFunction sha256, int rsaBits, int[] suites, RsaPublic rsa, EcCurve p256, EcVerifyCurve[] keyCurves) {
        super(sha256, HandshakeSizes.checked(rsaBits), HandshakeSizes.ecdheMessageLen(rsaBits),
                bytes(rsaBits, keyCurves),
                shorts(rsa.scratchShorts(rsaBits), p256, keyCurves), ints(rsa.scratchInts(rsaBits), p256, keyCurves),
                longs(rsa.scratchLongs(rsaBits), p256, keyCurves));
        if (suites.length == 0) {
            throw new IllegalArgumentException("a profile needs a cipher suite");
        }
        KeyExchange ecdhe = new EcdheWideKeyExchange(p256, rsa,
                new HashFunction[] {sha256, Sha384.INSTANCE, Sha512.INSTANCE}, keyCurves);
        KeyExchange transport = new RsaKeyExchange(rsa);
        for (int i = 0; i < suites.length; i++) {
            with(suites[i], suites[i] == CipherSuite.RSA_WITH_AES_128_GCM_SHA256 ? transport : ecdhe);
        }
    }

    // With ServerKeyExchange: the longest digest, and above it what RSA or ECDSA take.
    private static int bytes(int rsaBits, EcVerifyCurve[] keyCurves) {
        int most = rsaBits / 8;
        for (int i = 0; i < keyCurves.length; i++) {
            int n = EcdsaVerify.scratchBytes(keyCurves[i]);
            most = n > most ? n : most;
        }
        return Sha512.INSTANCE.digestLength() + most;
    }

    private static int shorts(int rsa, EcCurve p256, EcVerifyCurve[] keyCurves) {
        int most = Math.max(rsa, p256.scratchShorts());
        for (int i = 0; i < keyCurves.length; i++) {
            most = Math.max(most, keyCurves[i].scratchShorts());
        }
        return most;
    }

    private static int ints(int rsa, EcCurve p256, EcVerifyCurve[] keyCurves) {
        int most = Math.max(HandshakeSizes.INTS, Math.max(rsa, p256.scratchInts()));
        for (int i = 0; i < keyCurves.length; i++) {
            most = Math.max(most, keyCurves[i].scratchInts());
        }
        return most;
    }

    private static int longs(int rsa, EcCurve p256, EcVerifyCurve[] keyCurves) {
        int most = Math.max(rsa, p256.scratchLongs());
        for (int i = 0; i < keyCurves.length; i++) {
            most = Math.max(most, keyCurves[i].scratchLongs());
        }
        return most;
    }
}
