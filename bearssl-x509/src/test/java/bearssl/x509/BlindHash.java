package bearssl.x509;

import bearssl.hash.HashFunction;

/**
 * A hash function that does not look: its digest is the same for all messages, so a signature made for it stays valid
 * whatever becomes of the certificate, and mutations are judged to the end.
 */
final class BlindHash implements HashFunction {
    private final HashFunction hash;

    BlindHash(HashFunction hash) {
        this.hash = hash;
    }

    /** A key whose signatures are for this. */
    static CorpusKey signer(CorpusKey key) {
        return new CorpusKey() {
            @Override
            byte[] spki() {
                return key.spki();
            }

            @Override
            String anchor() {
                return key.anchor();
            }

            @Override
            byte[] algorithm(int hash) {
                return key.algorithm(hash);
            }

            @Override
            byte[] signDigest(int hash, byte[] digest) {
                return key.signDigest(hash, digest);
            }

            @Override
            byte[] sign(int hash, byte[] message) {
                byte[] digest = new byte[digest(hash, message).length];
                fill(digest, 0, digest.length);
                return key.signDigest(hash, digest);
            }
        };
    }

    private static void fill(byte[] dst, int off, int len) {
        for (int i = 0; i < len; i++) {
            dst[off + i] = (byte) (0x5A + i);
        }
    }

    @Override
    public int id() {
        return hash.id();
    }

    @Override
    public int digestLength() {
        return hash.digestLength();
    }

    @Override
    public int blockLength() {
        return hash.blockLength();
    }

    @Override
    public int stateWords() {
        return 1;
    }

    @Override
    public void init(int[] st, int stOff) {
        st[stOff] = 0;
    }

    @Override
    public void update(int[] st, int stOff, byte[] data, int off, int len) {
        if (off < 0 || len < 0 || len > data.length - off) {
            throw new IndexOutOfBoundsException(off + " " + len);
        }
        st[stOff] += len;
    }

    @Override
    public void finish(int[] st, int stOff, byte[] dst, int dstOff) {
        fill(dst, dstOff, hash.digestLength());
    }
}
