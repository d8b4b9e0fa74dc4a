package bearssl.tls;

import bearssl.aead.AesCtr;
import bearssl.base.Ct;
import bearssl.base.Workspace;
import bearssl.hash.HashFunction;

/** From the premaster secret to record keys and Finished values (RFC 5246, sections 6.3, 7.4.9 and 8.1; RFC 7627). */
final class KeySchedule {
    static final int RANDOM_LEN = 32;
    static final int MASTER_SECRET_LEN = 48;
    static final int VERIFY_DATA_LEN = 12;

    // Made with the class, not when HotSpot compiles it: docs/ARCHITECTURE.md, "No literal in a method".
    private static final String EXTENDED_MASTER_SECRET;
    private static final String MASTER_SECRET;
    private static final String KEY_EXPANSION;
    static final String CLIENT_FINISHED;
    static final String SERVER_FINISHED;

    static {
        EXTENDED_MASTER_SECRET = "extended master secret";
        MASTER_SECRET = "master secret";
        KEY_EXPANSION = "key expansion";
        CLIENT_FINISHED = "client finished";
        SERVER_FINISHED = "server finished";
    }

    private KeySchedule() {
    }

    /**
     * Computes the master secret, the extended one where both sides agreed on it, and wipes the premaster secret.
     * ClientKeyExchange is in the transcript already.
     */
    static void masterSecret(HandshakeContext hs) {
        HashFunction hash = hs.profile.hash();
        Workspace ws = hs.ws;
        int master = hs.frame + HandshakeContext.MASTER_SECRET;
        int premaster = hs.frame + hs.exchange.premasterOff();
        int premasterLen = hs.exchange.premasterLen();
        if (hs.extendedMasterSecret) {
            int sessionHash = ws.pushBytes(hash.digestLength());
            hs.transcript.current(ws.bytes, sessionHash);
            Prf.compute(hash, ws.bytes, premaster, premasterLen, EXTENDED_MASTER_SECRET, ws.bytes, sessionHash,
                    hash.digestLength(), ws.bytes, sessionHash, 0, ws.bytes, master, MASTER_SECRET_LEN, ws);
            ws.popBytes(sessionHash);
        } else {
            Prf.compute(hash, ws.bytes, premaster, premasterLen, MASTER_SECRET,
                    ws.bytes, hs.frame + HandshakeContext.CLIENT_RANDOM, RANDOM_LEN,
                    ws.bytes, hs.frame + HandshakeContext.SERVER_RANDOM, RANDOM_LEN,
                    ws.bytes, master, MASTER_SECRET_LEN, ws);
        }
        Ct.wipe(ws.bytes, premaster, premasterLen);
    }

    /** Computes the key block and sets the keys of both directions. */
    static void recordKeys(HandshakeContext hs, GcmRecord client, GcmRecord server) {
        // client_write_key, server_write_key, client_write_IV, server_write_IV; AEAD suites have no MAC keys
        int clientIv = 2 * AesCtr.KEY_LEN;
        int serverIv = clientIv + GcmRecord.SALT_LEN;
        int blockLen = serverIv + GcmRecord.SALT_LEN;
        Workspace ws = hs.ws;
        int block = ws.pushBytes(blockLen);
        Prf.compute(hs.profile.hash(), ws.bytes, hs.frame + HandshakeContext.MASTER_SECRET, MASTER_SECRET_LEN,
                KEY_EXPANSION, ws.bytes, hs.frame + HandshakeContext.SERVER_RANDOM, RANDOM_LEN,
                ws.bytes, hs.frame + HandshakeContext.CLIENT_RANDOM, RANDOM_LEN, ws.bytes, block, blockLen, ws);
        client.key(ws.bytes, block, block + clientIv);
        server.key(ws.bytes, block + AesCtr.KEY_LEN, block + serverIv);
        ws.popBytes(block);
    }

    /**
     * Computes the 12 bytes of a Finished message over the transcript so far.
     *
     * @param label {@code "client finished"} or {@code "server finished"}
     */
    static void verifyData(HandshakeContext hs, String label, byte[] dst, int off) {
        HashFunction hash = hs.profile.hash();
        Workspace ws = hs.ws;
        int digest = ws.pushBytes(hash.digestLength());
        hs.transcript.current(ws.bytes, digest);
        Prf.compute(hash, ws.bytes, hs.frame + HandshakeContext.MASTER_SECRET, MASTER_SECRET_LEN, label,
                ws.bytes, digest, hash.digestLength(), ws.bytes, digest, 0, dst, off, VERIFY_DATA_LEN, ws);
        ws.popBytes(digest);
    }
}
