package bearssl.rand;

import bearssl.base.Workspace;
import bearssl.hash.HashFunction;
import bearssl.hash.Hmac;

/**
 * HMAC_DRBG: a deterministic random bit generator over a hash function. Whoever later reads its memory cannot compute
 * what it has put out before.
 *
 * <p>It begins without a seed and refuses to generate until it has one. The standard asks for a new seed after 2^48
 * requests at the latest; at one request a microsecond that takes nine years, so requests are not counted. Call
 * {@link #seed} at each connection.
 *
 * <p>CT: only offsets and lengths leak. Scratch: {@link #SCRATCH_INTS} and {@link #SCRATCH_BYTES} with SHA-256.
 * Source: SP 800-90A, section 10.1.2, without prediction resistance or personalisation.
 */
public final class HmacDrbg {
    /** Bytes drawn from an {@link EntropySource}: entropy input of 256 bits and nonce of 128 (SP 800-90A, 8.6.7). */
    public static final int SEED_LEN = 48;
    /** Shorter seeds than this, the 128 bits of the cipher suites, are mixed in but don't count as a seed. */
    public static final int MIN_SEED_LEN = 16;
    /** Most bytes a request may ask for (SP 800-90A, table 2: 2^19 bits). */
    public static final int MAX_REQUEST = 65536;
    /** Int frames taken with SHA-256: a prepared HMAC key and a running hash. */
    public static final int SCRATCH_INTS = 3 * 26;
    /** Byte frames taken with SHA-256: the seed and a padded key block. */
    public static final int SCRATCH_BYTES = SEED_LEN + 64;

    // What separates the two rounds of an update.
    private static final byte[] ROUND = {0, 1};

    // Made with the class, not when HotSpot compiles it: docs/ARCHITECTURE.md, "No literal in a method".
    private static final String NO_SEED;
    private static final String BAD_LENGTH;

    static {
        NO_SEED = "no seed";
        BAD_LENGTH = "length of request";
    }

    private final HashFunction hash;
    // SP 800-90A calls them Key and V.
    private final byte[] key;
    private final byte[] value;
    private boolean seeded;

    /**
     * Makes a generator without a seed.
     *
     * @param hash hash function; with SHA-256 the security strength is 256 bits
     */
    public HmacDrbg(HashFunction hash) {
        this.hash = hash;
        key = new byte[hash.digestLength()];
        value = new byte[hash.digestLength()];
        wipe();
    }

    /**
     * Draws a seed of {@link #SEED_LEN} bytes and mixes it in; the drawn bytes are wiped.
     *
     * @param source where the seed comes from
     * @param ws     scratch memory
     * @return false if there was no entropy: the state is unchanged
     */
    public boolean seed(EntropySource source, Workspace ws) {
        int seed = ws.pushBytes(SEED_LEN);
        boolean ok = source.seed(ws.bytes, seed, SEED_LEN);
        if (ok) {
            update(ws.bytes, seed, SEED_LEN, ws);
        }
        ws.popBytes(seed);
        return ok;
    }

    /**
     * Mixes in bytes that the caller has. With {@link #MIN_SEED_LEN} or more the caller vouches for them as a seed;
     * fewer (a clock, a counter) add to a seed and never replace it.
     *
     * @param seed array, left unchanged; may be a frame of {@code ws}
     * @param off  first byte
     * @param len  number of bytes, 0 or more
     * @param ws   scratch memory
     */
    public void update(byte[] seed, int off, int len, Workspace ws) {
        // SP 800-90A, 10.1.2.2: one round without data, two with.
        mix(0, seed, off, len, ws);
        if (len > 0) {
            mix(1, seed, off, len, ws);
        }
        seeded |= len >= MIN_SEED_LEN;
    }

    /** Tells whether there is a seed, hence whether {@link #generate} may be called. @return true if so */
    public boolean seeded() {
        return seeded;
    }

    /**
     * Writes {@code len} random bytes.
     *
     * @param dst destination; may be a frame of {@code ws}
     * @param off first index written
     * @param len number of bytes, 0..{@link #MAX_REQUEST}
     * @param ws  scratch memory
     * @throws IllegalArgumentException if there is no seed, or more is asked for than one request may
     */
    public void generate(byte[] dst, int off, int len, Workspace ws) {
        if (!seeded) {
            throw new IllegalArgumentException(NO_SEED);
        }
        if (len < 0 || len > MAX_REQUEST) {
            throw new IllegalArgumentException(BAD_LENGTH);
        }
        int valueLen = value.length;
        int k = ws.pushInts(Hmac.keyWords(hash));
        Hmac.key(hash, key, 0, valueLen, ws.ints, k, ws);
        int done = 0;
        while (done < len) {
            nextValue(k, ws);
            int n = len - done < valueLen ? len - done : valueLen;
            System.arraycopy(value, 0, dst, off + done, n);
            done += n;
        }
        ws.popInts(k);
        mix(0, dst, off, 0, ws);
    }

    /** Overwrites key and value: there is no seed afterwards, as after construction. */
    public void wipe() {
        for (int i = 0; i < value.length; i++) {
            key[i] = 0;
            value[i] = 1;
        }
        seeded = false;
    }

    // K = HMAC(K, V || round || data); V = HMAC(K, V)
    private void mix(int round, byte[] data, int off, int len, Workspace ws) {
        int k = ws.pushInts(Hmac.keyWords(hash));
        int st = ws.pushInts(hash.stateWords());
        Hmac.key(hash, key, 0, key.length, ws.ints, k, ws);
        Hmac.init(hash, ws.ints, k, ws.ints, st);
        hash.update(ws.ints, st, value, 0, value.length);
        hash.update(ws.ints, st, ROUND, round, 1);
        hash.update(ws.ints, st, data, off, len);
        Hmac.finish(hash, ws.ints, k, ws.ints, st, key, 0);
        ws.popInts(st);
        Hmac.key(hash, key, 0, key.length, ws.ints, k, ws);
        nextValue(k, ws);
        ws.popInts(k);
    }

    // V = HMAC(K, V) under the prepared key.
    private void nextValue(int k, Workspace ws) {
        int st = ws.pushInts(hash.stateWords());
        Hmac.init(hash, ws.ints, k, ws.ints, st);
        hash.update(ws.ints, st, value, 0, value.length);
        Hmac.finish(hash, ws.ints, k, ws.ints, st, value, 0);
        ws.popInts(st);
    }
}
