package bearssl.testing;

import java.util.List;
import java.util.Random;

/** Changes one field of a message, or the length in front of one. */
final class FieldMutation {
    /** What to do with a field. */
    enum Kind {
        FLIP, SET, INSERT, DELETE, REPLACE, LENGTH, REMOVE, DOUBLE, SWAP, EMPTY, GROW
    }

    /** Versions, suites, curves, algorithms and types that mean something somewhere, and borders. */
    private static final int[] WORDS = {
        0, 1, 2, 5, 10, 11, 13, 15, 16, 18, 22, 23, 24, 25, 28, 29, 30, 35, 43, 51, 63, 64, 512, 0x0100,
        0x00FF, 0x009C, 0x009D, 0x009E, 0x1301, 0x0300, 0x0301, 0x0302, 0x0303, 0x0304, 0x0401, 0x0403, 0x0501, 0x0201,
        0x0804, 0x4001, 0xC02B, 0xC02C, 0xC02F, 0xC030, 0xC0AC, 0xCCA8, 0x5600, 0xFF01, 0xFFFF,
    };
    private static final int[] SIZES = {
        1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 15, 16, 255, 256, 300, 513, 2000, 16384, 65536, 102400,
    };

    private Kind kind;
    private final boolean keepsLengths;
    private final Random random;
    private WireField root;

    FieldMutation(Kind kind, boolean keepsLengths, int value) {
        this.kind = kind;
        this.keepsLengths = keepsLengths;
        random = new Random(value);
    }

    /** Changes a field of this tree; where none is of the right kind something is inserted. @return what was done */
    String change(WireField tree, int index) {
        root = tree;
        List<WireField> candidates = root.all().stream().filter(this::suits).toList();
        if (candidates.isEmpty()) {
            kind = Kind.INSERT;
            candidates = root.all().stream().filter(this::suits).toList();
        }
        WireField field = candidates.get(index % candidates.size());
        byte[] before = field.bytes();
        if (keepsLengths) {
            root.keepLengths();
        }
        change(field);
        return "of " + field.name + ", " + before.length + " bytes now " + field.bytes().length
                + (keepsLengths ? ", lengths around it kept" : "");
    }

    private boolean suits(WireField field) {
        switch (kind) {
            case FLIP:
            case SET:
            case DELETE:
            case REPLACE:
                return field.isValue() && field.value.length > 0;
            case INSERT:
                return field.isValue();
            case LENGTH:
            case GROW:
                return field.lengthBytes > 0;
            case EMPTY:
                return field.content().length > 0;
            case REMOVE:
            case DOUBLE:
                return field != root;
            case SWAP:
                return !field.isValue() && field.parts.size() > 1;
            default:
                return true;
        }
    }

    private void change(WireField field) {
        byte[] v = field.value;
        int at = v == null || v.length == 0 ? 0 : random.nextInt(v.length);
        switch (kind) {
            case FLIP:
                field.value = Bytes.flip(v, at, 1 << random.nextInt(8));
                break;
            case SET:
                field.value = Bytes.with(v, at, new int[] {0, 1, 3, 0x7F, 0x80, 0xFF}[random.nextInt(6)]);
                break;
            case INSERT:
                field.value = Bytes.join(Bytes.first(v, at), Bytes.of(random.nextInt(256)), Bytes.without(v, at));
                break;
            case DELETE:
                field.value = Bytes.join(Bytes.first(v, at), Bytes.without(v, at + 1));
                break;
            case REPLACE:
                field.value = replacement(v.length);
                break;
            case LENGTH:
                field.announce(length(field));
                break;
            case EMPTY:
                grow(field, -1);
                break;
            case GROW:
                grow(field, SIZES[random.nextInt(SIZES.length)]);
                break;
            default:
                among(field);
                break;
        }
    }

    private byte[] replacement(int len) {
        byte[] b = new byte[len];
        int word = WORDS[random.nextInt(WORDS.length)];
        if (len <= 2) {
            b[len - 1] = (byte) word;
            b[0] = (byte) (len == 2 ? word >> 8 : word);
        } else if (random.nextBoolean()) {
            random.nextBytes(b);
        }
        return b;
    }

    private int length(WireField field) {
        int len = field.content().length;
        int most = (1 << 8 * field.lengthBytes) - 1;
        switch (random.nextInt(8)) {
            case 0:
                return 0;
            case 1:
                return most;
            case 2:
            case 3:
                return len - 1 & most;
            case 4:
            case 5:
                return len + 1 & most;
            case 6:
                return len * 2 & most;
            default:
                return random.nextInt(most + 1);
        }
    }

    // Takes everything out, or puts some bytes behind.
    private void grow(WireField field, int more) {
        byte[] bytes = new byte[Math.max(0, more)];
        if (random.nextBoolean()) {
            random.nextBytes(bytes);
        }
        if (field.isValue()) {
            field.value = more < 0 ? bytes : Bytes.join(field.value, bytes);
            return;
        }
        if (more < 0) {
            field.parts.clear();
        }
        field.parts.add(WireField.value("more", bytes));
    }

    private void among(WireField field) {
        if (kind == Kind.SWAP) {
            int i = random.nextInt(field.parts.size() - 1);
            field.parts.add(i, field.parts.remove(i + 1));
            return;
        }
        WireField parent = field.parent(root);
        int i = field.indexIn(parent);
        if (kind == Kind.REMOVE) {
            parent.parts.remove(i);
        } else {
            parent.parts.add(random.nextInt(parent.parts.size() + 1), field.copy());
        }
    }
}
