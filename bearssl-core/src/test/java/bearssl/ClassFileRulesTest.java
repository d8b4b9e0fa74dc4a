package bearssl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bearssl.testing.AllowedApi;
import bearssl.testing.ClassFileRules;
import bearssl.testing.ModuleFiles;
import bearssl.testing.StringLiterals;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The class files of bearssl-core; the streams may use java.io, allocate and no more. */
class ClassFileRulesTest {
    private static final ClassFileRules ALL = new ClassFileRules(ModuleFiles.classes());
    private static final ClassFileRules ENGINE = ALL.except("bearssl.tls.stream");

    @Test
    void isJava8WithoutInvokeDynamic() {
        assertEquals(List.of(), ALL.classVersion());
    }

    @Test
    void usesNothingThatSmallPlatformsLack() {
        assertEquals(List.of(), ALL.language());
    }

    @Test
    void namesOnlyTheListedJavaApi() {
        assertEquals(List.of(), ENGINE.javaApi(AllowedApi.ofModule()));
    }

    @Test
    void objectsHaveAtMost31References() {
        assertEquals(List.of(), ALL.referenceFields());
    }

    @Test
    void allocatesAtSetUpOnly() {
        assertEquals(List.of(), ENGINE.allocation());
    }

    @Test
    void makesItsStringsWithItsClasses() {
        assertEquals(List.of(), StringLiterals.inMethods(ModuleFiles.classes()));
    }
}
