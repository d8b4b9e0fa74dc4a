package bearssl.rsa;

import bearssl.base.Workspace;
import bearssl.hash.HashFunction;
import bearssl.testing.Vectors;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Readers of the RSA vector files, and keys made for our API. */
final class RsaVectors {
    /** JDK digest names by our numbers. */
    static final String[] DIGESTS = {null, null, "SHA-1", "SHA-224", "SHA-256", "SHA-384", "SHA-512"};

    private RsaVectors() {
    }

    /** One labelled number of a file, in file order. */
    record Item(String label, byte[] value) {
    }

    static byte[] hex(String s) {
        return HexFormat.of().parseHex(s.length() % 2 == 0 ? s : "0" + s);
    }

    /** The number for a file's or the JDK's name of a hash, with or without the hyphen. */
    static int hashId(String name) {
        for (int id = HashFunction.SHA1; id <= HashFunction.SHA512; id++) {
            if (DIGESTS[id].replace("-", "").equals(name.replace("-", ""))) {
                return id;
            }
        }
        throw new IllegalArgumentException(name);
    }

    static byte[] digest(int hashId, byte[] message) {
        try {
            return MessageDigest.getInstance(DIGESTS[hashId]).digest(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The number in just as many bytes. */
    static byte[] bytes(BigInteger v, int len) {
        byte[] out = new byte[len];
        byte[] in = v.toByteArray();
        int n = Math.min(len, in.length);
        System.arraycopy(in, in.length - n, out, len - n, n);
        return out;
    }

    /** A key in an array that holds other bytes around it and zeros in front of both numbers. */
    static RsaPublicKey key(byte[] n, byte[] e) {
        byte[] array = new byte[5 + n.length + 3 + e.length + 1];
        Arrays.fill(array, (byte) 0xFF);
        array[4] = 0;
        System.arraycopy(n, 0, array, 5, n.length);
        array[5 + n.length + 1] = 0;
        array[5 + n.length + 2] = 0;
        System.arraycopy(e, 0, array, 5 + n.length + 3, e.length);
        RsaPublicKey key = new RsaPublicKey();
        key.set(array, 4, 1 + n.length, 5 + n.length + 1, 2 + e.length);
        return key;
    }

    static RsaPublicKey key(BigInteger n, BigInteger e) {
        return key(n.toByteArray(), e.toByteArray());
    }

    /** A workspace for moduli of this length and not a byte longer. */
    static Workspace workspace(int modulusBits) {
        return workspace(RsaI15.INSTANCE, modulusBits);
    }

    static Workspace workspace(RsaPublic rsa, int modulusBits) {
        return new Workspace((modulusBits + 7) / 8, rsa.scratchShorts(modulusBits), rsa.scratchInts(modulusBits),
                rsa.scratchLongs(modulusBits));
    }

    /** Whether every element is zero and every frame given back. */
    static boolean isClean(Workspace ws) {
        long sum = ws.shorts.length - ws.freeShorts() | ws.bytes.length - ws.freeBytes()
                | ws.ints.length - ws.freeInts() | ws.longs.length - ws.freeLongs();
        for (short s : ws.shorts) {
            sum |= s;
        }
        for (byte b : ws.bytes) {
            sum |= b;
        }
        for (int i : ws.ints) {
            sum |= i;
        }
        for (long l : ws.longs) {
            sum |= l;
        }
        return sum == 0;
    }

    /** The "# Label:" blocks of an RSA Laboratories file. */
    static List<Item> rsaLabs(String file) {
        List<Item> items = new ArrayList<>();
        String label = null;
        StringBuilder digits = new StringBuilder();
        for (String line : Vectors.lines("cavp/rsa/" + file)) {
            if (line.startsWith("#")) {
                if (digits.length() > 0) {
                    items.add(new Item(label, hex(digits.toString())));
                    digits.setLength(0);
                }
                label = line.substring(1).trim();
            } else if (label != null && line.trim().matches("([0-9a-f]{2} ?)+")) {
                digits.append(line.replace(" ", "").trim());
            }
        }
        return items;
    }
}
