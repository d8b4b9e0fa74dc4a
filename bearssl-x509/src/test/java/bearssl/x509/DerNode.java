package bearssl.x509;

import bearssl.testing.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** One element of a DER tree, to be changed in place: header, content and children. */
final class DerNode {
    int tag;
    /** Content in front of the children: everything of a primitive element, the first byte of a BIT STRING. */
    byte[] content = new byte[0];
    List<DerNode> children = new ArrayList<>();
    /** Replaces the length octets; null: the shortest form of the true length. */
    byte[] length;
    /** Behind the element. */
    byte[] behind = new byte[0];

    /** An element with nothing in front and nothing behind; null if the bytes are no DER. */
    static DerNode parse(byte[] der) {
        List<DerNode> all = parseAll(der, 0, der.length);
        return all != null && all.size() == 1 ? all.get(0) : null;
    }

    private static List<DerNode> parseAll(byte[] b, int off, int end) {
        List<DerNode> nodes = new ArrayList<>();
        int at = off;
        while (at < end) {
            DerNode node = new DerNode();
            node.tag = b[at++] & 0xFF;
            if ((node.tag & 0x1F) == 0x1F || at == end) {
                return null;
            }
            int len = b[at++] & 0xFF;
            if (len >= 0x80) {
                int count = len - 0x80;
                len = 0;
                while (count-- > 0 && at < end && len < 0x10000) {
                    len = len << 8 | b[at++] & 0xFF;
                }
            }
            if (len > end - at) {
                return null;
            }
            node.fill(b, at, at + len);
            at += len;
            nodes.add(node);
        }
        return nodes;
    }

    private void fill(byte[] b, int off, int end) {
        // strings of octets and bits hold DER of their own in extensions and keys
        int skip = tag == 0x03 ? 1 : 0;
        boolean nested = (tag & 0x20) != 0 || (tag == 0x03 || tag == 0x04) && end - off > 4;
        List<DerNode> inner = nested && off + skip <= end ? parseAll(b, off + skip, end) : null;
        if (inner == null) {
            content = Arrays.copyOfRange(b, off, end);
        } else {
            content = Arrays.copyOfRange(b, off, off + skip);
            children = inner;
        }
    }

    byte[] encode() {
        byte[] body = content;
        for (DerNode child : children) {
            body = Bytes.join(body, child.encode());
        }
        return Bytes.join(Bytes.of(tag), length == null ? Der.length(body.length) : length, body, behind);
    }

    /** Length of the content as it will be encoded. */
    int bodyLen() {
        int len = content.length;
        for (DerNode child : children) {
            len += child.encode().length;
        }
        return len;
    }

    DerNode copy() {
        DerNode c = new DerNode();
        c.tag = tag;
        c.content = content.clone();
        c.length = length;
        c.behind = behind;
        children.forEach(child -> c.children.add(child.copy()));
        return c;
    }

    /** Number of elements, this one included. */
    int count() {
        return 1 + children.stream().mapToInt(DerNode::count).sum();
    }

    /** The {@code index}-th element in the order of the encoding. */
    DerNode node(int index) {
        if (index == 0) {
            return this;
        }
        int left = index - 1;
        for (DerNode child : children) {
            int n = child.count();
            if (left < n) {
                return child.node(left);
            }
            left -= n;
        }
        throw new IndexOutOfBoundsException(index);
    }

    /** A copy with a change to its {@code index}-th element, encoded. */
    byte[] changed(int index, Consumer<DerNode> change) {
        DerNode c = copy();
        change.accept(c.node(index));
        return c.encode();
    }
}
