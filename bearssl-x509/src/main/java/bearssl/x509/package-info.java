/**
 * Certificates: trust by a chain up to an anchor, or by a pinned public key.
 *
 * <p>In order of reading: {@link bearssl.x509.DerTokenizer} reads DER in pieces; {@code SpkiDecoder} keeps a public
 * key. <em>Chains:</em> {@code DerWalker} walks DER along a grammar, {@code CertificateGrammar} holds those of X.509;
 * {@code CertificateDecoder} and {@code ExtensionDecoder} judge what a certificate says, {@code CertificateNames},
 * {@code HostName} and {@code NameConstraints} whose it is, {@code CertificateSignature} who vouches for it;
 * {@link bearssl.x509.X509Minimal} validates the chain, by
 * {@link bearssl.x509.X509Rules}, at the time of an {@link bearssl.x509.X509Clock}, against a
 * {@link bearssl.x509.TrustStore}, made by {@link bearssl.x509.X509Default}, {@link bearssl.x509.X509Rsa} or
 * {@link bearssl.x509.X509Full}; {@link bearssl.x509.AnchorDecoder} makes anchors for an
 * {@link bearssl.x509.AnchorList}. <em>Pins:</em> {@code PinnedLeaf} walks the server's certificate to its key;
 * {@link bearssl.x509.X509Fingerprint} and {@link bearssl.x509.X509SpkiPin} compare it with a pin;
 * {@link bearssl.x509.PinText} reads and writes pins, {@link bearssl.x509.KeyFingerprint} defines Tasmota's.
 * <em>Files:</em> {@link bearssl.x509.PemDecoder} unwraps PEM; {@link bearssl.x509.PrivateKeyDecoder} and
 * {@link bearssl.x509.PublicKeyDecoder} read keys.
 *
 * <pre>{@code
 * AnchorList.writeHeader(anchors, 0);                    // once, at set-up: from the certificate of a CA
 * AnchorDecoder decoder = new AnchorDecoder(256, X509Rules.DEFAULT);
 * decoder.start(ca.length, anchors, AnchorList.HEADER_LEN, anchors.length - AnchorList.HEADER_LEN);
 * decoder.append(ca, 0, ca.length);
 * int len = decoder.end();                               // or minus a code
 * X509Clock clock = new X509Clock();
 * X509Minimal x509 = X509Default.create(new AnchorList(anchors, 0, AnchorList.HEADER_LEN + len), clock);
 * clock.set(System.currentTimeMillis() / 1000);
 * // ... hand x509 to TlsClient.reset
 * }</pre>
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
 *
 * <pre>{@code
 * PemDecoder pem = new PemDecoder();                     // a key file, streamed
 * PrivateKeyDecoder key = new PrivateKeyDecoder(256);
 * while ((n = in.read(piece)) > 0) {
 *     pem.input(piece, 0, n);
 *     for (int event = pem.next(); event != PemDecoder.MORE; event = pem.next()) {
 *         boolean isKey = pem.kind() >= PemDecoder.PRIVATE_KEY && pem.kind() <= PemDecoder.EC_PRIVATE_KEY;
 *         if (event < 0 || isKey && event == PemDecoder.FINISH) {
 *             return event < 0 ? event : key.end();      // X509Engine.KEYTYPE_RSA: key.rsaKey(), or KEYTYPE_EC
 *         }
 *         if (event == PemDecoder.BEGIN) {
 *             key.start(pem.kind());
 *         } else if (isKey && event == PemDecoder.DATA) {
 *             key.append(pem.data(), 0, pem.dataLen());
 *         }
 *     }
 * }
 * }</pre>
 */
package bearssl.x509;
