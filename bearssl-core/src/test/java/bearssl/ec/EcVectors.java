package bearssl.ec;

import bearssl.testing.Vectors;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** What the tests of this package share: P-256 in affine BigInteger arithmetic as the model, and vector files. */
final class EcVectors {
    static final BigInteger P = new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);
    static final BigInteger N = new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
    static final BigInteger B = new BigInteger("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b", 16);
    static final BigInteger GX = new BigInteger("6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296", 16);
    static final BigInteger GY = new BigInteger("4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5", 16);
    static final Affine G = new Affine(GX, GY);

    private EcVectors() {
    }

    /** A point; null stands for infinity. */
    record Affine(BigInteger x, BigInteger y) {
        byte[] encoded() {
            byte[] e = new byte[65];
            e[0] = 4;
            System.arraycopy(fixed(x), 0, e, 1, 32);
            System.arraycopy(fixed(y), 0, e, 33, 32);
            return e;
        }

        Affine negated() {
            return new Affine(x, P.subtract(y));
        }
    }

    static Affine add(Affine a, Affine b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        BigInteger slope;
        if (!a.x.equals(b.x)) {
            slope = b.y.subtract(a.y).multiply(b.x.subtract(a.x).modInverse(P));
        } else if (a.y.equals(b.y)) {
            BigInteger three = BigInteger.valueOf(3);
            slope = three.multiply(a.x.multiply(a.x)).subtract(three).multiply(a.y.add(a.y).modInverse(P));
        } else {
            return null;
        }
        BigInteger x = slope.multiply(slope).subtract(a.x).subtract(b.x).mod(P);
        return new Affine(x, slope.multiply(a.x.subtract(x)).subtract(a.y).mod(P));
    }

    static Affine multiply(BigInteger scalar, Affine a) {
        Affine sum = null;
        for (int i = scalar.bitLength() - 1; i >= 0; i--) {
            sum = add(sum, sum);
            if (scalar.testBit(i)) {
                sum = add(sum, a);
            }
        }
        return sum;
    }

    /** The 32 bytes of a number below 2^256. */
    static byte[] fixed(BigInteger v) {
        return HexFormat.of().parseHex(String.format("%064x", v));
    }

    static byte[] hex(String s) {
        return HexFormat.of().parseHex(s);
    }

    /** An encoded point from two coordinates in hexadecimal of any length; longer than 65 bytes if one is too long. */
    static byte[] point(String x, String y) {
        return hex("04" + padded(x) + padded(y));
    }

    private static String padded(String digits) {
        return "0".repeat(digits.length() < 64 ? 64 - digits.length() : digits.length() % 2) + digits;
    }

    /** The cases of a CAVP file that follow a section header, say {@code "[P-256]"}, up to the next curve's. */
    static List<Map<String, String>> cavp(String file, String section) {
        List<Map<String, String>> cases = new ArrayList<>();
        Map<String, String> values = new HashMap<>();
        boolean inside = false;
        for (String line : Vectors.lines("cavp/" + file)) {
            int eq = line.indexOf(" = ");
            if (line.startsWith("[") && !line.startsWith("[B.4.2")) {
                inside = line.strip().equals(section);
            } else if (inside && eq > 0) {
                values.put(line.substring(0, eq).strip(), line.substring(eq + 3).strip());
            } else if (line.isBlank() && !values.isEmpty()) {
                if (values.size() > 1) {
                    cases.add(values);
                }
                values = new HashMap<>();
            }
        }
        if (values.size() > 1) {
            cases.add(values);
        }
        return cases;
    }

    /** A test of a Wycheproof file with its group. */
    record Wycheproof(JsonObject group, JsonObject test) {
        String text(String name) {
            return test.get(name).getAsString();
        }

        byte[] bytes(String name) {
            return hex(text(name));
        }

        int id() {
            return test.get("tcId").getAsInt();
        }
    }

    static List<Wycheproof> wycheproof(String file) {
        List<Wycheproof> all = new ArrayList<>();
        for (JsonElement g : Vectors.json("wycheproof/" + file).getAsJsonArray("testGroups")) {
            for (JsonElement t : g.getAsJsonObject().getAsJsonArray("tests")) {
                all.add(new Wycheproof(g.getAsJsonObject(), t.getAsJsonObject()));
            }
        }
        return all;
    }
}
