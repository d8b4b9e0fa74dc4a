package bearssl.ec;

import bearssl.base.Ct;
import bearssl.base.Workspace;
import bearssl.bigint.I15;
import bearssl.hash.HashFunction;
import bearssl.hash.Hmac;

/**
 * Deterministic ECDSA: the nonce k comes of key and hash, so a signature needs no random numbers and equal hashes get
 * equal signatures. For curves whose order n fills its bytes to the highest bit and has a last byte above 2, and whose
 * coordinates are as long: P-256.
 *
 * <p>A signature is not verified before it leaves: that would more than double its time. Who can disturb the
 * computation, by voltage or heat, and gets a good and a bad signature of one hash, learns the key from the two. In TLS
 * the hash covers the client's own random, so none is signed twice. Who signs hashes that others choose, within reach
 * of such people, has {@link EcdsaVerify} look at the result, with the public key, before it leaves.
 *
 * <p>CT: whether the key is in range and how many k were drawn leak; k fails by chance alone, for P-256 once in 2^32.
 * Key, k and hash do not leak. {@link #sign} shows what its result does: where r and s begin with zeros. Scratch: as
 * {@link #scratchBytes}, {@link #scratchShorts} and {@link #scratchInts} say, and the curve's longs.
 * Source: RFC 6979, 2.4 and 3.2 (k is what HMAC_DRBG gives); FIPS 186-5, 6.4.1.
 */
public final class EcdsaSign {
    private EcdsaSign() {
    }

    /**
     * Bytes taken from the workspace: key and value of HMAC_DRBG, k, a point, and above them a block of HMAC.
     *
     * @param curve the curve
     * @param hash  hash function of the signature
     * @return 225 for P-256 with SHA-256
     */
    public static int scratchBytes(EcCurve curve, HashFunction hash) {
        return frameLen(curve, hash) + hash.blockLength();
    }

    /** Shorts taken from the workspace: what the curve takes. @param curve the curve @return elements */
    public static int scratchShorts(EcCurve curve) {
        int numbers = curve instanceof EcOrder ? 0 : 6 * I15.limbs(curve.scalarLen());
        int points = curve.scratchShorts();
        return numbers > points ? numbers : points;
    }

    /**
     * Ints taken from the workspace: a prepared HMAC key with a running hash, or what the curve takes.
     *
     * @param curve the curve
     * @param hash  hash function of the signature
     * @return 78 for P-256 with SHA-256
     */
    public static int scratchInts(EcCurve curve, HashFunction hash) {
        int hmac = Hmac.keyWords(hash) + hash.stateWords();
        int points = curve.scratchInts();
        return hmac > points ? hmac : points;
    }

    /**
     * Signs a hash; the signature is in DER, as TLS and X.509 carry it.
     *
     * @param curve   arithmetic on the curve
     * @param hf      hash function that made the hash; makes k, too
     * @param key     private key
     * @param hash    array with the hash of the message, {@code hf.digestLength()} bytes
     * @param hashOff its first byte
     * @param dst     destination, {@link EcdsaAsn1#maxDerLen} bytes; may be where the hash is
     * @param off     first index written
     * @param ws      scratch
     * @return length of the signature; 0, with nothing written, if the key is of another curve or not in 1..n-1
     */
    public static int sign(EcCurve curve, HashFunction hf, EcPrivateKey key, byte[] hash, int hashOff,
            byte[] dst, int off, Workspace ws) {
        return sign(true, curve, hf, key, hash, hashOff, dst, off, ws);
    }

    /**
     * Signs a hash; the signature is in raw form (IEEE P1363), r and s of {@link EcVerifyCurve#scalarLen} bytes each.
     *
     * @param curve   arithmetic on the curve
     * @param hf      hash function that made the hash; makes k, too
     * @param key     private key
     * @param hash    array with the hash of the message, {@code hf.digestLength()} bytes
     * @param hashOff its first byte
     * @param dst     destination; may be where the hash is
     * @param off     first index written
     * @param ws      scratch
     * @return length of the signature; 0, with nothing written, if the key is of another curve or not in 1..n-1
     */
    public static int signRaw(EcCurve curve, HashFunction hf, EcPrivateKey key, byte[] hash, int hashOff,
            byte[] dst, int off, Workspace ws) {
        return sign(false, curve, hf, key, hash, hashOff, dst, off, ws);
    }

    private static int frameLen(EcCurve curve, HashFunction hf) {
        return 2 * hf.digestLength() + curve.scalarLen() + curve.pointLen();
    }

    private static int sign(boolean isDer, EcCurve curve, HashFunction hf, EcPrivateKey key, byte[] hash, int hashOff,
            byte[] dst, int off, Workspace ws) {
        int half = curve.scalarLen();
        if (key.curve() != curve.namedCurve() || key.len() != half) {
            return 0;
        }
        int hashLen = hf.digestLength();
        int counted = hashLen < half ? hashLen : half;
        byte[] b = ws.bytes;
        // k, then K and V of HMAC_DRBG, then the point. Before there is a point its bytes hold what HMAC_DRBG hashes
        // behind V, round || x || hash mod n; and where r or s will be the order stands for a while.
        int k = ws.pushBytes(frameLen(curve, hf));
        int drbg = k + half;
        int point = drbg + 2 * hashLen;
        int r = point + 1;
        int s = r + half;
        int len = 0;
        curve.order(b, r);
        if (Ct.inRange(key.array(), key.off(), b, r, half) != 0) {
            // RFC 6979, 2.3.4: bits2octets
            System.arraycopy(hash, hashOff, b, s + half - counted, counted);
            EcdsaVerify.reduce(curve, b, s, r);
            System.arraycopy(key.array(), key.off(), b, r, half);
            start(hf, drbg, 1 + 2 * half, ws);
            int round = 1;
            do {
                draw(hf, drbg, k, half, round, ws);
                round = 0;
                curve.order(b, r);
            } while (Ct.inRange(b, k, b, r, half) == 0 || !finish(curve, key, hash, hashOff, counted, k, point, ws));
            len = 2 * half;
            if (isDer) {
                len = EcdsaAsn1.toDer(b, r, half, dst, off);
            } else {
                System.arraycopy(b, r, dst, off, len);
            }
        }
        ws.popBytes(k);
        return len;
    }

    // Writes r and s into the point, behind its first byte, and spends k. Returns false if one is 0: RFC 6979, 3.4
    // wants another k.
    private static boolean finish(EcCurve curve, EcPrivateKey key, byte[] hash, int hashOff, int hashLen,
            int k, int point, Workspace ws) {
        byte[] b = ws.bytes;
        int half = curve.scalarLen();
        int r = point + 1;
        int s = r + half;
        curve.mulGen(b, point, b, k, ws);
        EcdsaVerify.reduce(curve, b, r, s);
        if (curve instanceof EcOrder) {
            EcOrder modN = (EcOrder) curve;
            modN.multiplyAddScalars(b, s, key.array(), key.off(), half, r, hash, hashOff, hashLen, ws);
            modN.invertScalar(b, k, b, k, ws);
            modN.multiplyAddScalars(b, s, b, k, half, s, b, 0, 0, ws);
        } else {
            divide(b, s, half, key, hash, hashOff, hashLen, k, ws);
        }
        curve.order(b, k);
        return (Ct.inRange(b, r, b, k, half) & Ct.inRange(b, s, b, k, half)) != 0;
    }

    // s = (r*x + hash)/k modulo n, which stands at s; r stands before it.
    private static void divide(byte[] b, int s, int half, EcPrivateKey key, byte[] hash, int hashOff, int hashLen,
            int k, Workspace ws) {
        int limbs = I15.limbs(half);
        int n = ws.pushShorts(6 * limbs);
        int x = n + limbs;
        int sum = x + limbs;
        int y = sum + limbs;
        short[] w = ws.shorts;
        I15.decode(w, n, limbs, b, s, half);
        int n0i = I15.ninv15(w[n]);
        // sum = r*x + hash, not reduced: n fills its bytes to the highest bit, so 2n has one bit more, which the top
        // limb has room for
        I15.decode(w, x, limbs, key.array(), key.off(), half);
        I15.toMontgomery(w, x, n, limbs);
        I15.montMulBytes(w, sum, b, s - half, half, x, n, limbs, n0i);
        I15.decodeReduce(w, x, hash, hashOff, hashLen, n, limbs);
        I15.decode(w, y, limbs, b, k, half);
        add(w, sum, x, 1, limbs);
        Divsteps.divide(w, sum, n, limbs, 15, n0i);
        // From -25n to 25n: now 7n to 57n, at most 6 bits more than n. A multiplication by 1 brings that below n.
        add(w, sum, n, 32, limbs);
        I15.decode(w, x, limbs, b, s, 0);
        w[x] = 1;
        I15.toMontgomery(w, x, n, limbs);
        I15.montMul(w, y, sum, x, n, limbs, n0i);
        I15.encode(b, s, half, w, y, limbs);
        ws.popShorts(n);
    }

    // d += factor*x
    private static void add(short[] w, int d, int x, int factor, int limbs) {
        int carry = 0;
        for (int i = 0; i < limbs; i++) {
            carry += w[d + i] + factor * w[x + i];
            w[d + i] = (short) (carry & 0x7FFF);
            carry >>= 15;
        }
    }

    // RFC 6979, 3.2, b to e. K and V stand at drbg, and behind them len bytes, round first, which is 0.
    private static void start(HashFunction hf, int drbg, int len, Workspace ws) {
        int value = drbg + hf.digestLength();
        for (int i = value; i < value + hf.digestLength(); i++) {
            ws.bytes[i] = 1;
        }
        update(hf, drbg, len, ws);
    }

    // RFC 6979, 3.2, f to h: with round 1 the rest of the start and the first k, with round 0 the step behind a k that is
    // not suitable and another one. len is that of k.
    private static void draw(HashFunction hf, int drbg, int k, int len, int round, Workspace ws) {
        int hashLen = hf.digestLength();
        int value = drbg + hashLen;
        ws.bytes[value + hashLen] = (byte) round;
        update(hf, drbg, 1 + 2 * len * round, ws);
        for (int done = 0; done < len; done += hashLen) {
            mac(hf, drbg, hashLen, value, ws);
            System.arraycopy(ws.bytes, value, ws.bytes, k + done, hashLen < len - done ? hashLen : len - done);
        }
    }

    // K = HMAC(K, V || the len bytes behind it), V = HMAC(K, V)
    private static void update(HashFunction hf, int drbg, int len, Workspace ws) {
        int hashLen = hf.digestLength();
        mac(hf, drbg, hashLen + len, drbg, ws);
        mac(hf, drbg, hashLen, drbg + hashLen, ws);
    }

    // b[d..] = HMAC(K, len bytes from V on)
    private static void mac(HashFunction hf, int drbg, int len, int d, Workspace ws) {
        int hashLen = hf.digestLength();
        int k = ws.pushInts(Hmac.keyWords(hf) + hf.stateWords());
        int st = k + Hmac.keyWords(hf);
        Hmac.key(hf, ws.bytes, drbg, hashLen, ws.ints, k, ws);
        Hmac.init(hf, ws.ints, k, ws.ints, st);
        hf.update(ws.ints, st, ws.bytes, drbg + hashLen, len);
        Hmac.finish(hf, ws.ints, k, ws.ints, st, ws.bytes, d);
        ws.popInts(k);
    }
}
