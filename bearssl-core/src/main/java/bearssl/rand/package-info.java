/**
 * Random numbers: {@link bearssl.rand.EntropySource} gives the seed, {@link bearssl.rand.HmacDrbg} stretches it.
 * <pre>
 *     HmacDrbg drbg = new HmacDrbg(Sha256.INSTANCE);
 *     if (!drbg.seed(source, ws)) {
 *         return BrErr.BR_ERR_NO_RANDOM;
 *     }
 *     drbg.generate(clientRandom, 0, 32, ws);
 * </pre>
 */
package bearssl.rand;
