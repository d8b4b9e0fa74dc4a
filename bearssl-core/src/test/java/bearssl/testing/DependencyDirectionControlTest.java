package bearssl.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The controls of {@link DependencyDirection}. */
class DependencyDirectionControlTest {
    /** One class in a package, that names one class of another. */
    private static List<String> violations(String from, String to) {
        List<JavaFileObject> units = new ArrayList<>();
        units.add(Javac.source("A.java", "package " + from + "; class A { void f() { "
                + to + ".B.g(); } }"));
        units.add(Javac.source("B.java", "package " + to + "; public class B { "
                + "public static void g() { } }"));
        Javac c = Javac.compile(List.of(), units, "-source", "8", "-target", "8");
        assertEquals(List.of(), c.errors());
        return DependencyDirection.violations(c.classes());
    }

    @ParameterizedTest
    @CsvSource({
        "bearssl.base, bearssl.hash", "bearssl.hash, bearssl.bigint", "bearssl.rsa, bearssl.ec",
        "bearssl.rand, bearssl.rsa", "bearssl.aead, bearssl.tls",
        "bearssl.tls, bearssl.tls.profile",
        "bearssl.tls, bearssl.tls.stream", "bearssl.tls, bearssl.x509",
        "bearssl.x509, bearssl.aead",
        "mqttlite, bearssl.tls", "mqttlite, mqttlite.cli", "bearssl.x509, bearssl.tls.stream",
        "mqttlite, bearssl.tls.stream", "bearssl.tls.stream, mqttlite",
    })
    void findsNamesThatPointTheWrongWay(String from, String to) {
        assertEquals(List.of(from + ".A names " + to + ".B"), violations(from, to));
    }

    @ParameterizedTest
    @CsvSource({
        "bearssl.hash, bearssl.base", "bearssl.rsa, bearssl.bigint", "bearssl.ec, bearssl.rand",
        "bearssl.tls, bearssl.aead",
        "bearssl.tls.profile, bearssl.tls", "bearssl.tls.stream, bearssl.tls",
        "bearssl.x509, bearssl.tls", "mqttlite, bearssl.base", "mqttlite.cli, bearssl.tls.stream",
    })
    void acceptsNamesThatPointDown(String from, String to) {
        assertEquals(List.of(), violations(from, to));
    }

    @Test
    void findsPackagesWithoutAPlace() {
        assertEquals(List.of("package bearssl.util has no place in the order of packages",
                "bearssl.tls.A names bearssl.util.B"),
                sorted(violations("bearssl.tls", "bearssl.util")));
    }

    private static List<String> sorted(List<String> violations) {
        return violations.stream().sorted((a, b) -> b.compareTo(a)).toList();
    }
}
