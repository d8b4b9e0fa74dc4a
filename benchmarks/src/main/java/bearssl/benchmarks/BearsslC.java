package bearssl.benchmarks;

import java.io.IOException;
import java.math.BigInteger;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;

/** BearSSL itself, in a process that does one operation and times it: {@code src/main/c/bearssl_operations.c}. */
final class BearsslC implements Implementation {
    private final String set;

    /** Takes one set of its engines. @param set small or fast */
    BearsslC(String set) {
        this.set = set;
    }

    private Contender operation(String name, byte[]... inputs) throws IOException {
        return new ProcessContender(BearsslLibrary.program(), set, name, inputs);
    }

    private static byte[] number(BigInteger v) {
        return Inputs.fixed(v, (v.bitLength() + 7) / 8);
    }

    @Override
    public Contender sha256(byte[] message) throws IOException {
        return operation("sha256", message);
    }

    @Override
    public Contender hmac(byte[] key, byte[] message) throws IOException {
        return operation("hmac", key, message);
    }

    @Override
    public Contender gcmSeal(byte[] key, byte[] plain, byte[] aad) throws IOException {
        return operation("gcm-seal", key, plain, aad);
    }

    @Override
    public Contender gcmOpen(byte[] key, byte[] sealed, byte[] aad, byte[] nonce) throws IOException {
        return operation("gcm-open", key, sealed, aad, nonce);
    }

    @Override
    public Contender rsaVerify(RSAPublicKey key, byte[] message, byte[] signature) throws IOException {
        return operation("rsa-verify", number(key.getModulus()), number(key.getPublicExponent()), message, signature);
    }

    @Override
    public Contender rsaSign(RSAPrivateCrtKey key, byte[] message) throws IOException {
        return operation("rsa-sign", number(key.getPrimeP()), number(key.getPrimeQ()),
                number(key.getPrimeExponentP()), number(key.getPrimeExponentQ()), number(key.getCrtCoefficient()),
                message);
    }

    @Override
    public Contender ecKeyGen(byte[] scalar) throws IOException {
        return operation("ec-keygen", scalar);
    }

    @Override
    public Contender ecdh(byte[] point, byte[] scalar) throws IOException {
        return operation("ecdh", point, scalar);
    }

    @Override
    public Contender ecdsaSign(byte[] scalar, byte[] digest) throws IOException {
        return operation("ecdsa-sign", scalar, digest);
    }

    @Override
    public Contender ecdsaVerify(byte[] point, byte[] digest, byte[] signature) throws IOException {
        return operation("ecdsa-verify", point, digest, signature);
    }
}
