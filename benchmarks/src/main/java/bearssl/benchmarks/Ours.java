package bearssl.benchmarks;

import bearssl.aead.Gcm;
import bearssl.base.Codec;
import bearssl.base.Workspace;
import bearssl.ec.EcCurve;
import bearssl.ec.EcPrivateKey;
import bearssl.ec.EcPublicKey;
import bearssl.ec.EcdsaSign;
import bearssl.ec.EcdsaVerify;
import bearssl.hash.HashFunction;
import bearssl.hash.Hmac;
import bearssl.rsa.Pkcs1;
import bearssl.rsa.Pkcs1Sign;
import bearssl.rsa.RsaPrivateKey;
import bearssl.rsa.RsaPublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;

/** This library, with one set of its engines. */
final class Ours implements Implementation {
    private final String name;
    private final Engines engines;
    private final HashFunction sha256;
    private final EcCurve p256;
    private final Workspace ws = Engines.workspace();
    private final int[] state;

    Ours(String name, Engines engines) {
        this.name = name;
        this.engines = engines;
        sha256 = engines.sha256();
        p256 = engines.p256();
        state = new int[sha256.stateWords()];
    }

    private void hash(byte[] message, byte[] digest) {
        sha256.init(state, 0);
        sha256.update(state, 0, message, 0, message.length);
        sha256.finish(state, 0, digest, 0);
    }

    @Override
    public Contender sha256(byte[] message) {
        byte[] digest = new byte[32];
        return () -> {
            hash(message, digest);
            return digest;
        };
    }

    @Override
    public Contender hmac(byte[] key, byte[] message) {
        int[] prepared = new int[Hmac.keyWords(sha256)];
        byte[] tag = new byte[32];
        Hmac.key(sha256, key, 0, key.length, prepared, 0, ws);
        return () -> {
            Hmac.init(sha256, prepared, 0, state, 0);
            sha256.update(state, 0, message, 0, message.length);
            Hmac.finish(sha256, prepared, 0, state, 0, tag, 0);
            return tag;
        };
    }

    @Override
    public Contender gcmSeal(byte[] key, byte[] plain, byte[] aad) {
        Gcm gcm = engines.gcm().get();
        gcm.key(key, 0);
        byte[] nonce = new byte[12];
        byte[] record = new byte[plain.length + Gcm.TAG_LEN];
        int[] count = new int[1];
        return () -> {
            Codec.putBe32(nonce, 8, count[0]++);
            System.arraycopy(plain, 0, record, 0, plain.length);
            gcm.seal(nonce, 0, nonce.length, aad, 0, aad.length, record, 0, plain.length);
            return record;
        };
    }

    @Override
    public Contender gcmOpen(byte[] key, byte[] sealed, byte[] aad, byte[] nonce) {
        Gcm gcm = engines.gcm().get();
        gcm.key(key, 0);
        byte[] record = new byte[sealed.length];
        byte[] opened = new byte[sealed.length - Gcm.TAG_LEN];
        return () -> {
            System.arraycopy(sealed, 0, record, 0, sealed.length);
            boolean authentic = gcm.open(nonce, 0, nonce.length, aad, 0, aad.length, record, 0, opened.length);
            System.arraycopy(record, 0, opened, 0, authentic ? opened.length : 0);
            return opened;
        };
    }

    @Override
    public Contender rsaVerify(RSAPublicKey key, byte[] message, byte[] signature) {
        RsaPublicKey view = new RsaPublicKey();
        byte[] numbers = Inputs.fixed(key.getModulus().shiftLeft(24).or(key.getPublicExponent()), 259);
        view.set(numbers, 0, 256, 256, 3);
        byte[] digest = new byte[32];
        return () -> {
            hash(message, digest);
            return Inputs.verdict(Pkcs1.verify(engines.rsa(), view, signature, 0, signature.length,
                    HashFunction.SHA256, digest, 0, ws));
        };
    }

    @Override
    public Contender rsaSign(RSAPrivateCrtKey key, byte[] message) {
        byte[] numbers = new byte[5 * 128 + 3];
        Inputs.put(key.getPrimeP(), numbers, 0, 128);
        Inputs.put(key.getPrimeQ(), numbers, 128, 128);
        Inputs.put(key.getPrimeExponentP(), numbers, 256, 128);
        Inputs.put(key.getPrimeExponentQ(), numbers, 384, 128);
        Inputs.put(key.getCrtCoefficient(), numbers, 512, 128);
        Inputs.put(key.getPublicExponent(), numbers, 640, 3);
        RsaPrivateKey view = new RsaPrivateKey();
        view.set(numbers, 0, 2048, 128, 128, 3);
        byte[] digest = new byte[32];
        byte[] signature = new byte[256];
        return () -> {
            hash(message, digest);
            Pkcs1Sign.sign(engines.rsaPrivate(), view, HashFunction.SHA256, digest, 0, signature, 0, ws);
            return signature;
        };
    }

    @Override
    public Contender ecKeyGen(byte[] scalar) {
        byte[] point = new byte[65];
        return () -> {
            p256.mulGen(point, 0, scalar, 0, ws);
            return point;
        };
    }

    @Override
    public Contender ecdh(byte[] peer, byte[] scalar) {
        byte[] point = new byte[65];
        byte[] x = new byte[32];
        return () -> {
            System.arraycopy(peer, 0, point, 0, 65);
            boolean valid = p256.mul(point, 0, 65, scalar, 0, ws);
            System.arraycopy(point, 1, x, 0, valid ? 32 : 0);
            return x;
        };
    }

    @Override
    public Contender ecdsaSign(byte[] scalar, byte[] digest) {
        EcPrivateKey key = new EcPrivateKey();
        key.set(EcCurve.SECP256R1, scalar, 0, 32);
        byte[] signature = new byte[64];
        return () -> {
            EcdsaSign.signRaw(p256, sha256, key, digest, 0, signature, 0, ws);
            return signature;
        };
    }

    @Override
    public Contender ecdsaVerify(byte[] point, byte[] digest, byte[] signature) {
        EcPublicKey key = new EcPublicKey();
        key.set(EcCurve.SECP256R1, point, 0, point.length);
        return () -> Inputs.verdict(EcdsaVerify.verify(p256, key, digest, 0, digest.length, signature, 0,
                signature.length, ws));
    }

    @Override
    public Contender record(byte[] plain) throws Exception {
        RecordHeader header = new RecordHeader(new MemoryServer());
        return header.contender(plain, new OurConnection(name, header));
    }

    @Override
    public Contender handshake(boolean resumed) throws Exception {
        MemoryServer server = new MemoryServer();
        return TlsConnection.handshake(server, new OurConnection(name, server), resumed);
    }
}
