package bearssl.tls;

import bearssl.base.Codec;
import bearssl.hash.HashFunction;

/**
 * Composes the ClientHello (RFC 5246, section 7.4.1.2): TLS 1.2, the id of a stored session, the profile's suites, null
 * compression, and the extensions whose answers {@link ServerHello} knows.
 */
final class ClientHello {
    private static final int TLS12 = 0x0303;

    private ClientHello() {
    }

    /**
     * Writes the message with its header.
     *
     * @param dst room for it: at most 512 bytes are written (fixed parts, a session id, 3 suites, a name of 255
     *            characters, 80 bytes of protocols)
     * @return its length
     */
    static int write(byte[] dst, int off, HandshakeContext hs) {
        int p = off + HandshakeReader.HEADER_LEN;
        Codec.putU16(dst, p, TLS12);
        p += 2;
        System.arraycopy(hs.ws.bytes, hs.frame + HandshakeContext.CLIENT_RANDOM, dst, p, KeySchedule.RANDOM_LEN);
        p += KeySchedule.RANDOM_LEN;
        if (hs.offersSession) {
            dst[p] = (byte) hs.session.idLen();
            p = hs.session.putId(dst, p + 1);
        } else {
            dst[p++] = 0; // session_id
        }
        p = suites(dst, p, hs.profile);
        dst[p++] = 1; // compression_methods: one,
        dst[p++] = 0; // null
        int extensions = p;
        p = extensions(dst, p + 2, hs);
        Codec.putU16(dst, extensions, p - extensions - 2);
        int len = p - off;
        dst[off] = HandshakeReader.CLIENT_HELLO;
        Codec.putU24(dst, off + 1, len - HandshakeReader.HEADER_LEN);
        return len;
    }

    private static int suites(byte[] dst, int off, TlsProfile profile) {
        Codec.putU16(dst, off, 2 * profile.suiteCount());
        int p = off + 2;
        for (int i = 0; i < profile.suiteCount(); i++) {
            Codec.putU16(dst, p, profile.suite(i));
            p += 2;
        }
        return p;
    }

    private static int extensions(byte[] dst, int off, HandshakeContext hs) {
        int p = extension(dst, off, Extension.RENEGOTIATION_INFO, 1);
        dst[p++] = 0; // renegotiated_connection is empty in a first handshake
        p = extension(dst, p, Extension.EXTENDED_MASTER_SECRET, 0);
        int nameLen = ServerName.sniLength(hs.serverName);
        if (nameLen > 0) {
            p = extension(dst, p, Extension.SERVER_NAME, nameLen + 5);
            Codec.putU16(dst, p, nameLen + 3); // server_name_list
            dst[p + 2] = 0; // host_name
            Codec.putU16(dst, p + 3, nameLen);
            p = ascii(hs.serverName, nameLen, dst, p + 5);
        }
        if (hs.maxFragmentOffer != 0) {
            p = extension(dst, p, Extension.MAX_FRAGMENT_LENGTH, 1);
            dst[p++] = (byte) Extension.maxFragmentCode(hs.maxFragmentOffer);
        }
        // RFC 8449, 5: a server that knows this one ignores the other. RFC 8449, 4: it is to be offered "even if they
        // have no need to limit the size of records", because a server may tell its own limit in answer only.
        if (hs.recordSizeOffer != 0) {
            p = extension(dst, p, Extension.RECORD_SIZE_LIMIT, 2);
            Codec.putU16(dst, p, hs.recordSizeOffer);
            p += 2;
        }
        if (hs.protocols != null) {
            int list = p;
            p += 6;
            for (int i = 0; i < hs.protocols.length; i++) {
                dst[p++] = (byte) hs.protocols[i].length();
                p = ascii(hs.protocols[i], hs.protocols[i].length(), dst, p);
            }
            listExtension(dst, list, Extension.APPLICATION_PROTOCOLS, p);
        }
        return signatures(dst, p, hs);
    }

    private static int signatures(byte[] dst, int off, HandshakeContext hs) {
        int p = off;
        KeyExchange offer = hs.profile.offer();
        boolean hasGroup = offer.group(0) != 0;
        int list = p;
        p += 6; // type, length, length of the list
        for (int i = 0; offer.hash(i) != 0; i++) {
            p = signatureAlgorithm(dst, p, offer.hash(i), Extension.SIGNATURE_RSA);
            if (hasGroup) {
                p = signatureAlgorithm(dst, p, offer.hash(i), Extension.SIGNATURE_ECDSA);
            }
        }
        listExtension(dst, list, Extension.SIGNATURE_ALGORITHMS, p);
        // Signatures in certificates are the X.509 engine's matter: a pin takes any. Without this a JSSE server holds the
        // list above against its own chain. RFC 8446, 4.2.3: "TLS 1.2 implementations SHOULD also process this
        // extension."
        list = p;
        p += 6;
        for (int hash = HashFunction.SHA256; hash <= HashFunction.SHA512; hash++) {
            p = signatureAlgorithm(dst, p, hash, Extension.SIGNATURE_RSA);
            p = signatureAlgorithm(dst, p, hash, Extension.SIGNATURE_ECDSA);
        }
        listExtension(dst, list, Extension.SIGNATURE_ALGORITHMS_CERT, p);
        if (!hasGroup) {
            return p;
        }
        list = p;
        p += 6;
        for (int i = 0; offer.group(i) != 0; i++) {
            Codec.putU16(dst, p, offer.group(i));
            p += 2;
        }
        listExtension(dst, list, Extension.SUPPORTED_GROUPS, p);
        p = extension(dst, p, Extension.EC_POINT_FORMATS, 2);
        dst[p++] = 1;
        dst[p++] = Extension.UNCOMPRESSED;
        return p;
    }

    // Writes the beginning of a text. Returns the index behind it.
    private static int ascii(String text, int len, byte[] dst, int off) {
        for (int i = 0; i < len; i++) {
            dst[off + i] = (byte) text.charAt(i);
        }
        return off + len;
    }

    private static int signatureAlgorithm(byte[] dst, int off, int hash, int signature) {
        dst[off] = (byte) hash;
        dst[off + 1] = (byte) signature;
        return off + 2;
    }

    // Writes what stands before a list that ends at {@code end}.
    private static void listExtension(byte[] dst, int off, int type, int end) {
        Codec.putU16(dst, extension(dst, off, type, end - off - 4), end - off - 6);
    }

    private static int extension(byte[] dst, int off, int type, int len) {
        Codec.putU16(dst, off, type);
        Codec.putU16(dst, off + 2, len);
        return off + 4;
    }
}
