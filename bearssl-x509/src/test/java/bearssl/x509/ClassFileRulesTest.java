package bearssl.x509;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bearssl.testing.AllowedApi;
import bearssl.testing.ClassFileRules;
import bearssl.testing.ModuleFiles;
import bearssl.testing.StringLiterals;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The class files of bearssl-x509. */
class ClassFileRulesTest {
    private static final ClassFileRules ALL = new ClassFileRules(ModuleFiles.classes());

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
        assertEquals(List.of(), ALL.javaApi(AllowedApi.ofModule()));
    }

    @Test
    void objectsHaveAtMost31References() {
        assertEquals(List.of(), ALL.referenceFields());
    }

    @Test
    void allocatesAtSetUpOnly() {
        assertEquals(List.of(), ALL.allocation());
    }

    @Test
    void makesItsStringsWithItsClasses() {
        assertEquals(List.of(), StringLiterals.inMethods(ModuleFiles.classes()));
    }
}
