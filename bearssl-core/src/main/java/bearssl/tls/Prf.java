package bearssl.tls;

import bearssl.base.Workspace;
import bearssl.hash.HashFunction;
import bearssl.hash.Hmac;

/**
 * The pseudo-random function of TLS 1.2: P_hash(secret, label || seed), {@code P_SHA256} for all our cipher suites.
 *
 * <p>CT: only offsets, lengths and the label leak. Source: RFC 5246, section 5.
 */
final class Prf {
    private Prf() {
    }

    /**
     * Writes {@code dLen} bytes derived from a secret, a label and a seed in two parts.
     *
     * <p>Scratch: with SHA-256 78 ints and 128 bytes (a prepared key and a running hash; A(i), one block of output, and
     * for the key a padded block).
     *
     * @param h      hash function
     * @param secret array with the secret
     * @param sOff   its first byte
     * @param sLen   its length in bytes, 0 or more
     * @param label  ASCII label, without its quotation marks
     * @param seed1  first part of the seed, left unchanged
     * @param o1     its first byte
     * @param l1     its length in bytes, 0 or more
     * @param seed2  second part of the seed; may be the same array
     * @param o2     its first byte
     * @param l2     its length in bytes, 0 or more
     * @param dst    destination; may overlap the secret, which is read before anything is written, not the seeds
     * @param dOff   first index written
     * @param dLen   number of bytes, 0 or more
     * @param ws     scratch memory; the arrays may be frames of it
     */
    static void compute(HashFunction h, byte[] secret, int sOff, int sLen, String label,
            byte[] seed1, int o1, int l1, byte[] seed2, int o2, int l2,
            byte[] dst, int dOff, int dLen, Workspace ws) {
        int hashLen = h.digestLength();
        int a = ws.pushBytes(hashLen);
        int out = ws.pushBytes(hashLen);
        int k = ws.pushInts(Hmac.keyWords(h));
        int st = ws.pushInts(h.stateWords());
        Hmac.key(h, secret, sOff, sLen, ws.ints, k, ws);

        // A(0) = label || seed; A(i) = HMAC(secret, A(i-1)); block i = HMAC(secret, A(i) || label || seed)
        Hmac.init(h, ws.ints, k, ws.ints, st);
        updateLabelAndSeed(h, st, label, seed1, o1, l1, seed2, o2, l2, out, ws);
        Hmac.finish(h, ws.ints, k, ws.ints, st, ws.bytes, a);
        int done = 0;
        while (done < dLen) {
            Hmac.init(h, ws.ints, k, ws.ints, st);
            h.update(ws.ints, st, ws.bytes, a, hashLen);
            updateLabelAndSeed(h, st, label, seed1, o1, l1, seed2, o2, l2, out, ws);
            Hmac.finish(h, ws.ints, k, ws.ints, st, ws.bytes, out);
            int n = dLen - done < hashLen ? dLen - done : hashLen;
            System.arraycopy(ws.bytes, out, dst, dOff + done, n);
            done += n;
            Hmac.init(h, ws.ints, k, ws.ints, st);
            h.update(ws.ints, st, ws.bytes, a, hashLen);
            Hmac.finish(h, ws.ints, k, ws.ints, st, ws.bytes, a);
        }
        ws.popInts(k);
        ws.popBytes(a);
    }

    // The label goes through one byte at "pass", which is free at this point.
    private static void updateLabelAndSeed(HashFunction h, int st, String label, byte[] seed1, int o1, int l1,
            byte[] seed2, int o2, int l2, int pass, Workspace ws) {
        for (int i = 0; i < label.length(); i++) {
            ws.bytes[pass] = (byte) label.charAt(i);
            h.update(ws.ints, st, ws.bytes, pass, 1);
        }
        h.update(ws.ints, st, seed1, o1, l1);
        h.update(ws.ints, st, seed2, o2, l2);
    }
}
