package bearssl.testing;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * String literals in methods of classes that work after set-up. HotSpot makes all literals of a class when it compiles
 * one of its methods, also those of branches never taken, and charges the thread that happens to run: an allocation
 * long after set-up. A literal in a static initialiser is made with the class.
 */
public final class StringLiterals {
    /** Texts for people, and classes for set-up only. */
    private static final Set<String> EXEMPT = Set.of(
            "bearssl/tls/AlertText", "bearssl/tls/BrErr", "bearssl/tls/CipherSuite", "bearssl/tls/HandshakeStep",
            "bearssl/tls/TlsProfile", "bearssl/x509/Base64", "bearssl/x509/PemDecoder", "bearssl/x509/PinText", "mqttlite/MqttStatus");

    private StringLiterals() {
    }

    /**
     * The offending methods, one line each.
     *
     * @param classes internal name to class file, for example of {@link ModuleFiles#classes}
     */
    public static List<String> inMethods(Map<String, byte[]> classes) {
        Set<String> found = new TreeSet<>();
        classes.forEach((name, file) -> {
            if (!isExempt(name)) {
                ClassNode node = new ClassNode();
                new ClassReader(file).accept(node, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
                for (MethodNode method : node.methods) {
                    if (!method.name.equals("<clinit>")) {
                        literals(name + "." + method.name, method, found);
                    }
                }
            }
        });
        return List.copyOf(found);
    }

    private static boolean isExempt(String name) {
        boolean isStream = name.startsWith("bearssl/tls/stream/") && !name.endsWith("/SocketTransport");
        return isStream || name.startsWith("bearssl/tls/profile/") || name.startsWith("mqttlite/cli/")
                || name.startsWith("mqttlite/stream/") || EXEMPT.contains(name);
    }

    private static void literals(String where, MethodNode method, Set<String> found) {
        for (AbstractInsnNode insn : method.instructions) {
            if (insn instanceof LdcInsnNode && ((LdcInsnNode) insn).cst instanceof String) {
                found.add(where + ": \"" + ((LdcInsnNode) insn).cst + "\"");
            }
        }
    }
}
