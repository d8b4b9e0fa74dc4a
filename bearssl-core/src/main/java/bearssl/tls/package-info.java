/**
 * The TLS 1.2 client engine. Bytes enter by {@link bearssl.tls.TlsClient#recvrecAck} and only move up:
 *
 * <pre>
 * TlsClient - Engine ---- RecordIn ------ GcmRecord   records: length, version, decryption
 *               |            |
 *               |         ClientHandshake             states in wire order
 *               |            |-- HandshakeReader      message framing: gather small, stream large
 *               |            |-- ServerHello, CertificateMessage, ServerKey, CertificateRequest, ...
 *               |            |-- ClientHello, ClientFlight
 *               |            |-- KeyExchange          RsaKeyExchange, EcdheKeyExchange
 *               |            `-- HandshakeContext     what these share; Transcript, KeySchedule, Prf,
 *               |            |                        TlsSession
 *               `--------- RecordOut ----- GcmRecord  records on the way out
 * </pre>
 *
 * <p>Read {@link bearssl.tls.TlsClient} first, then {@code Engine} and {@code ClientHandshake}, then down the picture.
 * {@link bearssl.tls.TlsIo} joins the engine to a {@link bearssl.base.Transport}:
 *
 * <pre>
 *     TlsProfile profile = EcdheProfile.create();
 *     TlsClient tls = new TlsClient(profile, rng, new byte[1024 + TlsClient.IN_OVERHEAD],
 *             new byte[1024 + TlsClient.OUT_OVERHEAD]);
 *     int error = tls.reset("broker.example", profile.newWorkspace(), pins);
 *     TlsIo io = new TlsIo(tls, socket);
 *     while (io.handshake() == 0) { } // 0: the transport has nothing now
 * </pre>
 */
package bearssl.tls;
