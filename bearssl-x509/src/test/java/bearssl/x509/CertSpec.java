package bearssl.x509;

import bearssl.testing.Bytes;
import java.util.ArrayList;
import java.util.List;

/** A certificate in its parts, each of them encoded and each to be replaced by anything. */
final class CertSpec {
    byte[] version = Der.explicit(0, Der.integer(2));
    byte[] serial = Der.integer(0x1234567);
    /** AlgorithmIdentifier within; null: what the signer writes outside. */
    byte[] innerAlgorithm;
    byte[] issuer;
    byte[] notBefore = Der.text(0x17, "240101000000Z");
    byte[] notAfter = Der.text(0x17, "341231235959Z");
    byte[] subject;
    byte[] spki;
    /** What stands between key and extensions. */
    byte[] uniqueIds = new byte[0];
    /** Each an Extension. */
    List<byte[]> extensions = new ArrayList<>();
    /** Behind the extensions, within the signed part. */
    byte[] tail = new byte[0];
    /** AlgorithmIdentifier outside; null: the signer's. */
    byte[] outerAlgorithm;

    CertSpec(byte[] issuer, byte[] subject, byte[] spki) {
        this.issuer = issuer;
        this.subject = subject;
        this.spki = spki;
    }

    CertSpec with(byte[]... more) {
        extensions.addAll(List.of(more));
        return this;
    }

    /** An extension; {@code critical} below 0 writes no BOOLEAN. */
    static byte[] extension(String oid, int critical, byte[]... value) {
        byte[] flag = critical < 0 ? new byte[0] : Der.bool(critical);
        return Der.sequence(Der.oid(oid), flag, Der.octets(value));
    }

    /** TBSCertificate. */
    byte[] tbs(byte[] signerAlgorithm) {
        byte[] list = extensions.isEmpty() ? new byte[0]
                : Der.explicit(3, Der.sequence(Bytes.join(extensions.toArray(new byte[0][]))));
        return Der.sequence(version, serial, innerAlgorithm == null ? signerAlgorithm : innerAlgorithm, issuer,
                Der.sequence(notBefore, notAfter), subject, spki, uniqueIds, list, tail);
    }

    byte[] signed(CorpusKey signer) {
        return signed(signer, CorpusKey.SHA256);
    }

    byte[] signed(CorpusKey signer, int hash) {
        byte[] algorithm = signer.algorithm(hash);
        byte[] tbs = tbs(algorithm);
        return Der.sequence(tbs, outerAlgorithm == null ? algorithm : outerAlgorithm,
                Der.bits(0, signer.sign(hash, tbs)));
    }

    /** A signed part of any form with its signature. */
    static byte[] envelope(byte[] tbs, CorpusKey signer) {
        return Der.sequence(tbs, signer.algorithm(CorpusKey.SHA256), Der.bits(0, signer.sign(CorpusKey.SHA256, tbs)));
    }
}
