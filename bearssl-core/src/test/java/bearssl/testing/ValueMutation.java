package bearssl.testing;

import java.util.Random;

/** Changes what a server is about to write: its ServerHello, and the parameters of the key exchange that it signs. */
final class ValueMutation {
    private static final int[] SUITES = {0xC02F, 0xC02B, 0x009C, 0xC02F, 0xC02B, 0x009C, 0xC030, 0x1301, 0x00FF, 0};
    private static final int[] EXTENSIONS = {0, 1, 5, 10, 11, 13, 16, 22, 23, 28, 35, 43, 50, 51, 0xFF01};
    private static final byte[][] CONTENTS = {
        {}, {}, {0}, {1}, {2}, {3}, {4}, {5}, {1, 0}, {1, 1}, {0, 63}, {0, 64}, {2, 0}, {(byte) 0xFF, (byte) 0xFF},
        {0, 3, 2, 'h', '2'}, {0, 3, 2, 'h', '3'}, {0, 1, 0}, {0, 5, 4, 'm', 'q', 't', 't'},
    };
    /** Good ones, to what may have been asked. */
    private static final byte[][] ANSWERS = {
        answer(0), answer(1, 1), answer(1, 2), answer(1, 4), answer(10, 0, 2, 0, 23), answer(11, 1, 0), answer(23),
        answer(16, 0, 5, 4, 'm', 'q', 't', 't'), answer(28, 2, 0), answer(28, 64, 0), answer(0xFF01, 0),
    };

    private ValueMutation() {
    }

    private static byte[] answer(int type, int... data) {
        return Bytes.join(Bytes.u16(type), Bytes.vector16(Bytes.of(data)));
    }

    private static byte[] any(byte[][] contents, Random random) {
        return contents[random.nextInt(contents.length)];
    }

    /** @return what was changed */
    static String hello(ScriptedServer.Hello h, Random random) {
        switch (random.nextInt(9)) {
            case 0:
                h.suite = Mutation.any(SUITES, random);
                return "suite " + Integer.toHexString(h.suite);
            case 1:
                h.version = Mutation.any(Mutation.VERSIONS, random);
                return "version " + Integer.toHexString(h.version);
            case 2:
                h.compression = Mutation.any(new int[] {0, 1, 64, 255}, random);
                return "compression " + h.compression;
            case 3:
                h.sessionId = Mutation.bytes(Mutation.any(new int[] {0, 1, 31, 32, 33, 255}, random), random);
                return "session id of " + h.sessionId.length;
            case 4:
                int gone = Mutation.any(EXTENSIONS, random);
                h.drop(gone);
                return "no extension " + gone;
            case 5:
                h.hasExtensions = false;
                return "no extensions";
            case 6:
                h.extensions.add(any(ANSWERS, random));
                return "another extension " + Bytes.u16(h.extensions.get(h.extensions.size() - 1), 0);
            default:
                int type = Mutation.any(EXTENSIONS, random);
                byte[] data = any(CONTENTS, random);
                if (random.nextBoolean()) {
                    h.drop(type);
                }
                h.extensions.add(random.nextInt(h.extensions.size() + 1),
                        Bytes.join(Bytes.u16(type), Bytes.vector16(data)));
                return "extension " + type + " of " + data.length + " bytes";
        }
    }

    /** @return what was changed */
    static String exchange(ScriptedServer.KeyExchangeParams k, Random random) {
        switch (random.nextInt(7)) {
            case 0:
                k.curveType = random.nextInt(5);
                return "curve type " + k.curveType;
            case 1:
                k.curve = Mutation.any(new int[] {0, 19, 22, 24, 25, 29, 256, 0xFF01, 0xFFFF}, random);
                return "curve " + k.curve;
            case 2:
                k.point = Bytes.flip(Bytes.first(k.point, 65), random.nextInt(65), 1 << random.nextInt(8));
                return "a point that is none";
            case 3:
                k.point = Mutation.any(new int[] {0, 1}, random) == 0 ? Bytes.of(0)
                        : Bytes.with(Bytes.first(k.point, 33), 0, 2);
                return "a point of " + k.point.length + " bytes";
            case 4:
                k.point = Bytes.first(k.point, random.nextInt(130));
                return "a point of " + k.point.length + " bytes";
            case 5:
                k.hash = Mutation.any(new int[] {2, 5, 6}, random);
                return "hash " + k.hash;
            default:
                k.signature = random.nextInt(5);
                return "signature algorithm " + k.signature;
        }
    }
}
