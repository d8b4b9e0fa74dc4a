/**
 * Elliptic curves: key exchange (ECDH) and signatures (ECDSA) over P-256, their verification over P-384 and P-521, too.
 *
 * <p>Read {@link bearssl.ec.EcVerifyCurve} and {@link bearssl.ec.EcCurve}, the interfaces for public and for secret
 * data; {@link bearssl.ec.EcP256M15}, points, and behind it {@code FieldP256M15}, coordinates; the same for
 * 64-bit JVMs, {@link bearssl.ec.EcP256Wide}, {@code FieldP256Wide}, {@code Limbs29}, {@code CombP256Wide} and
 * {@code OrderP256Wide}; then {@link bearssl.ec.EcKeyGen}; then {@link bearssl.ec.EcPublicKey},
 * {@link bearssl.ec.EcdsaAsn1}, {@link bearssl.ec.EcdsaVerify} and {@link bearssl.ec.EcdsaSign}; then
 * {@code EcPrimeI15}, which {@link bearssl.ec.EcP384I15} and {@link bearssl.ec.EcP521I15} are constants for.
 *
 * <p>A key exchange with a peer's 65-byte point:
 * <pre>
 *     Workspace ws = new Workspace(32 + HmacDrbg.SCRATCH_BYTES, EcP256M15.SCRATCH_SHORTS,
 *             Math.max(EcP256M15.SCRATCH_INTS, HmacDrbg.SCRATCH_INTS));
 *     EcCurve curve = EcP256M15.INSTANCE;
 *     byte[] mine = new byte[32];
 *     byte[] toPeer = new byte[65];
 *     EcKeyGen.generate(curve, rng, mine, 0, ws);
 *     curve.mulGen(toPeer, 0, mine, 0, ws);
 *     if (curve.mul(fromPeer, 0, fromPeer.length, mine, 0, ws)) {
 *         // fromPeer[1..32] is the shared secret (RFC 8422, 5.10)
 *     }
 * </pre>
 */
package bearssl.ec;
