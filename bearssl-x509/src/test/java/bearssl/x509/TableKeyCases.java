package bearssl.x509;

import static bearssl.x509.TablePki.HOST;

import bearssl.testing.Bytes;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;

/** The rows about public keys. */
final class TableKeyCases {
    private static final BigInteger F4 = BigInteger.valueOf(65537);

    private final TableCases cases;

    TableKeyCases(TableCases cases) {
        this.cases = cases;
    }

    void form() {
        byte[] n = modulus(2048).toByteArray();
        leaf("RSA key without parameters", Der.sequence(Der.sequence(Der.oid("1.2.840.113549.1.1.1")),
                Der.bits(0, Der.sequence(Der.tlv(0x02, n), Der.integer(65537)))));
        leaf("RSA modulus with a leading zero too many",
                CorpusKey.Rsa.spki(Bytes.join(new byte[1], n), F4.toByteArray()));
        leaf("point compressed", CorpusKey.Ec.spki(23, CorpusKey.ec(23, "table leaf").point(true)));
    }

    void keys() {
        cases.rule("KEYS");
        byte[] point = CorpusKey.ec(23, "table leaf").point(false);
        leaf("point not on its curve", CorpusKey.Ec.spki(23, Bytes.flip(point, -1, 1)));
        leaf("RSA modulus even", CorpusKey.Rsa.spki(modulus(2048).clearBit(0), F4));
        leaf("RSA exponent even", CorpusKey.Rsa.spki(modulus(2048), BigInteger.valueOf(65536)));
        leaf("RSA exponent 1", CorpusKey.Rsa.spki(modulus(2048), BigInteger.ONE));
        leaf("RSA exponent of nine bytes", CorpusKey.Rsa.spki(modulus(2048), BigInteger.ONE.shiftLeft(64).setBit(0)));
        leaf("RSA key of 1024 bits", rsa(1024));
        CorpusKey weak = CorpusKey.rsa("1024");
        cases.add("RSA key of 1024 bits of a CA", HOST, TablePki.ROOT,
                List.of(TablePki.leaf(TablePki.INTER_DN, weak, TablePki.HOST_NAME).signed(weak),
                        TablePki.ca(TablePki.ROOT_DN, TablePki.ROOT_KEY, TablePki.INTER_DN, weak)
                                .signed(TablePki.ROOT_KEY)));
    }

    private void leaf(String what, byte[] spki) {
        cases.leaf(what, TablePki.with(TablePki.leaf(), spki));
    }

    /** A number in the place of a modulus: nobody computes with a leaf's key here. */
    private static BigInteger modulus(int bits) {
        return new BigInteger(bits, new Random(bits)).setBit(bits - 1).setBit(0);
    }

    static byte[] rsa(int bits) {
        return CorpusKey.Rsa.spki(modulus(bits), F4);
    }
}
