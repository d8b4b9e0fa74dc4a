package bearssl.benchmarks;

import bearssl.base.Codec;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.concurrent.Callable;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The JDK's providers, by JCA. */
final class Jdk implements Implementation {
    // JCA throws what cannot happen with inputs that are right.
    private static Contender unchecked(Callable<byte[]> operation) {
        return () -> {
            try {
                return operation.call();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        };
    }

    private static Contender random(Callable<byte[]> operation) {
        Contender plain = unchecked(operation);
        return new Contender() {
            @Override
            public byte[] run() {
                return plain.run();
            }

            @Override
            public boolean isRandom() {
                return true;
            }
        };
    }

    @Override
    public Contender sha256(byte[] message) throws GeneralSecurityException {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        return () -> sha256.digest(message);
    }

    @Override
    public Contender hmac(byte[] key, byte[] message) throws GeneralSecurityException {
        Mac hmac = Mac.getInstance("HmacSHA256");
        hmac.init(new SecretKeySpec(key, "HmacSHA256"));
        return () -> hmac.doFinal(message);
    }

    @Override
    public Contender gcmSeal(byte[] key, byte[] plain, byte[] aad) throws GeneralSecurityException {
        Cipher gcm = Cipher.getInstance("AES/GCM/NoPadding");
        SecretKeySpec aes = new SecretKeySpec(key, "AES");
        byte[] nonce = new byte[12];
        byte[] record = new byte[plain.length + 16];
        int[] count = new int[1];
        return unchecked(() -> {
            Codec.putBe32(nonce, 8, count[0]++);
            gcm.init(Cipher.ENCRYPT_MODE, aes, new GCMParameterSpec(128, nonce));
            gcm.updateAAD(aad);
            gcm.doFinal(plain, 0, plain.length, record, 0);
            return record;
        });
    }

    @Override
    public Contender gcmOpen(byte[] key, byte[] sealed, byte[] aad, byte[] nonce) throws GeneralSecurityException {
        Cipher gcm = Cipher.getInstance("AES/GCM/NoPadding");
        SecretKeySpec aes = new SecretKeySpec(key, "AES");
        byte[] opened = new byte[sealed.length - 16];
        return unchecked(() -> {
            gcm.init(Cipher.DECRYPT_MODE, aes, new GCMParameterSpec(128, nonce));
            gcm.updateAAD(aad);
            gcm.doFinal(sealed, 0, sealed.length, opened, 0);
            return opened;
        });
    }

    @Override
    public Contender rsaVerify(RSAPublicKey key, byte[] message, byte[] signature) throws GeneralSecurityException {
        return verify("SHA256withRSA", key, message, signature);
    }

    private static Contender verify(String algorithm, PublicKey key, byte[] message, byte[] signature)
            throws GeneralSecurityException {
        Signature verifier = Signature.getInstance(algorithm);
        verifier.initVerify(key);
        return unchecked(() -> {
            verifier.update(message);
            return Inputs.verdict(verifier.verify(signature));
        });
    }

    @Override
    public Contender rsaSign(RSAPrivateCrtKey key, byte[] message) throws GeneralSecurityException {
        Signature signer = Signature.getInstance("SHA256withRSA");
        signer.initSign(key);
        return unchecked(() -> {
            signer.update(message);
            return signer.sign();
        });
    }

    /** A scalar is not to be had from outside: it is drawn. */
    @Override
    public Contender ecKeyGen(byte[] scalar) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), new SecureRandom());
        return random(() -> Inputs.point((ECPublicKey) generator.generateKeyPair().getPublic()));
    }

    @Override
    public Contender ecdh(byte[] point, byte[] scalar) throws GeneralSecurityException {
        KeyPair pair = Inputs.p256(point, scalar);
        KeyAgreement ecdh = KeyAgreement.getInstance("ECDH");
        return unchecked(() -> {
            ecdh.init(pair.getPrivate());
            ecdh.doPhase(pair.getPublic(), true);
            return ecdh.generateSecret();
        });
    }

    /** Nonces are drawn at random. */
    @Override
    public Contender ecdsaSign(byte[] scalar, byte[] digest) throws GeneralSecurityException {
        Signature signer = Signature.getInstance("NONEwithECDSAinP1363Format");
        signer.initSign(Inputs.p256(Inputs.POINT, scalar).getPrivate());
        return random(() -> {
            signer.update(digest);
            return signer.sign();
        });
    }

    @Override
    public Contender ecdsaVerify(byte[] point, byte[] digest, byte[] signature) throws GeneralSecurityException {
        return verify("NONEwithECDSA", Inputs.p256(point, Inputs.SCALAR).getPublic(), digest, signature);
    }

    @Override
    public Contender record(byte[] plain) throws Exception {
        RecordHeader header = new RecordHeader(new MemoryServer());
        return header.contender(plain, new JsseConnection(header));
    }

    @Override
    public Contender handshake(boolean resumed) throws Exception {
        MemoryServer server = new MemoryServer();
        return TlsConnection.handshake(server, new JsseConnection(server), resumed);
    }
}
