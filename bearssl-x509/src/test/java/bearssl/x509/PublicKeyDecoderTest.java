package bearssl.x509;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.ec.EcPublicKey;
import bearssl.rsa.RsaPublicKey;
import bearssl.testing.Bytes;
import bearssl.tls.BrErr;
import bearssl.tls.X509Engine;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PublicKeyDecoderTest {
    private static final byte[] P384_SPKI = TestCerts.ec("secp384r1").getPublic().getEncoded();
    private static final byte[][] FIXTURES = {TestCerts.RSA_SPKI, TestCerts.EC_SPKI, P384_SPKI};

    private final PublicKeyDecoder decoder = new PublicKeyDecoder(256);

    private String decode(byte[] der, int piece) {
        decoder.start();
        for (int i = 0; i < der.length; i += Math.min(piece, der.length - i)) {
            decoder.append(der, i, Math.min(piece, der.length - i));
        }
        int type = decoder.end();
        if (type < 0) {
            assertTrue(-type >= BrErr.BR_ERR_X509_INVALID_VALUE && -type <= BrErr.BR_ERR_X509_NOT_TRUSTED, type + "");
            return BrErr.name(-type).substring("BR_ERR_X509_".length());
        }
        if (type == X509Engine.KEYTYPE_EC) {
            EcPublicKey k = decoder.ecKey();
            return k.curve() + " " + HexFormat.of().formatHex(k.array(), k.off(), k.off() + k.len());
        }
        RsaPublicKey k = decoder.rsaKey();
        return HexFormat.of().formatHex(k.array(), k.modulusOff(), k.modulusOff() + k.modulusLen()) + " "
                + HexFormat.of().formatHex(k.array(), k.exponentOff(), k.exponentOff() + k.exponentLen());
    }

    private String decode(byte[] der) {
        return decode(der, Integer.MAX_VALUE);
    }

    @Test
    void readsRsaAndBothCurves() {
        assertEquals(HexFormat.of().formatHex(TestCerts.RSA_SPKI, 33, 33 + 256) + " 010001",
                decode(TestCerts.RSA_SPKI));
        assertEquals("23 " + HexFormat.of().formatHex(TestCerts.EC_SPKI, 26, 91), decode(TestCerts.EC_SPKI));
        assertEquals("24 " + HexFormat.of().formatHex(P384_SPKI, 23, 120), decode(P384_SPKI));
    }

    @Test
    void otherKeysAndLengthsAreNamed() {
        // RFC 8410, 10.1
        byte[] ed25519 = Base64.getDecoder().decode("MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=");
        assertEquals("UNSUPPORTED", decode(ed25519));
        assertEquals("UNSUPPORTED", decode(TestCerts.ec("secp521r1").getPublic().getEncoded()));
        assertEquals("LIMIT_EXCEEDED", decode(TestCerts.pair("RSA", 2056).getPublic().getEncoded()));
        assertEquals("WEAK_PUBLIC_KEY", decode(TestCerts.pair("RSA", 1016).getPublic().getEncoded()));
        assertEquals("TRUNCATED", decode(new byte[0]));
        assertEquals("EXTRA_ELEMENT", decode(Bytes.join(TestCerts.EC_SPKI, new byte[1])));
        assertEquals("EXTRA_ELEMENT", decode(Bytes.join(TestCerts.EC_SPKI, new byte[1]), TestCerts.EC_SPKI.length));
        assertEquals("UNEXPECTED", decode(TestKeys.der(TestKeys.EC_PKCS8)));
    }

    @Test
    void splitCutOrFlippedAnywhere() {
        for (byte[] der : FIXTURES) {
            String whole = decode(der);
            for (int i = 0; i < der.length; i++) {
                assertEquals(whole, decode(der, i + 1));
                assertEquals("TRUNCATED", decode(Arrays.copyOf(der, i)));
                for (int mask : new int[] {1, 0x20, 0x80, 0xFF}) {
                    byte[] wrong = Bytes.flip(der, i, mask);
                    assertEquals(decode(wrong), decode(wrong, 1));
                }
            }
        }
    }

    @Property(tries = 5000)
    void mutationsEndInAKeyOrACode(@ForAll @IntRange(min = 0, max = 2) int fixture,
            @ForAll @IntRange(min = 0, max = 300) int at, @ForAll byte value,
            @ForAll @IntRange(min = 0, max = 40) int from, @ForAll byte second,
            @ForAll @IntRange(min = 1, max = 300) int piece) {
        byte[] der = FIXTURES[fixture].clone();
        der[at % der.length] = value;
        der[from] = second;
        assertEquals(decode(der), decode(der, piece));
    }

    @Test
    void theNextKeyStartsClean() {
        decode(Stream.of(FIXTURES).findFirst().orElseThrow(), 7);
        decode(new byte[] {0x30});
        assertTrue(decode(TestCerts.EC_SPKI).startsWith("23 04"));
    }
}
