package bearssl.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A field of a message: a value, a group of fields, or a vector, which is a group with its length in front. When a part
 * changes, the lengths around it stay true, unless they are told to stay as they were or to lie.
 */
final class WireField {
    final String name;
    final int lengthBytes; // 0 if no length stands in front
    final List<WireField> parts; // null for a value
    byte[] value;
    private int announced = -1; // what the length says, -1 for the truth

    private WireField(String name, int lengthBytes, List<WireField> parts, byte[] value) {
        this.name = name;
        this.lengthBytes = lengthBytes;
        this.parts = parts;
        this.value = value;
    }

    static WireField value(String name, byte[] value) {
        return new WireField(name, 0, null, value);
    }

    static WireField group(String name, WireField... parts) {
        return vector(name, 0, parts);
    }

    static WireField vector(String name, int lengthBytes, WireField... parts) {
        return new WireField(name, lengthBytes, new ArrayList<>(Arrays.asList(parts)), null);
    }

    WireField copy() {
        return parts == null ? value(name, value)
                : vector(name, lengthBytes, parts.stream().map(WireField::copy).toArray(WireField[]::new));
    }

    boolean isValue() {
        return parts == null;
    }

    /** What is in it, without the length in front. */
    byte[] content() {
        return isValue() ? value : Bytes.join(parts.stream().map(WireField::bytes).toArray(byte[][]::new));
    }

    byte[] bytes() {
        byte[] content = content();
        int said = announced < 0 ? content.length : announced;
        byte[] length = new byte[lengthBytes];
        for (int i = 0; i < lengthBytes; i++) {
            length[i] = (byte) (said >>> 8 * (lengthBytes - 1 - i));
        }
        return Bytes.join(length, content);
    }

    /** From now on the length says this. */
    void announce(int length) {
        announced = length;
    }

    /** All lengths stay as they are now. */
    void keepLengths() {
        if (!isValue()) {
            announced = content().length;
            parts.forEach(WireField::keepLengths);
        }
    }

    /** This field and all in it, in the order of the bytes. */
    List<WireField> all() {
        List<WireField> all = new ArrayList<>();
        all.add(this);
        if (!isValue()) {
            parts.forEach(part -> all.addAll(part.all()));
        }
        return all;
    }

    /** The field that this one is a part of. @param root where to look @return null for the root itself */
    WireField parent(WireField root) {
        for (WireField field : root.all()) {
            if (!field.isValue() && indexIn(field) >= 0) {
                return field;
            }
        }
        return null;
    }

    /** Where among the parts of another one it is. @return -1 if it is not */
    int indexIn(WireField parent) {
        for (int i = 0; i < parent.parts.size(); i++) {
            if (parent.parts.get(i) == this) {
                return i;
            }
        }
        return -1;
    }
}
