package bearssl.x509;

import bearssl.testing.Bytes;
import java.math.BigInteger;
import java.util.Base64;
import java.util.Random;

/** Cases about public keys: of the leaf, which nobody uses before the handshake, and of CAs and anchors,
        which verify. */
final class CorpusPublicKeys {
    private static final String RSA = "1.2.840.113549.1.1.1";
    private static final String EC = "1.2.840.10045.2.1";
    private static final byte[] P256 = Der.oid("1.2.840.10045.3.1.7");

    private CorpusPublicKeys() {
    }

    static void add(CaseSink sink) {
        sizes(sink);
        numbers(sink);
        points(sink);
        algorithms(sink);
        signers(sink);
    }

    /** The same key in the leaf and in a CA. */
    private static void both(CaseSink sink, String label, byte[] spki) {
        CertSpec leaf = CorpusPki.leaf();
        leaf.spki = spki;
        CorpusPki.leafCase(sink, label, leaf);
        CertSpec inter = CorpusPki.inter(CorpusPki.INTER_KEY);
        inter.spki = spki;
        CorpusPki.interCase(sink, label + "-of-ca", inter);
        sink.add(label + "-of-ca-rsa", c -> CorpusPki.frame(c).cert(CorpusPki.leaf().signed(CorpusKey.rsa("1024")))
                .cert(inter.signed(CorpusPki.ROOT_KEY)));
    }

    private static BigInteger modulus(int bits) {
        return new BigInteger(bits, new Random(bits)).setBit(bits - 1).setBit(0);
    }

    private static void sizes(CaseSink sink) {
        BigInteger e = BigInteger.valueOf(65537);
        for (int bits : new int[] {1, 8, 16, 512, 1008, 1015, 1016, 1017, 1023, 1024, 1025, 2040, 2041, 2047, 2048,
                2049,
            3072, 4088, 4095, 4096, 4097, 4104, 4120, 4128, 4136, 4137, 4144, 4152, 4160, 4168, 4200, 8192}) {
            CertSpec leaf = CorpusPki.leaf();
            leaf.spki = CorpusKey.Rsa.spki(modulus(bits), e);
            CorpusPki.leafCase(sink, "key/size-" + bits, leaf);
            CertSpec zeros = CorpusPki.leaf();
            zeros.spki = CorpusKey.Rsa.spki(Bytes.join(new byte[9], modulus(bits).toByteArray()), e.toByteArray());
            CorpusPki.leafCase(sink, "key/size-zeros-" + bits, zeros);
            CertSpec ca = CorpusPki.inter(CorpusPki.INTER_KEY);
            ca.spki = leaf.spki;
            CorpusPki.interCase(sink, "key/size-of-ca-" + bits, ca);
            for (int min : new int[] {1024, 1025, 2047, 2048, 2049, 4096}) {
                if (bits > 1000 && bits < 4100) {
                    sink.add("key/min-" + min + "-" + bits, c -> CorpusPki.frame(c).option("min-rsa", "" + min)
                            .cert(leaf.signed(CorpusPki.INTER_KEY)).cert(CorpusPki.INTER));
                }
            }
            if (bits > 2000) {
                for (int max : new int[] {2048, 3072, 4096}) {
                    sink.add("key/max-" + max + "-" + bits, c -> CorpusPki.frame(c).option("max-rsa", "" + max)
                            .cert(leaf.signed(CorpusPki.INTER_KEY)).cert(CorpusPki.INTER));
                }
            }
        }
        for (int len : new int[] {1, 2, 4, 5, 8, 63, 128, 256, 263, 264, 265, 300}) {
            CertSpec leaf = CorpusPki.leaf();
            leaf.spki = CorpusKey.Rsa.spki(modulus(2048), modulus(8 * len));
            CorpusPki.leafCase(sink, "key/exponent-length", leaf);
        }
    }

    private static void numbers(CaseSink sink) {
        CorpusKey.Rsa real = CorpusKey.rsa("1024");
        byte[] n = real.n.toByteArray();
        byte[] e = real.e.toByteArray();
        for (long exponent : new long[] {0, 1, 2, 3, 17, 65536, 65537, 65539, 0x80000000L, 0xFFFFFFFFL, 0x100000001L,
                -1}) {
            both(sink, "key/exponent", CorpusKey.Rsa.spki(n, BigInteger.valueOf(exponent).toByteArray()));
        }
        both(sink, "key/even", CorpusKey.Rsa.spki(real.n.subtract(BigInteger.ONE), real.e));
        both(sink, "key/zero", CorpusKey.Rsa.spki(BigInteger.ZERO, real.e));
        both(sink, "key/negative", CorpusKey.Rsa.spki(real.n.negate(), real.e));
        both(sink, "key/sign-missing", CorpusKey.Rsa.spki(Bytes.without(n, 1), e));
        both(sink, "key/leading-zeros", CorpusKey.Rsa.spki(Bytes.join(new byte[3], n), Bytes.join(new byte[3], e)));
        both(sink, "key/zeros-only", CorpusKey.Rsa.spki(new byte[130], new byte[3]));
        both(sink, "key/no-bytes", CorpusKey.Rsa.spki(new byte[0], e));
        both(sink, "key/no-exponent-bytes", CorpusKey.Rsa.spki(n, new byte[0]));
        byte[] algorithm = Der.sequence(Der.oid(RSA), Der.nothing());
        byte[] ni = Der.tlv(2, n);
        byte[] ei = Der.tlv(2, e);
        byte[][] keys = {
            Der.sequence(ni), Der.sequence(), Der.sequence(ni, ei, ei), Der.sequence(ni, ei, Der.nothing()),
            Der.sequence(ni, ei, Bytes.of(0)),
            Der.sequence(Der.tlv(0x22, n), ei), Der.sequence(ni, Der.tlv(0x0A, e)),
            Der.sequence(Der.tlv(0x82, n), ei), Der.set(ni, ei),
            Der.tlv(0x10, ni, ei), Bytes.join(Der.sequence(ni, ei), Bytes.of(0)), Bytes.join(ni, ei), new byte[0],
            Der.nothing(), Bytes.of(0x30),
            Bytes.join(Bytes.of(0x30, 0x80), ni, ei, Bytes.of(0, 0)),
            Bytes.join(Bytes.of(0x30, 0x83, 0), Bytes.u16(ni.length + ei.length), ni, ei),
            Der.sequence(Bytes.join(Bytes.of(2, 0x82), Bytes.u16(n.length), n), ei), Der.sequence(ni, Bytes.of(2)),
            Der.sequence(ni, Bytes.of(2, 5, 1)),
        };
        for (byte[] key : keys) {
            both(sink, "key/rsa-structure", Der.sequence(algorithm, Der.bits(0, key)));
        }
        byte[] key = Der.sequence(ni, ei);
        byte[][] frames = {
            Der.bits(1, key), Der.bits(7, key), Der.bits(8, key), Der.bits(0xFF, key), Der.tlv(3),
            Der.tlv(0x23, Der.bits(0, key)), Der.octets(key),
            Der.tlv(0x83, Bytes.of(0), key), new byte[0], Bytes.join(Der.bits(0, key), Der.nothing()),
            Bytes.join(Der.bits(0, key), Bytes.of(0)), key,
            Bytes.of(3), Bytes.of(3, 0x80), Bytes.of(3, 0x85, 0, 0, 0, 0, 1, 0),
        };
        for (byte[] frame : frames) {
            both(sink, "key/rsa-frame", Der.sequence(algorithm, frame));
            both(sink, "key/ec-frame", Der.sequence(Der.sequence(Der.oid(EC), P256), frame));
        }
    }

    private static void points(CaseSink sink) {
        for (int curve = 23; curve <= 25; curve++) {
            CorpusKey.Ec key = CorpusKey.ec(curve, "inter");
            byte[] q = key.point(false);
            int f = key.fieldLen();
            byte[] p = CorpusKey.fixed(key.domain.getCurve().getField().getCharacteristic(), f);
            byte[][] points = {
                q, key.point(true), Bytes.with(q, 0, 6), Bytes.with(q, 0, 7), Bytes.with(q, 0, 5),
                Bytes.with(q, 0, 0), Bytes.of(0), new byte[0],
                Bytes.of(4), Bytes.first(q, q.length - 1), Bytes.join(q, Bytes.of(0)), Bytes.join(Bytes.of(0), q),
                Bytes.flip(q, -1, 1), Bytes.flip(q, 1, 0x80),
                new byte[2 * f + 1], Bytes.with(new byte[2 * f + 1], 0, 4), Bytes.join(Bytes.of(4), p, p),
                Bytes.join(Bytes.of(4), p, Bytes.without(q, f + 1)),
                Bytes.with(new byte[264], 0, 4), Bytes.with(new byte[265], 0, 4), Bytes.with(new byte[519], 0, 4),
                Bytes.with(new byte[520], 0, 4),
                Bytes.with(new byte[521], 0, 4), Bytes.with(new byte[600], 0, 4), Bytes.first(q, f + 1),
                Bytes.without(q, 1),
            };
            for (byte[] point : points) {
                both(sink, "key/point-" + curve, CorpusKey.Ec.spki(curve, point));
            }
            for (int other = 23; other <= 25; other++) {
                both(sink, "key/curve-" + curve + "-as-" + other, CorpusKey.Ec.spki(other, q));
            }
        }
    }

    private static void algorithms(CaseSink sink) {
        byte[] q = CorpusKey.ec(23, "inter").point(false);
        byte[] n = Der.sequence(Der.tlv(2, CorpusKey.rsa("1024").n.toByteArray()), Der.integer(65537));
        byte[] ec = Der.oid(EC);
        byte[] rsa = Der.oid(RSA);
        byte[][] ecs = {
            Der.sequence(ec, P256), Der.sequence(ec), Der.sequence(ec, P256, Der.nothing()),
            Der.sequence(ec, Der.nothing()), Der.sequence(ec, P256, Bytes.of(0)),
            Der.sequence(ec, Der.oid("1.3.132.0.10")), Der.sequence(ec, Der.oid("1.3.132.0.33")),
            Der.sequence(ec, Der.oid("1.2.840.10045.3.1.1")),
            Der.sequence(ec, Der.tlv(0x06, new byte[256])), Der.sequence(ec, Der.tlv(0x06)),
            Der.sequence(ec, Der.tlv(0x26, P256)), Der.sequence(ec, Der.sequence()),
            Der.sequence(P256, ec), Der.set(ec, P256), Der.tlv(0x10, ec, P256), Der.sequence(), ec, Der.nothing(),
            new byte[0], Der.sequence(Der.oid("1.3.132.1.12"), P256),
            Der.sequence(Der.oid("1.3.101.112")), Der.sequence(Der.oid("1.3.101.110")),
            Der.sequence(Der.oid("1.2.840.10040.4.1"), Der.nothing()),
            Der.sequence(Der.tlv(0x06, new byte[256]), P256), Der.sequence(Der.tlv(0x26, Bytes.without(ec, 2)), P256),
            Der.sequence(Der.tlv(0x06), P256), Der.sequence(Der.nothing(), P256),
            Der.sequence(Bytes.join(Bytes.of(6, 0x81), Bytes.without(ec, 1)), P256), Der.sequence(rsa, P256),
        };
        for (byte[] a : ecs) {
            both(sink, "key/ec-algorithm", Der.sequence(a, Der.bits(0, q)));
        }
        byte[][] rsas = {
            Der.sequence(rsa, Der.nothing()), Der.sequence(rsa), Der.sequence(rsa, Der.nothing(), Der.nothing()),
            Der.sequence(rsa, Der.sequence()), Der.sequence(rsa, Bytes.of(0xFF)),
            Der.sequence(rsa, Bytes.of(0x05, 0x81)), Der.sequence(rsa, new byte[600]),
            Der.sequence(Der.nothing(), rsa), Der.set(rsa), rsa, Der.sequence(),
            Der.sequence(Der.oid("1.2.840.113549.1.1.10")), Der.sequence(Der.oid("1.2.840.113549.1.1.7")),
            Der.sequence(Der.oid("1.2.840.113549.1.1.1.1")),
            Der.sequence(Der.oid("1.2.840.113549.1.1")),
            Der.sequence(Der.oid("1.2.840.113549.1.1.11"), Der.nothing()), Der.sequence(Der.tlv(0x06, new byte[300])),
            Der.sequence(ec, P256),
        };
        for (byte[] a : rsas) {
            both(sink, "key/rsa-algorithm", Der.sequence(a, Der.bits(0, n)));
        }
    }

    /** CAs whose keys no sane CA has, with signatures that are right for them. */
    private static void signers(CaseSink sink) {
        for (String name : new String[] {"1016", "1024", "1025", "2047", "2048a", "3072", "4096", "4104"}) {
            CorpusKey.Rsa key = CorpusKey.rsa(name);
            String anchor = key.anchor();
            chain(sink, "signer/rsa-" + name, key);
            for (String option : new String[] {"max-rsa=2048", "max-rsa=3072", "max-rsa=4096", "min-rsa=1024",
                    "min-rsa=2048", "min-rsa=3072"}) {
                String[] o = option.split("=");
                sink.add("signer/rsa-" + name + "-" + option, c -> CorpusPki.frame(c).option(o[0], o[1])
                        .cert(CorpusPki.leaf().signed(key)).cert(CorpusPki.inter(key).signed(CorpusPki.ROOT_KEY)));
                sink.add("signer/anchor-" + name + "-" + option,
                        c -> c.sni(CorpusPki.HOST).time(CorpusPki.NOW).option(o[0], o[1])
                        .option("anchor", anchorName(CorpusPki.INTER_DN) + anchor).cert(CorpusPki.leaf().signed(key)));
            }
        }
        for (long e : new long[] {1, 17, 0x100000001L}) {
            chain(sink, "signer/exponent-" + e, CorpusKey.rsa("2048a", BigInteger.valueOf(e)));
        }
        BigInteger large = new BigInteger(2000, new Random(1)).setBit(0);
        chain(sink, "signer/exponent-large", CorpusKey.rsa("2048a", large));
        for (int curve = 23; curve <= 25; curve++) {
            chain(sink, "signer/ec-" + curve, CorpusKey.ec(curve, "signer"));
        }
    }

    static String anchorName(byte[] dn) {
        return "ca:" + Base64.getEncoder().encodeToString(dn) + ":";
    }

    private static void chain(CaseSink sink, String label, CorpusKey key) {
        sink.add(label, c -> CorpusPki.frame(c).cert(CorpusPki.leaf().signed(key))
                .cert(CorpusPki.inter(key).signed(CorpusPki.ROOT_KEY)));
        sink.add(label + "-anchor",
                c -> c.sni(CorpusPki.HOST).time(CorpusPki.NOW)
                        .option("anchor", anchorName(CorpusPki.INTER_DN) + key.anchor())
                .cert(CorpusPki.leaf().signed(key)));
        sink.add(label + "-ca",
                c -> c.sni(CorpusPki.HOST).time(CorpusPki.NOW).ca(CorpusPki.inter(key).signed(key))
                        .cert(CorpusPki.leaf().signed(key)));
    }
}
