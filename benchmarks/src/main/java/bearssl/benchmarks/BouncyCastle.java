package bearssl.benchmarks;

import bearssl.base.Codec;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.agreement.ECDHBasicAgreement;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.signers.RSADigestSigner;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/** BouncyCastle's lightweight API. Its AES and GHASH read tables, and its elliptic curves take variable time. */
final class BouncyCastle implements Implementation {
    private final X9ECParameters curve = CustomNamedCurves.getByName("secp256r1");
    private final ECDomainParameters domain = new ECDomainParameters(curve);

    @Override
    public Contender sha256(byte[] message) {
        SHA256Digest sha256 = new SHA256Digest();
        byte[] digest = new byte[32];
        return () -> {
            sha256.update(message, 0, message.length);
            sha256.doFinal(digest, 0);
            return digest;
        };
    }

    @Override
    public Contender hmac(byte[] key, byte[] message) {
        HMac hmac = new HMac(new SHA256Digest());
        hmac.init(new KeyParameter(key));
        byte[] tag = new byte[32];
        return () -> {
            hmac.update(message, 0, message.length);
            hmac.doFinal(tag, 0);
            return tag;
        };
    }

    @Override
    public Contender gcmSeal(byte[] key, byte[] plain, byte[] aad) {
        GCMModeCipher gcm = GCMBlockCipher.newInstance(AESEngine.newInstance());
        gcm.init(true, new AEADParameters(new KeyParameter(key), 128, new byte[13]));
        byte[] nonce = new byte[12];
        byte[] record = new byte[plain.length + 16];
        int[] count = new int[1];
        return () -> {
            Codec.putBe32(nonce, 8, count[0]++);
            gcm.init(true, new AEADParameters(null, 128, nonce, aad)); // null: the key that was set
            return finish(gcm, plain, record);
        };
    }

    @Override
    public Contender gcmOpen(byte[] key, byte[] sealed, byte[] aad, byte[] nonce) {
        GCMModeCipher gcm = GCMBlockCipher.newInstance(AESEngine.newInstance());
        gcm.init(false, new AEADParameters(new KeyParameter(key), 128, nonce));
        byte[] opened = new byte[sealed.length - 16];
        return () -> {
            gcm.init(false, new AEADParameters(null, 128, nonce, aad));
            return finish(gcm, sealed, opened);
        };
    }

    private static byte[] finish(GCMModeCipher gcm, byte[] from, byte[] to) {
        int n = gcm.processBytes(from, 0, from.length, to, 0);
        try {
            gcm.doFinal(to, n);
        } catch (InvalidCipherTextException e) {
            throw new IllegalStateException(e);
        }
        return to;
    }

    @Override
    public Contender rsaVerify(RSAPublicKey key, byte[] message, byte[] signature) {
        RSADigestSigner signer = new RSADigestSigner(new SHA256Digest());
        signer.init(false, new RSAKeyParameters(false, key.getModulus(), key.getPublicExponent()));
        return () -> {
            signer.update(message, 0, message.length);
            return Inputs.verdict(signer.verifySignature(signature));
        };
    }

    @Override
    public Contender rsaSign(RSAPrivateCrtKey key, byte[] message) {
        RSADigestSigner signer = new RSADigestSigner(new SHA256Digest());
        signer.init(true, new RSAPrivateCrtKeyParameters(key.getModulus(), key.getPublicExponent(),
                key.getPrivateExponent(), key.getPrimeP(), key.getPrimeQ(), key.getPrimeExponentP(),
                key.getPrimeExponentQ(), key.getCrtCoefficient()));
        return () -> {
            signer.update(message, 0, message.length);
            try {
                return signer.generateSignature();
            } catch (CryptoException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    @Override
    public Contender ecKeyGen(byte[] scalar) {
        FixedPointCombMultiplier comb = new FixedPointCombMultiplier();
        BigInteger d = new BigInteger(1, scalar);
        return () -> comb.multiply(curve.getG(), d).getEncoded(false);
    }

    @Override
    public Contender ecdh(byte[] point, byte[] scalar) {
        ECDHBasicAgreement ecdh = new ECDHBasicAgreement();
        ecdh.init(new ECPrivateKeyParameters(new BigInteger(1, scalar), domain));
        // The point is decoded and checked each time, as a client does with the server's.
        return () -> Inputs.fixed(ecdh.calculateAgreement(
                new ECPublicKeyParameters(curve.getCurve().decodePoint(point), domain)), 32);
    }

    @Override
    public Contender ecdsaSign(byte[] scalar, byte[] digest) {
        ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
        signer.init(true, new ECPrivateKeyParameters(new BigInteger(1, scalar), domain));
        byte[] raw = new byte[64];
        return () -> {
            BigInteger[] rs = signer.generateSignature(digest);
            Inputs.put(rs[0], raw, 0, 32);
            Inputs.put(rs[1], raw, 32, 32);
            return raw;
        };
    }

    @Override
    public Contender ecdsaVerify(byte[] point, byte[] digest, byte[] signature) {
        ECDSASigner signer = new ECDSASigner();
        return () -> {
            try {
                // A point that is kept would keep tables of its multiples, which a key that came in a handshake has not.
                signer.init(false, new ECPublicKeyParameters(curve.getCurve().decodePoint(point), domain));
                BigInteger[] rs = StandardDSAEncoding.INSTANCE.decode(domain.getN(), signature);
                return Inputs.verdict(signer.verifySignature(digest, rs[0], rs[1]));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    @Override
    public Contender record(byte[] plain) throws GeneralSecurityException, IOException {
        RecordHeader header = new RecordHeader(new MemoryServer());
        return header.contender(plain, new BcConnection(header));
    }

    @Override
    public Contender handshake(boolean resumed) throws GeneralSecurityException, IOException {
        MemoryServer server = new MemoryServer();
        return TlsConnection.handshake(server, new BcConnection(server), resumed);
    }
}
