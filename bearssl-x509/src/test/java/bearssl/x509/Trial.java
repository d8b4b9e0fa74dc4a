package bearssl.x509;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bearssl.base.Workspace;
import bearssl.ec.EcP256M15;
import bearssl.ec.EcP384I15;
import bearssl.ec.EcVerifyCurve;
import bearssl.hash.HashFunction;
import bearssl.hash.Sha256;
import bearssl.hash.Sha384;
import bearssl.hash.Sha512;
import bearssl.rsa.RsaI15;
import bearssl.rsa.RsaPublic;
import bearssl.testing.Bytes;
import bearssl.testing.RememberedCurve;
import bearssl.testing.RememberedRsa;
import bearssl.tls.BrErr;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** What chains are tried with: rules, name, time, anchors. Each call of {@link #verdict} is an engine of its own. */
final class Trial {
    static final HashFunction[] HASHES = {Sha256.INSTANCE, Sha384.INSTANCE, Sha512.INSTANCE};
    static final EcVerifyCurve[] CURVES = {EcP256M15.INSTANCE, EcP384I15.INSTANCE};
    private static final EcVerifyCurve[] REMEMBERED =
            {new RememberedCurve(EcP256M15.INSTANCE), new RememberedCurve(EcP384I15.INSTANCE)};
    private static final RsaPublic RSA = new RememberedRsa(RsaI15.INSTANCE);
    static final Instant NOW = Instant.parse("2025-06-15T12:00:00Z");
    private static final int MAX_RSA_LEN = 512;

    final X509Clock clock = new X509Clock();
    int rules;
    int maxRsaBits = 2048;
    /** 0: what the rules say. */
    int minRsaBits;
    String host = TablePki.HOST;
    boolean acceptNoName;
    private byte[] anchors = new byte[AnchorList.HEADER_LEN];

    private Trial(int rules) {
        this.rules = rules;
        AnchorList.writeHeader(anchors, 0);
        clock.set(NOW.getEpochSecond());
    }

    /** A trial that trusts nobody yet. */
    static Trial none(int rules) {
        return new Trial(rules);
    }

    /** A trial that trusts the usual root. */
    static Trial of(int rules) {
        return none(rules).trust(TablePki.root().signed(TablePki.ROOT_KEY));
    }

    /** Trusts the CA or server of this certificate, taken in by the rules of this trial. */
    Trial trust(byte[] cert) {
        byte[] record = anchor(rules, cert);
        return record.length == 0 ? this : trustRecord(record);
    }

    /** Trusts an anchor that is packed already. */
    Trial trustRecord(byte[] record) {
        anchors = Bytes.join(anchors, record);
        return this;
    }

    Trial host(String name) {
        host = name;
        return this;
    }

    Trial minRsaBits(int bits) {
        minRsaBits = bits;
        return this;
    }

    Trial maxRsaBits(int bits) {
        maxRsaBits = bits;
        return this;
    }

    Trial acceptNoName() {
        acceptNoName = true;
        return this;
    }

    /** A packed anchor; empty if the certificate is refused. */
    static byte[] anchor(int rules, byte[] cert) {
        byte[] record = new byte[cert.length + 64];
        int len = decode(rules, cert, record);
        return len < 0 ? new byte[0] : Bytes.first(record, len);
    }

    /** Code of a refused anchor, or 0. */
    static int anchorCode(int rules, byte[] cert) {
        return Math.max(0, -decode(rules, cert, new byte[cert.length + 64]));
    }

    private static int decode(int rules, byte[] cert, byte[] record) {
        AnchorDecoder decoder = new AnchorDecoder(MAX_RSA_LEN, rules);
        decoder.start(cert.length, record, 0, record.length);
        decoder.append(cert, 0, cert.length);
        return decoder.end();
    }

    /** The list's bytes. */
    byte[] packed() {
        return anchors;
    }

    AnchorList anchors() {
        return new AnchorList(anchors, 0, anchors.length);
    }

    X509Minimal engine() {
        return engine(anchors());
    }

    X509Minimal engine(TrustStore store) {
        X509Minimal engine = new X509Minimal(store, clock, maxRsaBits, rules, HASHES, RSA, REMEMBERED);
        if (minRsaBits != 0) {
            engine.minRsaBits(minRsaBits);
        }
        return engine.acceptNoName(acceptNoName);
    }

    /** A case of x509-limbo. */
    static Trial of(int rules, LimboCases.Case limbo) {
        Trial trial = none(rules).maxRsaBits(8 * MAX_RSA_LEN);
        JsonObject facts = limbo.facts();
        trial.clock.set(Instant.parse(facts.get("effective_time").getAsString()).getEpochSecond());
        boolean hasName = facts.get("peer_name").isJsonObject();
        trial.host = hasName ? facts.getAsJsonObject("peer_name").get("value").getAsString() : null;
        trial.acceptNoName = !hasName;
        facts.getAsJsonArray("trusted").forEach(cert -> trial.trust(Base64.getDecoder().decode(cert.getAsString())));
        return trial;
    }

    /** Exactly the scratch that the engine asks for. */
    static Workspace workspace(X509Minimal engine) {
        return new Workspace(engine.scratchBytes(), engine.scratchShorts(), engine.scratchInts());
    }

    int verdict(byte[]... chain) {
        return verdict(List.of(chain));
    }

    /** The verdict of a new engine; pieces of 1 byte have to lead to the same. */
    int verdict(List<byte[]> chain) {
        X509Minimal engine = engine();
        Workspace ws = workspace(engine);
        int code = run(engine, host, ws, chain, Integer.MAX_VALUE);
        assertEquals(code, run(engine, host, ws, chain, 1), "in pieces of 1 byte");
        return code;
    }

    /** Feeds a chain in pieces of this size, each in an array of its own that is spoiled afterwards. */
    static int run(X509Minimal engine, String host, Workspace ws, List<byte[]> chain, int piece) {
        engine.startChain(host, ws);
        for (byte[] cert : chain) {
            engine.startCert(cert.length);
            for (int at = 0; at < cert.length; at += Math.min(piece, cert.length - at)) {
                int n = Math.min(piece, cert.length - at);
                byte[] copy = new byte[n + 2];
                System.arraycopy(cert, at, copy, 1, n);
                engine.append(copy, 1, n);
                Arrays.fill(copy, (byte) 0x30);
            }
            engine.endCert();
        }
        int code = engine.endChain();
        assertEquals(ws.bytes.length, ws.freeBytes());
        assertEquals(ws.shorts.length, ws.freeShorts());
        assertEquals(ws.ints.length, ws.freeInts());
        return code;
    }

    static String text(int code) {
        return code + " " + BrErr.name(code);
    }
}
