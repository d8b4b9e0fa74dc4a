/**
 * Hash functions over state that the caller holds, and HMAC on top of them.
 *
 * <p>Read {@link bearssl.hash.HashFunction}, {@code MerkleDamgard} (blocks, count and padding), then one of
 * {@link bearssl.hash.Sha256}, {@link bearssl.hash.Sha1} and {@link bearssl.hash.Sha512}, then
 * {@link bearssl.hash.Hmac}. {@link bearssl.hash.Sha224} and {@link bearssl.hash.Sha384} are Sha256 and Sha512 from
 * another start, {@link bearssl.hash.Sha256Unrolled} is Sha256 in more code and less time. The digest of a message:
 * <pre>
 *     HashFunction h = Sha256.INSTANCE;
 *     int st = ws.pushInts(h.stateWords());
 *     h.init(ws.ints, st);
 *     h.update(ws.ints, st, message, 0, message.length);
 *     h.finish(ws.ints, st, digest, 0);
 *     ws.popInts(st);                             // wiped
 * </pre>
 */
package bearssl.hash;
