package bearssl.tls;

import bearssl.base.Codec;
import bearssl.base.Ct;

/**
 * Composes what the client sends after its hello: an empty Certificate, ClientKeyExchange, CertificateVerify, and
 * ChangeCipherSpec with Finished. Each goes into the transcript and, as one record or several, to {@link RecordOut}.
 */
final class ClientFlight {
    /** An empty certificate_list: its three bytes of length. */
    private static final int EMPTY_CERTIFICATE_LEN = 3;
    private static final int VERIFY_OVERHEAD = 4; // hash, signature algorithm, length
    private static final int FINISHED_LEN = HandshakeReader.HEADER_LEN + KeySchedule.VERIFY_DATA_LEN;

    private ClientFlight() {
    }

    /** A message of {@code len} bytes stands at the payload of the next record. */
    static void send(RecordOut out, int len, HandshakeContext hs) {
        hs.transcript.update(out.buffer(), out.payloadOff(), len);
        out.endHandshake(len);
    }

    /** Room that {@link #emptyCertificate} takes, record headers aside. */
    static int emptyCertificateRoom() {
        return HandshakeReader.HEADER_LEN + EMPTY_CERTIFICATE_LEN;
    }

    static void emptyCertificate(RecordOut out, HandshakeContext hs) {
        // RFC 5246, 7.4.6: "If no suitable certificate is available, the client MUST send a certificate message
        // containing no certificates."
        byte[] dst = out.buffer();
        int off = out.payloadOff();
        HandshakeReader.putHeader(dst, off, HandshakeReader.CERTIFICATE, EMPTY_CERTIFICATE_LEN);
        Ct.wipe(dst, off + HandshakeReader.HEADER_LEN, EMPTY_CERTIFICATE_LEN);
        send(out, emptyCertificateRoom(), hs);
    }

    /** Room that {@link #keyExchange} takes. */
    static int keyExchangeRoom(HandshakeContext hs) {
        return HandshakeReader.HEADER_LEN + hs.exchange.clientKeyExchangeLen(hs);
    }

    /** Sends ClientKeyExchange and sets the record keys of both directions. @return a {@code BR_ERR_*} code */
    static int keyExchange(RecordOut out, RecordIn in, HandshakeContext hs) {
        byte[] dst = out.buffer();
        int off = out.payloadOff();
        int len = hs.exchange.clientKeyExchangeLen(hs);
        HandshakeReader.putHeader(dst, off, HandshakeReader.CLIENT_KEY_EXCHANGE, len);
        int code = hs.exchange.writeClientKeyExchange(dst, off + HandshakeReader.HEADER_LEN, hs);
        if (code != BrErr.BR_ERR_OK) {
            return code;
        }
        send(out, HandshakeReader.HEADER_LEN + len, hs);
        KeySchedule.masterSecret(hs);
        KeySchedule.recordKeys(hs, out.protection(), in.protection());
        return BrErr.BR_ERR_OK;
    }

    /** Room that {@link #certificateVerify} takes. */
    static int certificateVerifyRoom(HandshakeContext hs) {
        return HandshakeReader.HEADER_LEN + VERIFY_OVERHEAD + hs.auth.maxSignatureLen();
    }

    /** Sends CertificateVerify: RFC 5246, 7.4.8. @return a {@code BR_ERR_*} code */
    static int certificateVerify(RecordOut out, HandshakeContext hs) {
        byte[] dst = out.buffer();
        int off = out.payloadOff();
        int body = off + HandshakeReader.HEADER_LEN;
        int digest = hs.ws.pushBytes(hs.profile.hash().digestLength());
        hs.transcript.current(hs.ws.bytes, digest);
        int len = hs.auth.sign(hs.ws.bytes, digest, dst, body + VERIFY_OVERHEAD, hs.ws);
        hs.ws.popBytes(digest);
        if (len <= 0 || len > hs.auth.maxSignatureLen()) {
            hs.alert = Alert.INTERNAL_ERROR;
            return hs.error(BrErr.BR_ERR_INVALID_ALGORITHM, len, 0);
        }
        HandshakeReader.putHeader(dst, off, HandshakeReader.CERTIFICATE_VERIFY, VERIFY_OVERHEAD + len);
        dst[body] = (byte) hs.profile.hash().id();
        dst[body + 1] = (byte) hs.auth.signature();
        Codec.putU16(dst, body + 2, len);
        send(out, HandshakeReader.HEADER_LEN + VERIFY_OVERHEAD + len, hs);
        return BrErr.BR_ERR_OK;
    }

    /** Sets the record keys of both directions from the stored master secret. */
    static void resume(RecordOut out, RecordIn in, HandshakeContext hs) {
        hs.session.putMaster(hs.ws.bytes, hs.frame + HandshakeContext.MASTER_SECRET);
        KeySchedule.recordKeys(hs, out.protection(), in.protection());
    }

    /** Room that {@link #finished} takes. */
    static int finishedRoom() {
        return 1 + GcmRecord.HEADER_LEN + FINISHED_LEN + GcmRecord.EXPANSION;
    }

    static void finished(RecordOut out, HandshakeContext hs) {
        byte[] dst = out.buffer();
        dst[out.payloadOff()] = 1;
        out.end(RecordIn.CHANGE_CIPHER_SPEC, 1);
        out.protect();
        if (hs.recordSizeLimit != 0) {
            out.maxPlaintext(hs.recordSizeLimit); // RFC 8449, 4: "Unprotected messages are not subject to this limit."
        }
        int off = out.payloadOff();
        HandshakeReader.putHeader(dst, off, HandshakeReader.FINISHED, KeySchedule.VERIFY_DATA_LEN);
        KeySchedule.verifyData(hs, KeySchedule.CLIENT_FINISHED, dst, off + HandshakeReader.HEADER_LEN);
        hs.transcript.update(dst, off, FINISHED_LEN);
        out.end(RecordIn.HANDSHAKE, FINISHED_LEN);
    }
}
