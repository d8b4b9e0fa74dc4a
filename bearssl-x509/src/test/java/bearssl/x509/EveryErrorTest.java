package bearssl.x509;

import static bearssl.x509.TablePki.HOST;
import static bearssl.x509.TablePki.INTER_KEY;
import static bearssl.x509.TablePki.ROOT_KEY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import bearssl.base.Workspace;
import bearssl.hash.Sha1;
import bearssl.hash.Sha256;
import bearssl.rand.HmacDrbg;
import bearssl.testing.Bytes;
import bearssl.testing.DocTable;
import bearssl.testing.ScriptedServer;
import bearssl.tls.BrErr;
import bearssl.tls.TlsClient;
import bearssl.tls.TlsIo;
import bearssl.tls.TlsProfile;
import bearssl.tls.X509Engine;
import bearssl.tls.profile.EcdheProfile;
import bearssl.tls.stream.ErrorText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each error that judging a certificate ends with, reached in a handshake and told to the server by its alert. The
 * engine's own codes are bearssl-core's.
 */
class EveryErrorTest {
    private static final int FIRST = BrErr.BR_ERR_X509_OK + 1;
    private static final byte[] SEED = "the same bytes at every run".getBytes(StandardCharsets.US_ASCII);
    private static final CorpusKey OTHER_KEY = CorpusKey.ec(23, "someone else");

    /** What a server shows, to whom, and what comes of it. */
    private record Story(int code, int alert, String what, X509Engine engine, List<byte[]> chain) {
        @Override
        public String toString() {
            return code + " " + what;
        }
    }

    private static final List<Story> STORIES = new ArrayList<>();

    private static void chain(int code, int alert, String what, X509Engine engine, byte[]... certificates) {
        STORIES.add(new Story(code, alert, what, engine, List.of(certificates)));
    }

    private static X509Engine usual() {
        return Trial.of(X509Rules.DEFAULT).engine();
    }

    private static void chain(int code, int alert, String what, byte[]... certificates) {
        chain(code, alert, what, usual(), certificates);
    }

    private static void leaf(int code, int alert, String what, CertSpec leaf) {
        chain(code, alert, what, leaf.signed(INTER_KEY), TablePki.INTER);
    }

    private static void leaf(int code, int alert, String what, Consumer<CertSpec> change) {
        CertSpec leaf = TablePki.leaf();
        change.accept(leaf);
        leaf(code, alert, what, leaf);
    }

    private static void inter(int code, int alert, String what, CertSpec inter) {
        chain(code, alert, what, TablePki.leaf().signed(INTER_KEY), inter.signed(ROOT_KEY));
    }

    private static byte[] good() {
        return TablePki.leaf().signed(INTER_KEY);
    }

    static {
        chain(1, 46, "a key that no pin matches", pin(), good());
        elements();
        values();
        keys();
        trust();
        names();
    }

    private static X509Engine pin() {
        X509Fingerprint engine = new X509Fingerprint(Sha1.INSTANCE);
        engine.pin(0, Bytes.first(Der.octets(SEED), 20), 0);
        return engine;
    }

    private static void elements() {
        chain(36, 42, "a certificate cut short", Bytes.first(good(), 300), TablePki.INTER);
        chain(35, 50, "no certificate");
        leaf(36, 42, "a name longer than the certificate", s -> s.issuer = Bytes.of(0x30, 0x83, 1, 0, 0));
        leaf(37, 42, "an application tag", s -> s.issuer = Bytes.of(0x41, 0));
        leaf(38, 42, "a tag of several bytes", s -> s.issuer = Bytes.of(0x3F, 0x30, 0));
        leaf(39, 42, "an indefinite length", s -> s.issuer = Bytes.of(0x30, 0x80, 0, 0));
        leaf(40, 42, "something behind the extensions", s -> s.tail = Der.nothing());
        leaf(41, 42, "a number in place of a name", s -> s.issuer = Der.integer(1));
        leaf(42, 42, "a name that is no list", s -> s.issuer = Der.tlv(0x10));
        leaf(43, 42, "a serial number that is a list", s -> s.serial = Der.tlv(0x22));
        leaf(44, 42, "a key that is not whole bytes", s -> s.spki = Der.sequence(
                Der.sequence(Der.oid("1.2.840.10045.2.1"), Der.oid("1.2.840.10045.3.1.7")), Der.bits(3, new byte[65])));
        leaf(45, 42, "a BOOLEAN that is neither 00 nor FF", TablePki.leaf().with(CertSpec.extension(TablePki.POLICIES, 1,
                Der.sequence(Der.sequence(Der.oid("2.5.29.32.0"))))));
    }

    private static void values() {
        leaf(33, 42, "an extension twice", TablePki.leaf().with(TablePki.HOST_NAME));
        inter(46, 42, "a negative path length", TablePki.replace(TablePki.inter(), TablePki.BASIC_CONSTRAINTS,
                TablePki.basics(Der.bool(0xFF), Der.integer(-1))));
        leaf(47, 42, "an issuer without a name", s -> s.issuer = Der.sequence());
        leaf(48, 42, "a 13th month", s -> s.notBefore = Der.text(0x17, "241301000000Z"));
        leaf(49, 43, "version 4", s -> s.version = Der.explicit(0, Der.integer(3)));
        chain(50, 43, "eleven certificates", usual(), TableCases.longChain(11).toArray(new byte[0][]));
    }

    private static void keys() {
        leaf(51, 43, "an RSA signature of a CA with an EC key", s -> {
            s.innerAlgorithm = CorpusKey.rsa("2048a").algorithm(CorpusKey.SHA256);
            s.outerAlgorithm = s.innerAlgorithm;
        });
        leaf(60, 71, "an RSA key of 1024 bits", TablePki.with(TablePki.leaf(), CorpusKey.rsa("1024").spki()));
        chain(52, 42, "signed by somebody else", TablePki.leaf().signed(OTHER_KEY), TablePki.INTER);
    }

    private static void trust() {
        Trial timeless = Trial.of(X509Rules.DEFAULT);
        timeless.clock.unset();
        chain(53, 46, "no clock", timeless.engine(), good(), TablePki.INTER);
        leaf(54, 45, "expired", s -> s.notAfter = Der.text(0x17, "240201000000Z"));
        chain(55, 42, "a chain in the wrong order", good(), TablePki.ROOT);
        inter(58, 48, "an issuer that is no CA", TablePki.without(TablePki.inter(), TablePki.BASIC_CONSTRAINTS));
        inter(59, 42, "a CA that may not sign certificates", TablePki.replace(TablePki.inter(), TablePki.KEY_USAGE,
                TablePki.usage(0x80)));
        chain(62, 48, "a chain without its CA", good());
        chain(62, 48, "a client that trusts nobody", Trial.none(X509Rules.DEFAULT).engine(), good(), TablePki.INTER);
    }

    private static void names() {
        leaf(56, 42, "another name", TablePki.leaf(TablePki.names(TablePki.dns("other.test.example"))));
        leaf(57, 43, "an unknown critical extension",
                TablePki.leaf().with(CertSpec.extension("1.2.3.4", TablePki.CRITICAL, Der.nothing())));
    }

    static List<Story> stories() {
        return STORIES;
    }

    @ParameterizedTest
    @MethodSource("stories")
    void isReachedAndTold(Story story) {
        ScriptedServer server = ScriptedServer.ecdheEcdsa().chain(story.chain);
        TlsProfile profile = EcdheProfile.create();
        Workspace ws = profile.newWorkspace(story.engine);
        HmacDrbg rng = new HmacDrbg(Sha256.INSTANCE);
        rng.update(SEED, 0, SEED.length, ws);
        TlsClient tls = new TlsClient(profile, rng, new byte[1053], new byte[1053]);
        assertEquals(0, tls.reset(HOST, ws, story.engine));
        assertEquals(-story.code, new TlsIo(tls, server).handshake());
        assertEquals(Trial.text(story.code), Trial.text(tls.error()));
        assertEquals(story.alert, tls.alertSent());
        assertEquals(List.of(2 << 8 | story.alert), server.alerts());
        assertEquals(TlsClient.CLOSED, tls.state());
        assertEquals(BrErr.cause(story.code), ErrorText.cause(tls));
        assertNotNull(ErrorText.remedy(tls));
        assertEquals(story.alert, BrErr.alertFor(story.code));
    }

    /** In a handshake an end that comes too early shows before: by a length (36), or as an empty certificate (14). */
    @Test
    void keysAndEmptyCertificatesCutShort() {
        assertEquals(BrErr.BR_ERR_X509_TRUNCATED, Trial.of(X509Rules.DEFAULT).verdict(new byte[0]));
        byte[] key = TablePki.LEAF_KEY.spki();
        PublicKeyDecoder decoder = new PublicKeyDecoder(256);
        decoder.append(key, 0, key.length - 1);
        assertEquals(-BrErr.BR_ERR_X509_TRUNCATED, decoder.end());
    }

    @Test
    void everyCodeOfJudgingHasAStory() {
        Set<Integer> reached = new TreeSet<>();
        reached.add(BrErr.BR_ERR_X509_TRUNCATED);
        STORIES.forEach(s -> reached.add(s.code));
        String absent = String.join("\n", DocTable.rows("ERRORS.md", "## Numbers that do not occur"));
        for (int code = FIRST; code < 256; code++) {
            boolean occurs = BrErr.name(code) != null;
            assertEquals(occurs, reached.contains(code), "story of " + code);
            assertEquals(code == 61, absent.contains(" " + code + " |"), "row of " + code);
        }
    }
}
