package bearssl.x509;

import static bearssl.tls.BrErr.BR_ERR_BAD_STATE;
import static bearssl.tls.BrErr.BR_ERR_X509_BAD_SERVER_NAME;
import static bearssl.tls.BrErr.BR_ERR_X509_BAD_SIGNATURE;
import static bearssl.tls.BrErr.BR_ERR_X509_DN_MISMATCH;
import static bearssl.tls.BrErr.BR_ERR_X509_EMPTY_CHAIN;
import static bearssl.tls.BrErr.BR_ERR_X509_EXPIRED;
import static bearssl.tls.BrErr.BR_ERR_X509_LIMIT_EXCEEDED;
import static bearssl.tls.BrErr.BR_ERR_X509_NOT_TRUSTED;
import static bearssl.tls.BrErr.BR_ERR_X509_TRUNCATED;
import static bearssl.tls.BrErr.BR_ERR_X509_UNEXPECTED;
import static bearssl.tls.BrErr.BR_ERR_X509_UNSUPPORTED;
import static bearssl.tls.BrErr.BR_ERR_X509_WRONG_KEY_TYPE;
import static bearssl.x509.TablePki.HOST;
import static bearssl.x509.TablePki.INTER_KEY;
import static bearssl.x509.TablePki.ROOT_KEY;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.base.Workspace;
import bearssl.hash.HashFunction;
import bearssl.hash.Sha256;
import bearssl.rsa.RsaI15;
import bearssl.testing.Bytes;
import bearssl.tls.X509Engine;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Chains, anchors, and the life of an engine. */
class X509MinimalTest {
    private static final byte[] LEAF = TablePki.leaf().signed(INTER_KEY);
    private static final byte[] INTER = TablePki.inter().signed(ROOT_KEY);
    private static final byte[] ROOT = TablePki.root().signed(ROOT_KEY);
    private static final CorpusKey OTHER_KEY = CorpusKey.ec(23, "someone else");

    private static Trial trial() {
        return Trial.of(X509Rules.DEFAULT);
    }

    // ---- chains

    @Test
    void stopsAtTheFirstAnchor() {
        assertEquals(0, trial().verdict(LEAF, INTER));
        assertEquals(0, trial().verdict(LEAF, INTER, ROOT));
        assertEquals(0, trial().verdict(LEAF, INTER, Bytes.of(1, 2, 3), new byte[0]));
        assertEquals(0, Trial.none(X509Rules.DEFAULT).trust(INTER).verdict(LEAF));
        assertEquals(0, Trial.none(X509Rules.DEFAULT).trust(INTER).verdict(LEAF, Bytes.of(9)));
    }

    @Test
    void theChainHasToBeInOrderAndWhole() {
        assertEquals(BR_ERR_X509_DN_MISMATCH, trial().verdict(LEAF, ROOT));
        assertEquals(BR_ERR_X509_DN_MISMATCH, trial().verdict(LEAF, LEAF));
        assertEquals(BR_ERR_X509_NOT_TRUSTED, trial().verdict(LEAF));
        assertEquals(BR_ERR_X509_NOT_TRUSTED, Trial.none(X509Rules.DEFAULT).verdict(LEAF, INTER, ROOT));
        assertEquals(BR_ERR_X509_EMPTY_CHAIN, trial().verdict());
        assertEquals(BR_ERR_X509_TRUNCATED, trial().verdict(new byte[0]));
        assertEquals(BR_ERR_X509_TRUNCATED, trial().verdict(LEAF, new byte[0]));
    }

    @Test
    void everySignatureIsVerified() {
        byte[] forged = TablePki.leaf().signed(OTHER_KEY);
        assertEquals(BR_ERR_X509_BAD_SIGNATURE, trial().verdict(forged, INTER));
        assertEquals(BR_ERR_X509_NOT_TRUSTED, trial().verdict(LEAF, TablePki.inter().signed(OTHER_KEY)));
        for (int i = LEAF.length - 60; i < LEAF.length; i++) {
            assertEquals(BR_ERR_X509_BAD_SIGNATURE, trial().verdict(Bytes.flip(LEAF, i, 0x10), INTER));
        }
    }

    @Test
    void aSignatureOfTheOtherKindIsTold() {
        CertSpec leaf = TablePki.leaf();
        leaf.innerAlgorithm = CorpusKey.rsa("2048a").algorithm(CorpusKey.SHA256);
        leaf.outerAlgorithm = leaf.innerAlgorithm;
        assertEquals(BR_ERR_X509_WRONG_KEY_TYPE, trial().verdict(leaf.signed(INTER_KEY), INTER));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6})
    void hashFunctionsThatTheEngineHasCount(int hash) {
        int expected = hash < CorpusKey.SHA256 ? BR_ERR_X509_UNSUPPORTED : 0;
        assertEquals(expected, trial().verdict(TablePki.leaf().signed(INTER_KEY, hash), INTER));
        assertEquals(expected, Trial.of(X509Rules.LENIENT).verdict(TablePki.leaf().signed(INTER_KEY, hash), INTER));
        CorpusKey rsa = CorpusKey.rsa("2048a");
        byte[] ca = TablePki.ca(TablePki.ROOT_DN, ROOT_KEY, TablePki.INTER_DN, rsa).signed(ROOT_KEY);
        assertEquals(expected, trial().verdict(TablePki.leaf().signed(rsa, hash), ca));
    }

    @Test
    void wideCurvesAndLongKeysSign() {
        CorpusKey p384 = CorpusKey.ec(24, "wide");
        byte[] ca = TablePki.ca(TablePki.ROOT_DN, ROOT_KEY, TablePki.INTER_DN, p384).signed(ROOT_KEY);
        assertEquals(0, trial().verdict(TablePki.leaf().signed(p384, 5), ca));
        CorpusKey rsa = CorpusKey.rsa("4096");
        ca = TablePki.ca(TablePki.ROOT_DN, ROOT_KEY, TablePki.INTER_DN, rsa).signed(ROOT_KEY);
        assertEquals(BR_ERR_X509_LIMIT_EXCEEDED, trial().verdict(TablePki.leaf().signed(rsa), ca));
        assertEquals(0, trial().maxRsaBits(4096).verdict(TablePki.leaf().signed(rsa), ca));
    }

    @ParameterizedTest
    @CsvSource({"24, 4", "24, 5", "25, 5", "25, 6", "25, 4"})
    void theFullEngineVerifiesOnAllItsCurves(int curve, int hash) {
        CorpusKey root = CorpusKey.ec(curve, "wide root");
        CorpusKey key = CorpusKey.ec(curve, "wide");
        byte[] ca = TablePki.ca(TablePki.ROOT_DN, root, TablePki.INTER_DN, key).signed(root, hash);
        byte[] leaf = TablePki.with(TablePki.leaf(TablePki.INTER_DN, key, TablePki.HOST_NAME), key.spki())
                .signed(key, hash);
        Trial trial = Trial.none(X509Rules.STRICT).trust(TablePki.root(root).signed(root));
        X509Minimal engine = X509Full.create(trial.anchors(), trial.clock, 4096, X509Rules.STRICT);
        assertEquals(0, Trial.run(engine, HOST, Trial.workspace(engine), List.of(leaf, ca), 100));
        assertEquals(curve, engine.ecKey().curve());
        engine = X509Full.create(trial.anchors(), trial.clock, 2048, X509Rules.STRICT);
        byte[] other = TablePki.with(TablePki.leaf(TablePki.INTER_DN, key, TablePki.HOST_NAME), key.spki())
                .signed(root, hash);
        assertEquals(BR_ERR_X509_BAD_SIGNATURE,
                Trial.run(engine, HOST, Trial.workspace(engine), List.of(other, ca), 100));
    }

    @ParameterizedTest
    @CsvSource({"10, 0", "11, 50"})
    void atMostTenCertificates(int count, int expected) {
        assertEquals(expected, trial().verdict(TableCases.longChain(count)));
        assertEquals(0, Trial.of(X509Rules.DEFAULT & ~X509Rules.FORM).verdict(TableCases.longChain(count)));
    }

    // ---- anchors

    @Test
    void aServerIsTrustedByItsNameAndKey() {
        byte[] self = TablePki.leaf(TablePki.LEAF_DN, TablePki.LEAF_KEY, TablePki.HOST_NAME).signed(TablePki.LEAF_KEY);
        Trial direct = Trial.none(X509Rules.DEFAULT).trust(self);
        assertEquals(0, direct.verdict(self));
        assertEquals(0, direct.verdict(LEAF), "whoever signed it");
        assertEquals(BR_ERR_X509_BAD_SERVER_NAME, direct.host("other.example").verdict(self));
        CertSpec old = TablePki.leaf();
        old.notAfter = Der.text(0x17, "250101000000Z");
        direct.host(HOST);
        assertEquals(BR_ERR_X509_EXPIRED, direct.verdict(old.signed(INTER_KEY)));
        CertSpec named = TablePki.leaf();
        named.subject = TablePki.dn("another");
        assertEquals(BR_ERR_X509_NOT_TRUSTED, direct.verdict(named.signed(INTER_KEY)));
        assertEquals(BR_ERR_X509_NOT_TRUSTED,
                direct.verdict(TablePki.with(TablePki.leaf(), OTHER_KEY.spki()).signed(INTER_KEY)));
    }

    @Test
    void rsaServersAreTrustedByModulusAndExponent() {
        CorpusKey.Rsa key = CorpusKey.rsa("2048a");
        byte[] cert = TablePki.with(TablePki.leaf(), key.spki()).signed(INTER_KEY);
        Trial direct = Trial.none(X509Rules.DEFAULT).trust(cert);
        assertEquals(0, direct.verdict(cert));
        byte[] other = CorpusKey.Rsa.spki(key.n, BigInteger.valueOf(3));
        assertEquals(BR_ERR_X509_NOT_TRUSTED, direct.verdict(TablePki.with(TablePki.leaf(), other).signed(INTER_KEY)));
        other = CorpusKey.Rsa.spki(key.n.flipBit(77), key.e);
        assertEquals(BR_ERR_X509_NOT_TRUSTED, direct.verdict(TablePki.with(TablePki.leaf(), other).signed(INTER_KEY)));
    }

    @Test
    void theCaFlagSaysWhatAnAnchorIsFor() {
        byte[] ca = Trial.anchor(X509Rules.DEFAULT, ROOT);
        assertEquals(1, ca[TrustAnchor.FLAGS_OFF]);
        byte[] noCa = Bytes.with(ca, TrustAnchor.FLAGS_OFF, 0);
        assertEquals(BR_ERR_X509_NOT_TRUSTED, Trial.none(X509Rules.DEFAULT).trustRecord(noCa).verdict(LEAF, INTER));
        byte[] server = Trial.anchor(X509Rules.DEFAULT, LEAF);
        assertEquals(0, server[TrustAnchor.FLAGS_OFF]);
        byte[] asCa = Bytes.with(server, TrustAnchor.FLAGS_OFF, 1);
        assertEquals(BR_ERR_X509_NOT_TRUSTED, Trial.none(X509Rules.DEFAULT).trustRecord(asCa).verdict(LEAF, INTER));
    }

    @Test
    void allAnchorsOfANameAreTried() {
        byte[] rsa = TablePki.root(CorpusKey.rsa("2048a")).signed(CorpusKey.rsa("2048a"));
        byte[] other = TablePki.root(OTHER_KEY).signed(OTHER_KEY);
        assertEquals(0, Trial.none(X509Rules.DEFAULT).trust(rsa).trust(other).trust(ROOT).verdict(LEAF, INTER));
        assertEquals(0, Trial.none(X509Rules.DEFAULT).trust(ROOT).trust(other).trust(rsa).verdict(LEAF, INTER));
        assertEquals(BR_ERR_X509_NOT_TRUSTED, Trial.none(X509Rules.DEFAULT).trust(other).verdict(LEAF, INTER));
    }

    @Test
    void anAnchorThatCannotBeTriedIsTheReason() {
        byte[] tooLong = TablePki.root(CorpusKey.rsa("4096")).signed(ROOT_KEY);
        byte[] rsaInter = TablePki.inter().signed(CorpusKey.rsa("4096"));
        byte[] inter2048 = TablePki.inter().signed(CorpusKey.rsa("2048a"));
        Trial trial = Trial.none(X509Rules.DEFAULT).trust(tooLong);
        assertEquals(BR_ERR_X509_LIMIT_EXCEEDED, trial.verdict(LEAF, inter2048));
        assertEquals(BR_ERR_X509_LIMIT_EXCEEDED, trial.verdict(LEAF, rsaInter), "a signature that long");
        assertEquals(BR_ERR_X509_NOT_TRUSTED, trial.verdict(LEAF, INTER), "a key of the other kind is another CA's");
        assertEquals(0, trial.trust(ROOT).verdict(LEAF, INTER), "another anchor of the name may");
        byte[] p521 = TablePki.root(CorpusKey.ec(25, "wider")).signed(ROOT_KEY);
        byte[] record = Trial.anchor(X509Rules.DEFAULT, p521);
        assertEquals(BR_ERR_X509_UNSUPPORTED, Trial.none(X509Rules.DEFAULT).trustRecord(record).verdict(LEAF, INTER));
        assertEquals(BR_ERR_X509_NOT_TRUSTED, Trial.none(X509Rules.LENIENT).trustRecord(record).verdict(LEAF, INTER));
    }

    @Test
    void aTrustStoreIsAskedForTheHashedNameAndEachIndex() {
        byte[] wrong = Trial.anchor(X509Rules.DEFAULT, TablePki.root(OTHER_KEY).signed(OTHER_KEY));
        byte[] right = Trial.anchor(X509Rules.DEFAULT, ROOT);
        List<byte[]> records = List.of(wrong, right);
        byte[] rootDn = CorpusKey.digest(CorpusKey.SHA256, TablePki.ROOT_DN);
        List<Integer> asked = new ArrayList<>();
        TrustStore store = (dnHash, off, index, anchor) -> {
            boolean isRoot = Arrays.equals(rootDn, 0, 32, dnHash, off, off + 32);
            if (!isRoot || index >= records.size()) {
                return false;
            }
            asked.add(index);
            anchor.set(Bytes.join(new byte[5], records.get(index)), 5);
            return true;
        };
        X509Minimal engine = trial().engine(store);
        assertEquals(0, Trial.run(engine, HOST, Trial.workspace(engine), List.of(LEAF, INTER), 7));
        assertEquals(List.of(0, 1), asked);
    }

    // ---- names

    @Test
    void noNameIsRefusedUnlessAskedFor() {
        for (String none : new String[] {null, ""}) {
            assertEquals(BR_ERR_X509_BAD_SERVER_NAME, trial().host(none).verdict(LEAF, INTER));
            assertEquals(0, trial().host(none).acceptNoName().verdict(LEAF, INTER));
            assertEquals(0, Trial.of(X509Rules.LENIENT).host(none).verdict(LEAF, INTER));
        }
        assertEquals(BR_ERR_X509_BAD_SERVER_NAME, trial().host("other.example").acceptNoName().verdict(LEAF, INTER));
    }

    @Test
    void namesOfCasAreNotTheServers() {
        CertSpec inter = TablePki.inter().with(TablePki.names(TablePki.dns("ca.example")));
        for (int rules : new int[] {X509Rules.LENIENT, X509Rules.DEFAULT, X509Rules.STRICT}) {
            assertEquals(BR_ERR_X509_BAD_SERVER_NAME,
                    Trial.of(rules).host("ca.example").verdict(LEAF, inter.signed(ROOT_KEY)));
            CertSpec bare = TablePki.without(TablePki.leaf(), TablePki.SUBJECT_ALT_NAME);
            bare.subject = Der.cn("x");
            assertEquals(BR_ERR_X509_BAD_SERVER_NAME,
                    Trial.of(rules).host("Table CA").verdict(bare.signed(INTER_KEY), inter.signed(ROOT_KEY)));
        }
    }

    // ---- what the handshake is told

    @ParameterizedTest
    @CsvSource({"0x80, 0x20", "0x40, 0x20", "0x20, 0x10", "0x10, 0x10", "0x08, 0x10", "0x04, 0", "0x02, 0", "0x01, 0",
        "0xA0, 0x30", "0xFE, 0x30"})
    void keyUsages(int bits, int usages) {
        CertSpec leaf = TablePki.replace(TablePki.leaf(), TablePki.KEY_USAGE, TablePki.usage(bits));
        X509Minimal engine = trial().engine();
        assertEquals(0, Trial.run(engine, HOST, Trial.workspace(engine), List.of(leaf.signed(INTER_KEY), INTER), 99));
        assertEquals(usages, engine.keyUsages());
    }

    @Test
    void withoutKeyUsageTheKeyMayServeForAll() {
        CertSpec leaf = TablePki.without(TablePki.leaf(), TablePki.KEY_USAGE);
        X509Minimal engine = trial().engine();
        assertEquals(0, Trial.run(engine, HOST, Trial.workspace(engine), List.of(leaf.signed(INTER_KEY), INTER), 99));
        assertEquals(X509Engine.USAGE_KEYX | X509Engine.USAGE_SIGN, engine.keyUsages());
    }

    @Test
    void theServersKeyIsKept() {
        X509Minimal engine = trial().engine();
        Workspace ws = Trial.workspace(engine);
        assertEquals(0, Trial.run(engine, HOST, ws, List.of(LEAF, INTER), 50));
        assertEquals(X509Engine.KEYTYPE_EC, engine.keyType());
        assertEquals(23, engine.ecKey().curve());
        byte[] point = ((CorpusKey.Ec) TablePki.LEAF_KEY).point(false);
        assertArrayEquals(point, Arrays.copyOfRange(engine.ecKey().array(), engine.ecKey().off(),
                engine.ecKey().off() + engine.ecKey().len()));
        CorpusKey.Rsa rsa = CorpusKey.rsa("2048b");
        byte[] leaf = TablePki.with(TablePki.leaf(), rsa.spki()).signed(INTER_KEY);
        assertEquals(0, Trial.run(engine, HOST, ws, List.of(leaf, INTER), 50));
        assertEquals(X509Engine.KEYTYPE_RSA, engine.keyType());
        byte[] b = engine.rsaKey().array();
        assertEquals(rsa.n, new BigInteger(1, b, engine.rsaKey().modulusOff(), engine.rsaKey().modulusLen()));
        assertEquals(rsa.e,
                new BigInteger(1, b, engine.rsaKey().exponentOff(), engine.rsaKey().exponentLen()));
    }

    // ---- the life of an engine

    @Test
    void theFirstErrorStaysAndItsPlaceIsTold() {
        X509Minimal engine = trial().engine();
        Workspace ws = Trial.workspace(engine);
        byte[] bad = Bytes.with(INTER, 0, 0x31);
        int code = Trial.run(engine, HOST, ws, List.of(LEAF, bad, new byte[0], Bytes.of(0xFF)), 9);
        assertEquals(BR_ERR_X509_UNEXPECTED, code);
        assertEquals(1, engine.errorCert());
        assertEquals(code, engine.endChain());
        assertEquals(BR_ERR_X509_EXPIRED, Trial.run(expiredEngine(), HOST, ws, List.of(LEAF, INTER), 9));
        assertEquals(0, Trial.run(engine, HOST, ws, List.of(LEAF, INTER), 9));
    }

    private static X509Minimal expiredEngine() {
        Trial trial = trial();
        trial.clock.set(Trial.NOW.getEpochSecond() + 3_000_000_000L);
        return trial.engine();
    }

    @Test
    void anEngineBeforeItsFirstChainHasNone() {
        assertEquals(BR_ERR_X509_EMPTY_CHAIN, trial().engine().endChain());
    }

    @Test
    void anEngineThatFailedAtAnyByteValidatesTheNextChain() {
        X509Minimal engine = Trial.of(X509Rules.STRICT).engine();
        Workspace ws = Trial.workspace(engine);
        for (int i = 0; i < LEAF.length; i++) {
            assertTrue(Trial.run(engine, HOST, ws, List.of(Bytes.with(LEAF, i, LEAF[i] + 0x1D), INTER), 64) > 0,
                    "byte " + i);
            assertEquals(0, Trial.run(engine, HOST, ws, List.of(LEAF, INTER), 64), "after byte " + i);
        }
    }

    @Test
    void aWorkspaceTooSmallIsRefusedBeforeAnythingIsRead() {
        X509Minimal engine = X509Default.create(trial().anchors(), trial().clock);
        for (int which = 0; which < 3; which++) {
            Workspace small = new Workspace(engine.scratchBytes() - (which == 0 ? 1 : 0),
                    engine.scratchShorts() - (which == 1 ? 1 : 0), engine.scratchInts() - (which == 2 ? 1 : 0));
            assertEquals(BR_ERR_BAD_STATE, Trial.run(engine, HOST, small, List.of(LEAF, INTER), 100));
        }
    }

    /** With the curves themselves, not with what they said before. */
    @ParameterizedTest
    @CsvSource({"2048a, 23, 4", "2048a, 24, 5"})
    void declaredScratchIsReachedAndNeverPassed(String rsa, int curve, int hash) {
        CorpusKey rsaKey = CorpusKey.rsa(rsa);
        CorpusKey ecKey = CorpusKey.ec(curve, "declared");
        byte[] upperDn = TablePki.dn("Upper");
        byte[] leaf = TablePki.leaf(TablePki.INTER_DN, ecKey, TablePki.HOST_NAME).signed(ecKey, hash);
        byte[] inter = TablePki.ca(upperDn, rsaKey, TablePki.INTER_DN, ecKey).signed(rsaKey, hash);
        byte[] upper = TablePki.ca(TablePki.ROOT_DN, ROOT_KEY, upperDn, rsaKey).signed(ROOT_KEY);
        Trial trial = trial();
        X509Minimal engine = curve == 23 ? X509Default.create(trial.anchors(), trial.clock)
                : new X509Minimal(trial.anchors(), trial.clock, 2048, X509Rules.DEFAULT, Trial.HASHES, RsaI15.INSTANCE,
                        Trial.CURVES);
        Workspace ws = Trial.workspace(engine);
        assertEquals(0, Trial.run(engine, HOST, ws, List.of(leaf, inter, upper), 100));
        assertEquals(ws.bytes.length, ws.highWaterBytes());
        assertEquals(ws.shorts.length, ws.highWaterShorts());
        assertEquals(ws.ints.length, ws.highWaterInts());
    }

    @Test
    void theUsualEnginesValidate() {
        Trial trial = trial();
        X509Minimal engine = X509Default.create(trial.anchors(), trial.clock);
        assertEquals(0, Trial.run(engine, HOST, Trial.workspace(engine), List.of(LEAF, INTER), 100));
        engine = X509Full.create(trial.anchors(), trial.clock, 4096, X509Rules.STRICT);
        assertEquals(0, Trial.run(engine, HOST, Trial.workspace(engine), List.of(LEAF, INTER), 100));
        CorpusKey rsa = CorpusKey.rsa("2048a");
        byte[] leaf = TablePki.with(TablePki.leaf(TablePki.ROOT_DN, rsa, TablePki.HOST_NAME), rsa.spki()).signed(rsa);
        trial = Trial.none(X509Rules.DEFAULT).trust(TablePki.root(rsa).signed(rsa));
        engine = X509Rsa.create(trial.anchors(), trial.clock);
        assertEquals(0, Trial.run(engine, HOST, Trial.workspace(engine), List.of(leaf), 100));
        assertEquals(BR_ERR_X509_UNSUPPORTED, Trial.run(X509Rsa.create(trial().anchors(), trial.clock), HOST,
                Trial.workspace(engine), List.of(TablePki.leaf().signed(INTER_KEY, 5), INTER), 100));
    }

    @Test
    void anEngineForShortKeysAloneIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new X509Minimal(trial().anchors(), new X509Clock(), 1024,
                X509Rules.DEFAULT, new HashFunction[] {Sha256.INSTANCE}, RsaI15.INSTANCE, Trial.CURVES));
    }
}
