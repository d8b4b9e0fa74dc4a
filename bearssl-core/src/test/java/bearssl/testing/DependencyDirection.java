package bearssl.testing;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which package may know which: bytes enter at the socket and only move up, so names point down.
 * A package that is not in the table may exist nowhere.
 */
public final class DependencyDirection {
    private static final Set<String> BASE = Set.of("bearssl.base");
    private static final Set<String> PRIMITIVES = Set.of("bearssl.base", "bearssl.bigint",
            "bearssl.hash");
    private static final Set<String> BELOW_TLS = Set.of("bearssl.base", "bearssl.bigint",
            "bearssl.hash", "bearssl.aead", "bearssl.rsa", "bearssl.ec", "bearssl.rand");

    /** Package to the packages of ours that it may name besides itself. */
    private static final Map<String, Set<String>> MAY_NAME = Map.ofEntries(
            Map.entry("bearssl.base", Set.of()),
            Map.entry("bearssl.bigint", BASE),
            Map.entry("bearssl.hash", BASE),
            Map.entry("bearssl.aead", PRIMITIVES),
            Map.entry("bearssl.rand", Set.of("bearssl.base", "bearssl.hash")),
            // padding and key generation draw random bytes
            Map.entry("bearssl.rsa", plus(PRIMITIVES, "bearssl.rand")),
            Map.entry("bearssl.ec", plus(PRIMITIVES, "bearssl.rand")),
            Map.entry("bearssl.tls", BELOW_TLS),
            Map.entry("bearssl.tls.profile", plus(BELOW_TLS, "bearssl.tls")),
            Map.entry("bearssl.tls.stream", Set.of("bearssl.base", "bearssl.rand", "bearssl.tls",
                    "bearssl.tls.profile")),
            Map.entry("bearssl.x509", Set.of("bearssl.base", "bearssl.hash", "bearssl.rsa",
                    "bearssl.ec", "bearssl.tls")),
            Map.entry("mqttlite", BASE),
            Map.entry("mqttlite.stream", plus(BELOW_TLS, "bearssl.tls", "bearssl.tls.profile",
                    "bearssl.tls.stream", "bearssl.x509", "mqttlite")),
            Map.entry("mqttlite.cli", plus(BELOW_TLS, "bearssl.tls", "bearssl.tls.profile",
                    "bearssl.tls.stream", "bearssl.x509", "mqttlite", "mqttlite.stream")));

    private DependencyDirection() {
    }

    /**
     * The names that point the wrong way, one line each.
     *
     * @param classes internal name to class file, for example of {@link ModuleFiles#classes}
     */
    public static List<String> violations(Map<String, byte[]> classes) {
        Set<String> found = new TreeSet<>();
        classes.forEach((name, file) -> {
            String from = ModuleFiles.packageOf(name);
            Set<String> allowed = MAY_NAME.get(from);
            if (allowed == null) {
                found.add("package " + from + " has no place in the order of packages");
                return;
            }
            for (String type : References.types(file)) {
                String to = ModuleFiles.packageOf(type.replace('.', '/'));
                boolean ours = MAY_NAME.containsKey(to) || to.matches("(bearssl|mqttlite)(\\..*)?");
                if (ours && !to.equals(from) && !allowed.contains(to)) {
                    found.add(name.replace('/', '.') + " names " + type);
                }
            }
        });
        return List.copyOf(found);
    }

    private static Set<String> plus(Set<String> some, String... more) {
        Set<String> all = new TreeSet<>(some);
        all.addAll(List.of(more));
        return Set.copyOf(all);
    }
}
