/**
 * Authenticated encryption: AES-128 in counter mode, GHASH, and GCM made of the two.
 *
 * <p>Read {@link bearssl.aead.Gcm} first, then the interfaces {@link bearssl.aead.AesCtr} and
 * {@link bearssl.aead.Ghash} with their small forms {@link bearssl.aead.AesCt} and {@link bearssl.aead.GhashCtmul32}.
 * {@link bearssl.aead.AesCt64} and {@link bearssl.aead.GhashCtmul64} are the fast forms for 64-bit machines.
 * <pre>
 *     Gcm gcm = new Gcm(new AesCt(), new GhashCtmul32());
 *     gcm.key(key, 0);
 *     gcm.seal(iv, 0, Gcm.IV_LEN, aad, 0, aad.length, record, 0, len);     // record has room for len + 16
 *     ...
 *     if (!gcm.open(iv, 0, Gcm.IV_LEN, aad, 0, aad.length, record, 0, len)) {
 *         return BrErr.BR_ERR_BAD_MAC;                                      // and record is still ciphertext
 *     }
 * </pre>
 */
package bearssl.aead;
