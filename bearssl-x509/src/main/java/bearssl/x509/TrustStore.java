package bearssl.x509;

/**
 * Where chain validation looks for trust anchors, by name. {@link AnchorList} is one on an array; a set that is too
 * large for memory can be another, on a file.
 */
public interface TrustStore {
    /**
     * Finds the anchors of a name, one a call.
     *
     * @param dnHash array with the SHA-256 of the encoded subject name looked for, left unchanged
     * @param off    its first byte
     * @param index  which of the anchors with that name, from 0
     * @param anchor is pointed at the anchor; its bytes must stay unchanged until the next call
     * @return true if there is one; false if there are no more, or none
     */
    boolean find(byte[] dnHash, int off, int index, TrustAnchor anchor);
}
