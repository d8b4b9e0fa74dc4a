package bearssl.x509;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import bearssl.testing.Bytes;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Where our verdict in lenient mode may be another than BearSSL's, and why. None of them accepts what BearSSL refuses:
 * {@link #of} knows no such difference.
 */
enum AllowedDifference {
    /**
     * X.690: an ECDSA-Sig-Value is DER. BearSSL also takes lengths and numbers that are not the shortest, so that one
     * signature has many forms; we refuse them in TLS, too.
     */
    SIGNATURE_NOT_DER(AllowedDifference::hasSignatureNotDer, "52", "62"),

    /**
     * RFC 8017, A.2.4: in a DigestInfo the parameters of the hash function "shall have a value of type NULL". BearSSL
     * also takes none, and with that more messages that a forger may aim at.
     */
    DIGEST_INFO_WITHOUT_NULL(label("sig/padding-1(-anchor)?"), "52", "62"),

    /** RFC 8017, 3.1: 3 <= e. With e = 1 everybody can sign. */
    EXPONENT_ONE(label("signer/exponent-1(-anchor|-ca)?|sig/padding-0(-anchor)?"), "52", "62"),

    /**
     * BearSSL makes all string types UTF-8. We do not where that makes them longer (BMPString, TeletexString with
     * characters beyond ASCII), nor where what has to be gathered is longer than 255 bytes though the name is not: a
     * server's name is ASCII in a type of one byte a character.
     */
    STRING_BEYOND_ASCII(label("name/(beyond-ascii-utf16|beyond-ascii-latin1|utf16-length|utf16-long|mark-length"
            + "|mark-length-san)"), "56"),

    /** BearSSL stops at the zero and does not see that half a character follows, more than 256 bytes on. */
    ODD_LENGTH_AFTER_ZERO(label("name/utf16-long-zero-odd"), "36"),

    /** A version or path length of more than 256 bytes that start with zeros is a small number to BearSSL. */
    LONG_ZERO(line -> certs(line).anyMatch(cert -> new String(cert, ISO_8859_1)
            .matches("(?s).*\\x02\\x82\\x01.\\x00\\x00.*")), "46");

    private final Predicate<String> covers;
    private final List<String> ours;

    AllowedDifference(Predicate<String> covers, String... ours) {
        this.covers = covers;
        this.ours = List.of(ours);
    }

    /**
     * The reason for a difference.
     *
     * @param line case as for {@code verify -batch}
     * @param ours our code
     * @return null if there is none
     */
    static AllowedDifference of(String line, String ours) {
        return Arrays.stream(values()).filter(d -> d.ours.contains(ours) && d.covers.test(line)).findFirst().orElse(null);
    }

    private static Predicate<String> label(String regex) {
        return line -> line.substring("id=".length(), line.indexOf('#')).matches(regex);
    }

    private static Stream<byte[]> certs(String line) {
        return Arrays.stream(line.split(" ")).filter(token -> token.startsWith("cert="))
                .map(token -> Base64.getDecoder().decode(token.substring("cert=".length())));
    }

    private static boolean hasSignatureNotDer(String line) {
        return certs(line).anyMatch(AllowedDifference::isSignatureNotDer);
    }

    private static boolean isSignatureNotDer(byte[] cert) {
        DerNode tree = DerNode.parse(cert);
        if (tree == null || tree.children.size() != 3) {
            return false;
        }
        DerNode bits = tree.children.get(2);
        if (bits.children.size() != 1 || bits.children.get(0).children.size() != 2) {
            return false;
        }
        DerNode value = bits.children.get(0);
        boolean isShortest = value.children.stream().allMatch(n -> n.content.length > 0
                && (n.content.length == 1 || n.content[0] != 0 || n.content[1] < 0) && n.content[0] >= 0);
        byte[] shortest = Bytes.join(bits.content, value.encode());
        byte[] sent = Arrays.copyOfRange(cert, cert.length - shortest.length, cert.length);
        return !isShortest || !Arrays.equals(shortest, sent);
    }
}
