/**
 * Certificates: trust by a pinned public key.
 *
 * <p>In order of reading: {@link bearssl.x509.DerTokenizer} reads DER in pieces; {@code SpkiDecoder} keeps a public
 * key; {@code PinnedLeaf} walks the server's certificate to it; {@link bearssl.x509.X509Fingerprint} and
 * {@link bearssl.x509.X509SpkiPin} compare it with a pin; {@link bearssl.x509.PinText} reads and writes pins,
 * {@link bearssl.x509.KeyFingerprint} defines Tasmota's, and {@link bearssl.x509.PemDecoder} unwraps PEM.
 *
 * <pre>{@code
 * byte[] pin = new byte[KeyFingerprint.LEN];
 * if (PinText.parseFingerprint("C1 1E 35 95 2B F3 3B 05 FA C9 4C 04 60 4D 0E C3 C5 A9 94 12", pin, 0) != PinText.OK) {
 *     throw new IllegalArgumentException("fingerprint");
 * }
 * X509Fingerprint x509 = new X509Fingerprint(Sha1.INSTANCE);
 * x509.pin(0, pin, 0);
 * // ... hand x509 to TlsClient.reset; after error 1 ask x509.expected(0, ...) and x509.received(...)
 * }</pre>
 */
package bearssl.x509;
