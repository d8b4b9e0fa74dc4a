package bearssl.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The controls of {@link ClassFileRules}: each rule finds what it is for, and only that. */
class ClassFileRulesControlTest {
    private static ClassFileRules rules(String body, String release) {
        Javac c = Javac.compile(List.of(), List.of(Javac.source("bearssl/A.java",
                "package bearssl; class A { " + body + " }")),
                "-source", release, "-target", release);
        assertEquals(List.of(), c.errors());
        return new ClassFileRules(c.classes());
    }

    private static ClassFileRules rules(String body) {
        return rules(body, "8");
    }

    private static void assertFinds(String expected, List<String> violations) {
        assertTrue(violations.stream().anyMatch(v -> v.contains(expected)),
                () -> "no '" + expected + "' in " + violations);
    }

    @Test
    void findsNewerClassFiles() {
        assertFinds("class file version 53", rules("", "9").classVersion());
        assertEquals(List.of(), rules("").classVersion());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Runnable r = () -> { };                                | invokedynamic",
        "Runnable r = A::f; static void f() { }                 | invokedynamic",
    })
    void findsInvokeDynamic(String body, String expected) {
        assertFinds(expected, rules(body).classVersion());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "enum E { X }                                           | is an enum",
        "@interface I { }                                       | is an annotation",
        "String f(int i) { return \"a\" + i; }                  | string concatenation",
        "void f() { assert hashCode() == 0; }                   | assert",
        "void f() throws Exception { Class.forName(null); }  | reflection",
        "Object f() { return getClass(); }                      | reflection",
        "Object f() { return A.class; }                         | class literal",
        "void f() { new Thread(); }                             | thread",
        "void f() { Thread.yield(); }                           | thread",
        "void f() throws Exception { wait(); }                  | thread",
        "void f() { synchronized (this) { } }                   | synchronized",
        "synchronized void f() { }                              | synchronized",
        "native void f();                                       | native",
        "protected void finalize() { }                          | finalizer",
        "float x;                                               | floating point in field x",
        "double[] x;                                            | floating point in field x",
        "void f(int i, double d) { }                            | floating point in signature",
        "int f(int i) { return (int) (i * 0.5); }               | floating point: I2D",
        "int f(int i) { return (int) (i + 1f); }                | floating point: FADD",
        "Object f() { return new float[1]; }                    | floating point in new array",
        "int f() { return (int) Math.sqrt(2.5); }               | floating point in call of sqrt",
        "int f() { double d = 2.5; return (int) d; }            | floating point constant",
        "static class B { private int x; } int f(B b) { return b.x; } | private access",
    })
    void findsWhatSmallPlatformsLack(String body, String expected) {
        assertFinds(expected, rules(body).language());
    }

    @Test
    void acceptsPlainCode() {
        String plain = "byte[] b; int F, D; A(A a, byte[] f) { b = f; } "
                + "void f(String FD, int d) { F = d << 2; d = D; System.arraycopy(b, 0, b, 1, 2); } "
                + "int[] g(long l) { long x = l; return new int[(int) (x >>> 3)]; }";
        assertEquals(List.of(), rules(plain).language());
    }

    @Test
    void findsJavaApiThatIsNotListed() {
        Set<String> allowed = Set.of("java.lang.Object", "java.lang.Object.<init>()V",
                "java.lang.String", "java.lang.String.charAt(I)C");
        assertEquals(List.of(),
                rules("int f(String s) { return s.charAt(0); }").javaApi(allowed));
        assertEquals(List.of("bearssl.A uses java.lang.String.trim()Ljava/lang/String;"),
                rules("Object f(String s) { return s.trim(); }").javaApi(allowed));
        for (String body : List.of("java.util.List<?> x;", "void f(java.util.List<?> x) { }",
                "boolean f(Object o) { return o instanceof java.util.List; }",
                "void f() throws java.util.zip.DataFormatException { }",
                "java.util.List<?>[] f() { return null; }",
                "void f() { try { f(); } catch (java.util.NoSuchElementException e) { } }",
                "static abstract class B implements java.util.List<B> { }")) {
            assertFinds("uses java.util.", rules(body).javaApi(allowed));
        }
        assertFinds("uses java.lang.System.out",
                rules("Object f() { return System.out; }").javaApi(allowed));
        assertFinds("uses array.clone",
                rules("Object f(int[] a) { return a.clone(); }").javaApi(allowed));
    }

    @Test
    void countsReferenceFieldsWithInheritedOnes() {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 31; i++) {
            many.append("Object f").append(i).append("; ");
        }
        String base = "static class B { " + many + " int x; static Object s; } ";
        assertEquals(List.of(),
                rules(base + "static class C extends B { int y; }").referenceFields());
        assertEquals(List.of("bearssl.A$C has 32 reference fields"),
                rules(base + "static class C extends B { byte[] y; }").referenceFields());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Object f() { return new A(); }              | bearssl.A.f:1 allocates bearssl.A",
        "byte[] f() { return new byte[3]; }          | allocates array",
        "Object f() { return new A[3]; }             | allocates bearssl.A",
        "Object f() { return new int[3][3]; }        | allocates [[I",
        "Object f(int[] a) { return a.clone(); }     | allocates a clone",
        "Object f() { return (Runnable) () -> { }; } | invokedynamic",
    })
    void findsAllocation(String body, String expected) {
        assertFinds(expected, rules(body).allocation());
    }

    @Test
    void acceptsAllocationAtSetUp() {
        List<String> found = rules("byte[] a = new byte[3]; static A one = new A(); "
                + "static A create() { return new A(); } int[] newState() { return new int[2]; } "
                + "void f(int n) { if (n < 0) { throw new IllegalArgumentException(); } }")
                .allocation();
        assertEquals(List.of(), found);
    }

    @Test
    void leavesOutExceptedPackagesOnly() {
        assertEquals(List.of(), rules("enum E { X }").except("bearssl").language());
        assertFalse(rules("enum E { X }").except("q").language().isEmpty());
    }
}
