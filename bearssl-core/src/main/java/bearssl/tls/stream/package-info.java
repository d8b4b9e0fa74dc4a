/**
 * Sockets, streams and exceptions for {@link bearssl.tls.TlsClient}: the only package of this module that touches
 * {@code java.io}, {@code java.net} and {@code java.security}. Nothing below needs it.
 *
 * <p>In order of reading: {@link bearssl.tls.stream.SocketTransport}, the bytes below;
 * {@link bearssl.tls.stream.SystemEntropy}, the seed; {@link bearssl.tls.stream.TlsInputStream} and
 * {@link bearssl.tls.stream.TlsOutputStream} above; {@link bearssl.tls.stream.TlsException} with
 * {@link bearssl.tls.stream.ConnectError} and {@link bearssl.tls.stream.ErrorText}.
 *
 * <pre>
 *     TlsProfile profile = EcdheProfile.create();
 *     Workspace ws = profile.newWorkspace();
 *     HmacDrbg rng = new HmacDrbg(Sha256.INSTANCE);
 *     rng.seed(new SystemEntropy(), ws);
 *     TlsClient tls = new TlsClient(profile, rng, new byte[1024 + TlsClient.IN_OVERHEAD],
 *             new byte[1024 + TlsClient.OUT_OVERHEAD]);
 *     SocketTransport socket = SocketTransport.connect("broker.example", 8883, 30000);
 *     TlsIo io = new TlsIo(tls, socket);
 *     if (tls.reset("broker.example", ws, pins) &lt; 0 || io.handshake() &lt; 0) {
 *         throw TlsException.of(tls);
 *     }
 *     TlsOutputStream out = new TlsOutputStream(tls, io);
 *     out.write(request);
 *     out.flush();
 * </pre>
 */
package bearssl.tls.stream;
