package bearssl.x509;

import bearssl.testing.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Changes certificates at random: their bytes, or their elements with all lengths around kept right. */
final class Mutator {
    private static final int[] TAGS = {0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0C, 0x13, 0x17, 0x18, 0x1E, 0x30, 0x31, 0x80,
        0x81, 0x82, 0x86, 0x87, 0xA0, 0xA1, 0xA3, 0xA4};
    private static final int[] VALUES = {0, 1, 2, 0x7F, 0x80, 0x81, 0x82, 0x84, 0xFF, 0x30, 0x2A, 0x2E};

    private final Random random;

    Mutator(long seed) {
        random = new Random(seed);
    }

    int below(int n) {
        return random.nextInt(n);
    }

    private int of(int[] list) {
        return below(4) == 0 ? below(256) : list[below(list.length)];
    }

    /** A chain like this one with one certificate changed, sometimes two, or the chain itself. */
    List<byte[]> chain(List<byte[]> chain, boolean elements) {
        List<byte[]> result = new ArrayList<>(chain);
        for (int n = below(5) == 0 ? 2 : 1; n > 0; n--) {
            int i = below(result.size());
            result.set(i, elements ? elements(result.get(i)) : bytes(result.get(i), chain.get(below(chain.size()))));
        }
        switch (below(30)) {
            case 0 -> result.remove(below(result.size()));
            case 1 -> result.add(below(result.size()), chain.get(below(chain.size())));
            case 2 -> Collections.swap(result, below(result.size()), below(result.size()));
            case 3 -> result.add(new byte[0]);
            default -> { }
        }
        return result;
    }

    /** One to four changes of bytes. */
    byte[] bytes(byte[] cert, byte[] other) {
        byte[] b = cert.clone();
        for (int n = 1 + below(4); n > 0 && b.length > 0; n--) {
            int at = below(b.length);
            int len = 1 + below(below(3) == 0 ? b.length - at : Math.min(8, b.length - at));
            byte[] head = Bytes.first(b, at);
            byte[] tail = Bytes.without(b, at);
            switch (below(8)) {
                case 0 -> b = Bytes.join(head, Bytes.without(tail, len));
                case 1 -> b = Bytes.join(head, Bytes.first(tail, len), tail);
                case 2 -> b = Bytes.join(head, Bytes.of(of(VALUES)), tail);
                case 3 -> b = Bytes.join(head, other.length == 0 ? other : Bytes.without(other, below(other.length)));
                case 4 -> b[at] = (byte) of(TAGS);
                case 5 -> b[at] ^= 1 << below(8);
                default -> b[at] = (byte) of(VALUES);
            }
        }
        return b.length > 0xFFFF ? cert : b;
    }

    /** One to three changes of elements. */
    byte[] elements(byte[] cert) {
        DerNode tree = DerNode.parse(cert);
        if (tree == null) {
            return bytes(cert, cert);
        }
        List<DerNode> all = new ArrayList<>();
        collect(tree, all);
        for (int n = 1 + below(3); n > 0; n--) {
            change(all.get(below(all.size())), all);
        }
        byte[] result = tree.encode();
        return result.length > 0xFFFF ? cert : result;
    }

    private static void collect(DerNode node, List<DerNode> all) {
        all.add(node);
        node.children.forEach(child -> collect(child, all));
    }

    private void change(DerNode node, List<DerNode> all) {
        int at = node.children.isEmpty() ? 0 : below(node.children.size());
        switch (below(node.children.isEmpty() ? 7 : 12)) {
            case 0 -> node.tag = below(2) == 0 ? of(TAGS) : node.tag ^ 0x20;
            case 1 -> node.content = contents(node.content);
            case 2, 3 -> {
                if (node.content.length > 0) {
                    node.content[below(node.content.length)] = (byte) of(VALUES);
                }
            }
            case 4 -> node.content = Bytes.join(node.content, Bytes.of(of(VALUES)));
            case 5 -> node.content = Bytes.first(node.content, below(node.content.length + 1));
            case 6 -> {
                if (below(3) == 0) {
                    node.length = Der.length(Math.max(0, node.bodyLen() + below(5) - 2));
                } else if (below(2) == 0) {
                    node.length = Bytes.of(of(VALUES));
                } else {
                    node.behind = Bytes.of(of(TAGS), 0);
                }
            }
            case 7 -> node.children.remove(at);
            case 8 -> node.children.add(at, node.children.get(at).copy());
            case 9 -> Collections.swap(node.children, at, below(node.children.size()));
            case 10 -> node.children.set(at, all.get(below(all.size())).copy());
            default -> node.children.add(at, all.get(below(all.size())).copy());
        }
    }

    private byte[] contents(byte[] content) {
        switch (below(5)) {
            case 0:
                return new byte[below(3) == 0 ? 250 + below(20) : below(20)];
            case 1: {
                byte[] b = new byte[below(40)];
                random.nextBytes(b);
                return b;
            }
            case 2: {
                byte[] b = new byte[250 + below(300)];
                Arrays.fill(b, (byte) 'a');
                return b;
            }
            case 3:
                return Bytes.join(content, content);
            default:
                return new byte[0];
        }
    }
}
