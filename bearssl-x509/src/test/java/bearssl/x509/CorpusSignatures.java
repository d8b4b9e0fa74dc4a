package bearssl.x509;

import bearssl.testing.Bytes;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.function.Function;

/** Cases about signatures: algorithms, hash lists, paddings, encodings. */
final class CorpusSignatures {
    private CorpusSignatures() {
    }

    static void add(CaseSink sink) {
        hashes(sink);
        identifiers(sink);
        paddings(sink);
        ecdsa(sink);
        frames(sink);
    }

    /** Leaf with this algorithm outside and this signature BIT STRING, below a CA with this key. */
    private static void leafCase(CaseSink sink, String label, CorpusKey key, byte[] outer, Function<byte[],
            byte[]> bits) {
        CertSpec leaf = CorpusPki.leaf();
        byte[] tbs = leaf.tbs(key.algorithm(CorpusKey.SHA256));
        sink.add(label, c -> CorpusPki.frame(c).cert(Der.sequence(tbs, outer, bits.apply(tbs)))
                .cert(CorpusPki.inter(key).signed(CorpusPki.ROOT_KEY)));
        if (sink.offered() % 2 == 0) { // the same below an anchor
            sink.add(label + "-anchor",
                    c -> c.sni(CorpusPki.HOST).time(CorpusPki.NOW).ca(CorpusPki.inter(key).signed(CorpusPki.ROOT_KEY))
                    .cert(Der.sequence(tbs, outer, bits.apply(tbs))));
        }
    }

    private static void hashes(CaseSink sink) {
        CorpusKey[] keys = {CorpusKey.rsa("1024"), CorpusKey.rsa("2048b"), CorpusKey.ec(23, "s"),
                CorpusKey.ec(24, "s"), CorpusKey.ec(25, "s")};
        String[] lists = {null, "", "sha1", "sha224", "sha256", "sha384", "sha512", "sha256,sha384,sha512",
                "sha1,sha256", "md5,sha256", "sha512,sha384"};
        for (CorpusKey key : keys) {
            for (int hash = 2; hash <= 6; hash++) {
                for (String list : lists) {
                    int h = hash;
                    sink.add("sig/hash", c -> {
                        CorpusPki.frame(c);
                        if (list != null) {
                            c.option("hashes", list);
                        }
                        c.cert(CorpusPki.leaf().signed(key, h)).cert(CorpusPki.inter(key).signed(CorpusPki.ROOT_KEY));
                    });
                }
            }
        }
    }

    /** The signature says one algorithm and the certificate another. */
    private static void identifiers(CaseSink sink) {
        CorpusKey rsa = CorpusKey.rsa("1024");
        CorpusKey ec = CorpusKey.ec(23, "s");
        byte[] pss = Der.sequence(Der.oid("1.2.840.113549.1.1.10"), Der.sequence());
        byte[] rsaOid = Der.oid("1.2.840.113549.1.1.11");
        byte[][] identifiers = {
            rsa.algorithm(4), ec.algorithm(4), rsa.algorithm(2), rsa.algorithm(3), rsa.algorithm(5), rsa.algorithm(6),
            ec.algorithm(2), ec.algorithm(3),
            ec.algorithm(5), ec.algorithm(6), pss, Der.sequence(rsaOid), Der.sequence(rsaOid, Der.sequence()),
            Der.sequence(rsaOid, Der.nothing(), Der.nothing()),
            Der.sequence(rsaOid, Bytes.of(0xFF)), Der.sequence(Der.oid("1.2.840.10045.4.3.2"), Der.nothing()),
            Der.sequence(Der.oid("1.2.840.10045.4.3")),
            Der.sequence(Der.oid("1.2.840.113549.1.1.4"), Der.nothing()),
            Der.sequence(Der.oid("1.2.840.113549.1.1.2"), Der.nothing()),
            Der.sequence(Der.oid("1.3.14.3.2.29"), Der.nothing()), Der.sequence(Der.oid("1.2.840.10040.4.3")),
            Der.sequence(Der.oid("1.3.101.112")),
            Der.sequence(Der.oid("1.2.840.113549.1.1.1"), Der.nothing()), Der.sequence(), Der.sequence(Der.nothing()),
            Der.sequence(Der.tlv(6)),
            Der.sequence(Der.tlv(6, new byte[255])), Der.sequence(Der.tlv(6, new byte[256])),
            Der.sequence(Der.tlv(0x26, rsaOid)), Der.set(rsaOid), Der.tlv(0x10, rsaOid),
            rsaOid, Der.nothing(), new byte[0], Bytes.of(0x30, 0x80), Der.sequence(Bytes.of(6, 9)),
            Der.sequence(Bytes.of(6)), Der.sequence(rsaOid, new byte[700]),
            Der.tlv(0xB0, rsaOid), Der.tlv(0x70, rsaOid), Bytes.of(0x3F, 0),
            Bytes.join(rsa.algorithm(4), rsa.algorithm(4)),
        };
        for (byte[] identifier : identifiers) {
            for (CorpusKey key : new CorpusKey[] {rsa, ec}) {
                leafCase(sink, "sig/identifier", key, identifier, tbs -> Der.bits(0, key.sign(CorpusKey.SHA256, tbs)));
                CertSpec expired = CorpusPki.inter(key);
                expired.notAfter = Der.text(0x17, "240102000000Z");
                CertSpec leaf = CorpusPki.leaf();
                leaf.outerAlgorithm = identifier;
                sink.add("sig/identifier-then-expired",
                        c -> CorpusPki.frame(c).cert(leaf.signed(key)).cert(expired.signed(CorpusPki.ROOT_KEY)));
                sink.add("sig/identifier-alone", c -> CorpusPki.frame(c).cert(leaf.signed(key)));
            }
        }
    }

    private static void paddings(CaseSink sink) {
        for (String name : new String[] {"1024", "1025", "2048a", "2048e3"}) {
            CorpusKey.Rsa key = name.endsWith("e3") ? CorpusKey.rsa("2048a", BigInteger.valueOf(1))
                    : CorpusKey.rsa(name);
            for (int hash : new int[] {CorpusKey.SHA1, CorpusKey.SHA256, 6}) {
                byte[] outer = key.algorithm(hash);
                for (int form = 0; form < 28; form++) {
                    int f = form;
                    leafCase(sink, "sig/padding-" + f, key, outer, tbs -> Der.bits(0, padded(key, hash, tbs, f)));
                }
            }
        }
    }

    private static byte[] padded(CorpusKey.Rsa key, int hash, byte[] tbs, int form) {
        byte[] digest = CorpusKey.digest(hash, tbs);
        byte[] info = CorpusKey.Rsa.digestInfo(hash, true, digest);
        byte[] bare = CorpusKey.Rsa.digestInfo(hash, false, digest);
        byte[] good = key.padded(info);
        byte[] sig = key.raw(good);
        int infoAt = good.length - info.length;
        switch (form) {
            case 0: return sig;
            case 1: return key.raw(key.padded(bare));
            case 2: return key.raw(Bytes.with(good, 1, 2));
            case 3: return key.raw(Bytes.with(good, 1, 0));
            case 4: return key.raw(Bytes.with(good, 0, 1).clone());
            case 5: return key.raw(Bytes.with(good, 5, 0xFE));
            case 6: return key.raw(Bytes.with(good, infoAt - 1, 0xFF));
            case 7: return key.raw(Bytes.with(good, infoAt - 1, 1));
            case 8: return key.raw(Bytes.with(good, infoAt - 2, 0));
            case 9: return key.raw(key.padded(digest));
            case 10: return key.raw(key.padded(Bytes.join(info, new byte[4])));
            case 11: return key.raw(Bytes.first(Bytes.join(Bytes.of(0, 1), fill(8), Bytes.of(0), info), key.len()));
            case 12: return key.raw(Bytes.flip(good, -1, 1));
            case 13: return key.raw(Bytes.flip(good, infoAt + 1, 1));
            case 14: return key.raw(key.padded(CorpusKey.Rsa.digestInfo(hash == 4 ? 6 : 4, true,
                    CorpusKey.digest(hash == 4 ? 6 : 4, tbs))));
            case 15: return key.raw(key.padded(CorpusKey.Rsa.digestInfo(hash, true, Bytes.join(digest, Bytes.of(0)))));
            case 16: return key.raw(key.padded(Der.sequence(Der.sequence(Der.oid("1.2.3"), Der.nothing()),
                    Der.octets(digest))));
            case 17: return key.raw(new byte[key.len()]);
            case 18: return new byte[key.len()];
            case 19: return CorpusKey.fixed(key.n, key.len());
            case 20: return CorpusKey.fixed(key.n.subtract(BigInteger.ONE), key.len());
            case 21: return CorpusKey.fixed(new BigInteger(1, sig).add(key.n), key.len());
            case 22: return Bytes.join(Bytes.of(0), sig);
            case 23: return Bytes.without(sig, 1);
            case 24: return Bytes.first(sig, sig.length - 1);
            case 25: return Bytes.join(sig, Bytes.of(0));
            case 26: return new byte[0];
            default: return key.raw(key.padded(Bytes.join(bare, Bytes.of(5, 0))));
        }
    }

    private static byte[] fill(int len) {
        byte[] b = new byte[len];
        Arrays.fill(b, (byte) 0xFF);
        return b;
    }

    private static void ecdsa(CaseSink sink) {
        for (int curve = 23; curve <= 25; curve++) {
            CorpusKey.Ec key = CorpusKey.ec(curve, "s");
            for (int form = 0; form < 44; form++) {
                int f = form;
                leafCase(sink, "sig/ecdsa-" + curve + "-" + f, key, key.algorithm(CorpusKey.SHA256),
                        tbs -> Der.bits(0, encoded(key, CorpusKey.digest(CorpusKey.SHA256, tbs), f)));
            }
        }
    }

    private static byte[] encoded(CorpusKey.Ec key, byte[] digest, int form) {
        BigInteger[] rs = key.numbers(digest);
        BigInteger n = key.domain.getN();
        byte[] r = Der.integer(rs[0]);
        byte[] s = Der.integer(rs[1]);
        byte[] rb = rs[0].toByteArray();
        byte[] sb = rs[1].toByteArray();
        int f = key.fieldLen();
        byte[] good = Der.sequence(r, s);
        byte[] body = Bytes.join(r, s);
        switch (form) {
            case 0: return good;
            case 1: return Der.sequence(r, Der.integer(n.subtract(rs[1])));
            case 2: return Der.sequence(Der.integer(0), s);
            case 3: return Der.sequence(r, Der.integer(0));
            case 4: return Der.sequence(Der.integer(n), s);
            case 5: return Der.sequence(r, Der.integer(n));
            case 6: return Der.sequence(Der.integer(rs[0].add(n)), s);
            case 7: return Der.sequence(r, Der.integer(rs[1].add(n)));
            case 8: return Der.sequence(Der.integer(rs[0].negate()), s);
            case 9: return Der.sequence(r, Der.integer(rs[1].subtract(n)));
            case 10: return Der.sequence(Der.tlv(2, new byte[1], rb), s);
            case 11: return Der.sequence(r, Der.tlv(2, new byte[3], sb));
            case 12: return Der.sequence(Der.tlv(2, CorpusKey.fixed(rs[0], f)), Der.tlv(2, CorpusKey.fixed(rs[1], f)));
            case 13: return Der.sequence(r);
            case 14: return Der.sequence(r, s, s);
            case 15: return Der.sequence(r, s, Der.nothing());
            case 16: return Bytes.join(good, Bytes.of(0));
            case 17: return Bytes.join(good, new byte[300]);
            case 18: return Bytes.first(good, good.length - 1);
            case 19: return Der.set(r, s);
            case 20: return Der.tlv(0x10, r, s);
            case 21: return body;
            case 22: return Bytes.join(CorpusKey.fixed(rs[0], f), CorpusKey.fixed(rs[1], f));
            case 23: return new byte[0];
            case 24: return Der.sequence();
            case 25: return Bytes.of(0x30);
            case 26: return Bytes.join(Bytes.of(0x30, 0x81, body.length), body);
            case 27: return Bytes.join(Bytes.of(0x30, 0x82, 0, body.length), body);
            case 28: return Bytes.join(Bytes.of(0x30, 0x80), body, Bytes.of(0, 0));
            case 29: return Der.sequence(Bytes.join(Bytes.of(2, 0x81, rb.length), rb), s);
            case 30: return Der.sequence(r, Bytes.join(Bytes.of(2, 0x81, sb.length), sb));
            case 31: return Der.sequence(Der.tlv(2), s);
            case 32: return Der.sequence(r, Der.tlv(2));
            case 33: return Der.sequence(Der.tlv(0x82, rb), s);
            case 34: return Der.sequence(r, Der.tlv(0x22, sb));
            case 35: return Bytes.flip(good, -1, 1);
            case 36: return Bytes.flip(good, 6, 1);
            case 37: return Der.sequence(s, r);
            case 38: return Der.sequence(Der.integer(1), Der.integer(1));
            case 39: return Der.sequence(Der.tlv(2, new byte[100], rb), s);
            case 40: return Bytes.with(good, 1, good[1] + 1);
            case 41: return Bytes.with(good, 1, good[1] - 1);
            case 42: return Der.sequence(Der.tlv(2, rb), Der.tlv(2, new byte[200], sb));
            default: return Der.sequence(r, Bytes.join(Bytes.of(2, sb.length + 1), sb));
        }
    }

    /** The BIT STRING around the signature, and what follows it. */
    private static void frames(CaseSink sink) {
        for (CorpusKey key : new CorpusKey[] {CorpusKey.rsa("1024"), CorpusKey.ec(23, "s")}) {
            for (int form = 0; form < 24; form++) {
                int f = form;
                leafCase(sink, "sig/frame-" + f, key, key.algorithm(CorpusKey.SHA256),
                        tbs -> frame(key.sign(CorpusKey.SHA256, tbs), f));
            }
        }
    }

    private static byte[] frame(byte[] sig, int form) {
        switch (form) {
            case 0: return Der.bits(1, sig);
            case 1: return Der.bits(7, sig);
            case 2: return Der.bits(8, sig);
            case 3: return Der.bits(0xFF, sig);
            case 4: return Der.tlv(3);
            case 5: return Der.bits(0);
            case 6: return Der.octets(sig);
            case 7: return Der.tlv(0x23, Der.bits(0, sig));
            case 8: return Der.tlv(0x83, Bytes.of(0), sig);
            case 9: return Bytes.join(Der.bits(0, sig), Bytes.of(0));
            case 10: return Bytes.join(Der.bits(0, sig), Der.nothing());
            case 11: return Bytes.join(Der.bits(0, sig), Der.bits(0, sig));
            case 12: return new byte[0];
            case 13: return Der.nothing();
            case 14: return Der.bits(0, new byte[256]);
            case 15: return Der.bits(0, new byte[257]);
            case 16: return Der.bits(0, new byte[511]);
            case 17: return Der.bits(0, new byte[512]);
            case 18: return Der.bits(0, new byte[513]);
            case 19: return Der.bits(0, new byte[5000]);
            case 20: return Bytes.of(3);
            case 21: return Bytes.of(3, 0x80);
            case 22: return Bytes.of(3, 5, 0, 1);
            default: return Bytes.join(Bytes.of(3, 0x83, 0), Bytes.u16(sig.length + 1), Bytes.of(0), sig);
        }
    }
}
