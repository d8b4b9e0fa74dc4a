package bearssl.x509;

import static bearssl.tls.BrErr.BR_ERR_LIMIT_EXCEEDED;
import static bearssl.tls.BrErr.BR_ERR_X509_BAD_DN;
import static bearssl.tls.BrErr.BR_ERR_X509_CRITICAL_EXTENSION;
import static bearssl.tls.BrErr.BR_ERR_X509_EXTRA_ELEMENT;
import static bearssl.tls.BrErr.BR_ERR_X509_FORBIDDEN_KEY_USAGE;
import static bearssl.tls.BrErr.BR_ERR_X509_INVALID_VALUE;
import static bearssl.tls.BrErr.BR_ERR_X509_LIMIT_EXCEEDED;
import static bearssl.tls.BrErr.BR_ERR_X509_TRUNCATED;
import static bearssl.tls.BrErr.BR_ERR_X509_UNSUPPORTED;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.testing.Bytes;
import bearssl.tls.X509Engine;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packed anchors: made of certificates, and found again. */
class AnchorListTest {
    private static final byte[] HEADER = "BAN1".getBytes(StandardCharsets.US_ASCII);
    private static final CorpusKey.Rsa RSA = CorpusKey.rsa("2048a");
    private static final byte[] EC_ROOT = TablePki.ROOT;
    private static final byte[] RSA_ROOT = TablePki.root(RSA).signed(RSA);
    private static final byte[] SERVER = TablePki.leaf().signed(TablePki.INTER_KEY);

    private static byte[] record(byte[] cert) {
        return Trial.anchor(X509Rules.DEFAULT, cert);
    }

    private static byte[] hash(byte[] dn) {
        return CorpusKey.digest(CorpusKey.SHA256, dn);
    }

    // ---- records

    @Test
    void anEcAnchor() {
        TrustAnchor anchor = new TrustAnchor();
        byte[] record = record(EC_ROOT);
        assertEquals(107, record.length);
        assertEquals(107, TrustAnchor.check(record, 0, record.length));
        anchor.set(Bytes.join(new byte[3], record), 3);
        assertTrue(anchor.isCa());
        assertEquals(X509Engine.KEYTYPE_EC, anchor.keyType());
        assertEquals(23, anchor.ecKey().curve());
        byte[] point = ((CorpusKey.Ec) TablePki.ROOT_KEY).point(false);
        assertArrayEquals(point, Arrays.copyOfRange(anchor.array(), anchor.ecKey().off(),
                anchor.ecKey().off() + anchor.ecKey().len()));
        assertArrayEquals(hash(TablePki.ROOT_DN),
                Arrays.copyOfRange(anchor.array(), anchor.dnHashOff(), anchor.dnHashOff() + 32));
        assertEquals(0, anchor.constraintsLen());
        assertEquals(107, anchor.length());
    }

    @Test
    void anRsaAnchor() {
        TrustAnchor anchor = new TrustAnchor();
        byte[] record = record(RSA_ROOT);
        assertEquals(301, record.length);
        anchor.set(record, 0);
        assertEquals(X509Engine.KEYTYPE_RSA, anchor.keyType());
        assertEquals(RSA.n, new BigInteger(1, record, anchor.rsaKey().modulusOff(), anchor.rsaKey().modulusLen()));
        assertEquals(RSA.e, new BigInteger(1, record, anchor.rsaKey().exponentOff(), anchor.rsaKey().exponentLen()));
        assertEquals(557, Trial.anchor(X509Rules.DEFAULT,
                TablePki.root(CorpusKey.rsa("4096")).signed(CorpusKey.rsa("4096"))).length);
    }

    @Test
    void aServersAnchorIsNoCa() {
        TrustAnchor anchor = new TrustAnchor();
        anchor.set(record(SERVER), 0);
        assertFalse(anchor.isCa());
    }

    @Test
    void constraintsAreKeptAsTheyAre() {
        byte[] constraints = Der.sequence(Der.explicit(0, Der.sequence(TablePki.dns("test.example"))));
        byte[] record = record(TablePki.root()
                .with(CertSpec.extension(TablePki.NAME_CONSTRAINTS, TablePki.CRITICAL, constraints))
                .signed(TablePki.ROOT_KEY));
        TrustAnchor anchor = new TrustAnchor();
        anchor.set(record, 0);
        assertArrayEquals(constraints, Arrays.copyOfRange(record, anchor.constraintsOff(), record.length));
        assertEquals(constraints.length, anchor.constraintsLen());
    }

    @Test
    void certificatesComeInPiecesOfAnySize() {
        for (byte[] cert : new byte[][] {EC_ROOT, RSA_ROOT, SERVER}) {
            byte[] whole = record(cert);
            AnchorDecoder decoder = new AnchorDecoder(512, X509Rules.DEFAULT);
            for (int piece = 1; piece < 80; piece += 7) {
                byte[] dst = new byte[cert.length + 64 + 5];
                decoder.start(cert.length, dst, 5, cert.length + 64);
                for (int at = 0; at < cert.length; at += piece) {
                    decoder.append(cert, at, Math.min(piece, cert.length - at));
                }
                assertEquals(whole.length, decoder.end());
                assertArrayEquals(whole, Arrays.copyOfRange(dst, 5, 5 + whole.length));
                assertArrayEquals(new byte[5], Bytes.first(dst, 5));
            }
        }
    }

    @Test
    void aCertificateCutOffAnywhereIsNoAnchor() {
        AnchorDecoder decoder = new AnchorDecoder(512, X509Rules.DEFAULT);
        byte[] dst = new byte[RSA_ROOT.length + 64];
        for (int len = 0; len < RSA_ROOT.length; len++) {
            decoder.start(RSA_ROOT.length, dst, 0, dst.length);
            decoder.append(RSA_ROOT, 0, len);
            assertEquals(-BR_ERR_X509_TRUNCATED, decoder.end());
            decoder.start(len, dst, 0, dst.length);
            decoder.append(RSA_ROOT, 0, len);
            assertTrue(decoder.end() < 0);
        }
        assertEquals(BR_ERR_X509_EXTRA_ELEMENT,
                Trial.anchorCode(X509Rules.DEFAULT, Bytes.join(RSA_ROOT, Bytes.of(0))));
    }

    @Test
    void nothingIsWrittenBeyondTheRoom() {
        byte[] constrained = TablePki.root()
                .with(CertSpec.extension(TablePki.NAME_CONSTRAINTS, TablePki.CRITICAL,
                        Der.sequence(Der.explicit(0, Der.sequence(TablePki.dns("test.example"))))))
                .signed(TablePki.ROOT_KEY);
        for (byte[] cert : new byte[][] {EC_ROOT, RSA_ROOT, constrained}) {
            int needed = record(cert).length;
            AnchorDecoder decoder = new AnchorDecoder(512, X509Rules.DEFAULT);
            for (int room = 0; room <= needed; room++) {
                byte[] dst = new byte[needed + 10];
                decoder.start(cert.length, dst, 0, room);
                decoder.append(cert, 0, cert.length);
                assertEquals(room < needed ? -BR_ERR_LIMIT_EXCEEDED : needed, decoder.end());
                assertArrayEquals(new byte[dst.length - room], Arrays.copyOfRange(dst, room, dst.length));
            }
        }
    }

    @Test
    void whatCannotBeHonouredIsNoAnchor() {
        CorpusKey key = TablePki.ROOT_KEY;
        byte[] unknown = TablePki.root().with(CertSpec.extension("1.2.3", TablePki.CRITICAL, Der.nothing())).signed(key);
        assertEquals(BR_ERR_X509_CRITICAL_EXTENSION, Trial.anchorCode(X509Rules.DEFAULT, unknown));
        byte[] idle = TablePki.replace(TablePki.root(), TablePki.KEY_USAGE, TablePki.usage(0x80)).signed(key);
        assertEquals(BR_ERR_X509_FORBIDDEN_KEY_USAGE, Trial.anchorCode(X509Rules.DEFAULT, idle));
        CertSpec nameless = TablePki.root();
        nameless.subject = Der.sequence();
        assertEquals(BR_ERR_X509_BAD_DN, Trial.anchorCode(X509Rules.DEFAULT, nameless.signed(key)));
        byte[] twice = TablePki.root().with(TablePki.CA_USAGE).signed(key);
        assertEquals(BR_ERR_X509_INVALID_VALUE, Trial.anchorCode(X509Rules.DEFAULT, twice));
        for (byte[] cert : new byte[][] {unknown, idle, nameless.signed(key), twice}) {
            assertEquals(0, Trial.anchorCode(X509Rules.LENIENT, cert));
        }
        byte[] tooLong = TablePki.root(CorpusKey.rsa("4104")).signed(key);
        assertEquals(BR_ERR_X509_LIMIT_EXCEEDED, Trial.anchorCode(X509Rules.DEFAULT, tooLong));
        CertSpec other = TablePki.with(TablePki.root(), Der.sequence(Der.sequence(Der.oid("1.3.101.112")),
                Der.bits(0, new byte[32])));
        assertEquals(BR_ERR_X509_UNSUPPORTED, Trial.anchorCode(X509Rules.DEFAULT, other.signed(key)));
    }

    @Test
    void extensionsThatNobodyReadsAreNoReason() {
        byte[] points = Der.sequence(Der.sequence(Der.explicit(0, Der.explicit(0, Der.text(0x86, "http://a.example/crl")))));
        byte[] root = TablePki.root().with(CertSpec.extension("2.5.29.31", TablePki.NOT_CRITICAL, points),
                CertSpec.extension("2.5.29.18", TablePki.NOT_CRITICAL, Der.sequence(TablePki.dns("ca.example"))),
                CertSpec.extension("2.5.29.17", TablePki.NOT_CRITICAL, Der.sequence(TablePki.dns("ca.example"))),
                CertSpec.extension("1.2.3", TablePki.NOT_CRITICAL, Bytes.of(1))).signed(TablePki.ROOT_KEY);
        assertEquals(0, Trial.anchorCode(X509Rules.STRICT, root));
        assertArrayEquals(record(EC_ROOT), record(root));
    }

    // ---- lists

    private static AnchorList list(byte[]... records) {
        byte[] packed = Bytes.join(Bytes.of(7), HEADER, Bytes.join(records), Bytes.of(7));
        return new AnchorList(packed, 1, packed.length - 2);
    }

    @Test
    void anchorsAreFoundByTheirHashedName() {
        byte[] other = record(TablePki.root(CorpusKey.ec(23, "someone")).signed(TablePki.ROOT_KEY));
        AnchorList list = list(record(SERVER), record(EC_ROOT), other, record(RSA_ROOT));
        assertEquals(4, list.count());
        TrustAnchor anchor = new TrustAnchor();
        byte[] name = Bytes.join(new byte[2], hash(TablePki.ROOT_DN));
        int[] lengths = {107, 107, 301};
        for (int i = 0; i < 3; i++) {
            assertTrue(list.find(name, 2, i, anchor));
            assertEquals(lengths[i], anchor.length());
        }
        assertEquals(X509Engine.KEYTYPE_RSA, anchor.keyType());
        assertFalse(list.find(name, 2, 3, anchor));
        assertTrue(list.find(hash(TablePki.LEAF_DN), 0, 0, anchor));
        assertFalse(anchor.isCa());
        assertFalse(list.find(hash(TablePki.LEAF_DN), 0, 1, anchor));
        for (int i = 0; i < 32; i++) {
            assertFalse(list.find(Bytes.flip(hash(TablePki.LEAF_DN), i, 0x80), 0, 0, anchor));
        }
        assertEquals(0, list().count());
        assertFalse(list().find(name, 2, 0, anchor));
    }

    @Test
    void theHeaderIsWrittenWhereItIsReadFrom() {
        byte[] b = new byte[6];
        AnchorList.writeHeader(b, 1);
        assertArrayEquals(Bytes.join(new byte[1], HEADER, new byte[1]), b);
        assertTrue(AnchorList.isValid(b, 1, 4));
    }

    @Test
    void malformedListsAreRefused() {
        byte[] packed = Bytes.join(HEADER, record(EC_ROOT), record(RSA_ROOT));
        assertTrue(AnchorList.isValid(packed, 0, packed.length));
        for (int len = 0; len < packed.length; len++) {
            assertEquals(len == 4 || len == 4 + 107, AnchorList.isValid(packed, 0, len), len + " bytes");
        }
        for (int i = 0; i < 4; i++) {
            assertFalse(AnchorList.isValid(Bytes.flip(packed, i, 0x20), 0, packed.length));
        }
        assertFalse(AnchorList.isValid(Bytes.join(packed, Bytes.of(0)), 0, packed.length + 1));
        assertThrows(IllegalArgumentException.class, () -> new AnchorList(packed, 0, packed.length - 1));
        assertThrows(IllegalArgumentException.class, () -> new AnchorList(packed, 1, packed.length - 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 41, 42, 106, 108, 0x7FFFFFFF, 0x80000000, -1, -4, -107})
    void recordsThatLieAboutTheirLength(int len) {
        byte[] record = record(EC_ROOT);
        byte[] lying = Bytes.join(Bytes.of(len >> 24, len >> 16, len >> 8, len), Arrays.copyOfRange(record, 4, 107));
        assertEquals(0, TrustAnchor.check(lying, 0, 107));
        assertFalse(AnchorList.isValid(Bytes.join(HEADER, lying), 0, 111));
    }

    @Test
    void recordsThatLieAboutTheirKey() {
        byte[] record = record(EC_ROOT);
        for (int len : new int[] {0, 66, 0xFFFF}) {
            byte[] lying = Bytes.join(Bytes.first(record, 6), Bytes.u16(len), Arrays.copyOfRange(record, 8, 107));
            assertEquals(0, TrustAnchor.check(lying, 0, 107), len + " bytes");
        }
        assertEquals(0, TrustAnchor.check(Bytes.with(record, 9, 1), 0, 107), "exponent");
        assertEquals(107, TrustAnchor.check(Bytes.with(record, 7, 64), 0, 107), "the last byte is constraints then");
    }

    @Property(tries = 3000)
    void anyBytesAreAListOrNot(@ForAll byte[] tail, @ForAll boolean plausible) {
        byte[] b = Bytes.join(HEADER, plausible ? Bytes.of(0, 0, 0, tail.length + 4) : new byte[0], tail);
        if (AnchorList.isValid(b, 0, b.length)) {
            AnchorList list = new AnchorList(b, 0, b.length);
            TrustAnchor anchor = new TrustAnchor();
            for (int at = 4; at + 42 <= b.length; at++) {
                assertEquals(list.count() > 0 && at == 14, list.find(b, at, 0, anchor) && at == 14);
            }
        }
    }
}
