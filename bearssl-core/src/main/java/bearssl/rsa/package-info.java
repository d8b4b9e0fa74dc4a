/**
 * RSA as a client needs it: {@link bearssl.rsa.RsaPublicKey} (a view on the caller's bytes),
 * {@link bearssl.rsa.RsaPublic} (the operation), {@link bearssl.rsa.RsaI15} (its small form), {@link bearssl.rsa.Pkcs1}
 * (what is inside the block); and for a client with a key of its own {@link bearssl.rsa.RsaPrivateKey},
 * {@link bearssl.rsa.RsaPrivate}, {@link bearssl.rsa.RsaI15Private} and {@link bearssl.rsa.Pkcs1Sign}.
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
 *
 * <p>And a signature made:
 * <pre>
 *     RsaPrivate rsa = RsaI15Private.INSTANCE;
 *     Workspace ws = new Workspace(rsa.scratchBytes(key), rsa.scratchShorts(key), 0);
 *     int len = Pkcs1Sign.sign(rsa, key, HashFunction.SHA256, hash, 0, sig, 0, ws);    // 0 if it could not be made
 * </pre>
 */
package bearssl.rsa;
