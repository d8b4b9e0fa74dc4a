/**
 * RSA as a client needs it: {@link bearssl.rsa.RsaPublicKey} (a view on the caller's bytes),
 * {@link bearssl.rsa.RsaPublic} (the operation), {@link bearssl.rsa.RsaI15} (its small form), {@link bearssl.rsa.Pkcs1}
 * (what is inside the block).
 *
 * <p>Read in that order. A signature over a message with the SHA-256 digest {@code hash}, by a key of up to 2048 bits:
 * <pre>
 *     Workspace ws = new Workspace(256, RsaI15.INSTANCE.scratchShorts(2048), 0);
 *     RsaPublicKey key = new RsaPublicKey();
 *     key.set(buf, modulusOff, modulusLen, exponentOff, exponentLen);
 *     if (key.modulusLen() &gt; RsaI15.INSTANCE.maxModulusLen(ws)) {
 *         return false;                                  // longer than this workspace serves
 *     }
 *     boolean valid = Pkcs1.verify(RsaI15.INSTANCE, key, sig, 0, sigLen, HashFunction.SHA256, hash, 0, ws);
 * </pre>
 */
package bearssl.rsa;
