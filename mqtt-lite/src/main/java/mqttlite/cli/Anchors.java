package mqttlite.cli;

import bearssl.base.Codec;
import bearssl.hash.Sha256;
import bearssl.tls.BrErr;
import bearssl.x509.AnchorDecoder;
import bearssl.x509.AnchorList;
import bearssl.x509.TrustAnchor;
import java.util.Arrays;

/** Trust anchors being collected, packed as {@link AnchorList} wants them. What is there already is not added again. */
final class Anchors {
    private static final int NAME_OFF = 10;
    private static final int NAME_LEN = 32;
    private static final int KEY_OFF = NAME_OFF + NAME_LEN;
    private static final int MAX_KEY_LEN = 0xFFFF;
    private static final int RECORD_ROOM = 64; // of a record, beyond the bytes of its certificate or key

    private byte[] packed = new byte[4096];
    private int len = AnchorList.HEADER_LEN;
    private int count;

    Anchors() {
        AnchorList.writeHeader(packed, 0);
    }

    int count() {
        return count;
    }

    /** The list so far. */
    byte[] toBytes() {
        return Arrays.copyOf(packed, len);
    }

    /** The anchors so far, to be searched. */
    AnchorList list() {
        return new AnchorList(toBytes(), 0, len);
    }

    /**
     * Adds the name and key of a certificate.
     *
     * @param maxRsaBits longest RSA key
     * @param rules      a sum of {@link bearssl.x509.X509Rules}
     * @return 0, or the code that says why it cannot be an anchor
     */
    int addCertificate(byte[] der, int maxRsaBits, int rules) {
        reserve(der.length + RECORD_ROOM);
        AnchorDecoder decoder = new AnchorDecoder((maxRsaBits + 7) / 8, rules);
        decoder.start(der.length, packed, len, packed.length - len);
        decoder.append(der, 0, der.length);
        return keep(decoder.end());
    }

    /** Adds a name and a key. @return 0, or the code that says why it cannot be an anchor */
    int addKey(BatchLine.Anchor a) {
        byte[] name = new byte[NAME_LEN];
        int[] state = new int[Sha256.INSTANCE.stateWords()];
        Sha256.INSTANCE.init(state, 0);
        Sha256.INSTANCE.update(state, 0, a.name, 0, a.name.length);
        Sha256.INSTANCE.finish(state, 0, name, 0);
        // The layout is TrustAnchor's; leading zeros are no part of a number.
        int first = a.curve == 0 ? zeros(a.first) : 0;
        int second = zeros(a.second);
        int firstLen = a.first.length - first;
        int secondLen = a.second.length - second;
        if (firstLen > MAX_KEY_LEN || secondLen > MAX_KEY_LEN) {
            return BrErr.BR_ERR_X509_LIMIT_EXCEEDED;
        }
        int recordLen = KEY_OFF + firstLen + secondLen;
        reserve(recordLen);
        Codec.putBe32(packed, len, recordLen);
        packed[len + 4] = (byte) (a.isCa ? 1 : 0);
        packed[len + 5] = (byte) a.curve;
        Codec.putU16(packed, len + 6, firstLen);
        Codec.putU16(packed, len + 8, secondLen);
        System.arraycopy(name, 0, packed, len + NAME_OFF, NAME_LEN);
        System.arraycopy(a.first, first, packed, len + KEY_OFF, firstLen);
        System.arraycopy(a.second, second, packed, len + KEY_OFF + firstLen, secondLen);
        boolean isSound = TrustAnchor.check(packed, len, len + recordLen) == recordLen;
        return keep(isSound ? recordLen : -BrErr.BR_ERR_X509_WEAK_PUBLIC_KEY);
    }

    private static int zeros(byte[] number) {
        int n = 0;
        while (n < number.length && number[n] == 0) {
            n++;
        }
        return n;
    }

    /** Adds all anchors of a packed list. @return whether it was well-formed */
    boolean addList(byte[] list) {
        if (!AnchorList.isValid(list, 0, list.length)) {
            return false;
        }
        TrustAnchor anchor = new TrustAnchor();
        for (int at = AnchorList.HEADER_LEN; at < list.length; at += anchor.length()) {
            anchor.set(list, at);
            reserve(anchor.length());
            System.arraycopy(list, at, packed, len, anchor.length());
            keep(anchor.length());
        }
        return true;
    }

    private void reserve(int room) {
        if (packed.length - len < room) {
            packed = Arrays.copyOf(packed, Math.max(2 * packed.length, len + room));
        }
    }

    // A record has been written at len.
    private int keep(int result) {
        if (result < 0) {
            return -result;
        }
        if (!isThere(result)) {
            len += result;
            count++;
        }
        return 0;
    }

    private boolean isThere(int recordLen) {
        TrustAnchor other = new TrustAnchor();
        for (int at = AnchorList.HEADER_LEN; at < len; at += other.length()) {
            other.set(packed, at);
            int i = 0;
            while (other.length() == recordLen && i < recordLen && packed[at + i] == packed[len + i]) {
                i++;
            }
            if (i == recordLen) {
                return true;
            }
        }
        return false;
    }
}
