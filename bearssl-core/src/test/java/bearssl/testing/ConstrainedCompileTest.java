package bearssl.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The controls of {@link ConstrainedCompile}: it refuses what a small platform lacks. */
class ConstrainedCompileTest {
    private static List<String> cldc(String body) {
        return ConstrainedCompile.againstCldc(List.of(),
                List.of(Javac.source("A.java", "class A { " + body + " }")), List.of()).errors();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "String f(int i) { return \"a\" + i; }",
        "int f(int i) { return Integer.rotateLeft(i, 3); }",
        "long f() { return System.nanoTime(); }",
        "void f(byte[] b) { java.util.Arrays.fill(b, (byte) 0); }",
        "void f() throws java.net.SocketException { }",
        "enum E { X }",
        "void f() { assert hashCode() == 0; }",
        "Runnable r = () -> { };",
        "@Deprecated int x;",
    })
    void cldcRefuses(String body) {
        assertFalse(cldc(body).isEmpty(), body);
    }

    @Test
    void cldcAccepts() {
        assertEquals(List.of(), cldc("int f(String s) { return s.charAt(0); }"
                + " void g(byte[] a) { System.arraycopy(a, 0, a, 1, 2); }"
                + " @Override public int hashCode() { throw new IllegalArgumentException(); }"));
    }

    private static List<String> release7(String source) {
        return ConstrainedCompile.atRelease7(List.of(),
                List.of(Javac.source("A.java", source)), List.of()).errors();
    }

    @Test
    void release7RefusesLambdasAndDefaultMethods() {
        assertFalse(release7("class A { Runnable r = () -> { }; }").isEmpty());
        assertFalse(release7("interface A { default void f() { } }").isEmpty());
        assertEquals(List.of(), release7("class A { int f() { return 7; } }"));
    }
}
