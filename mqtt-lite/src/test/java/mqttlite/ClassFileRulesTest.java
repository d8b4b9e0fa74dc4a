package mqttlite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bearssl.testing.AllowedApi;
import bearssl.testing.ClassFileRules;
import bearssl.testing.ModuleFiles;
import bearssl.testing.StringLiterals;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The class files of mqtt-lite; sockets and the command line are for ordinary JVMs. */
class ClassFileRulesTest {
    private static final ClassFileRules ALL = new ClassFileRules(ModuleFiles.classes());
    private static final ClassFileRules ENGINE = ALL.except("mqttlite.cli", "mqttlite.stream");

    @Test
    void isJava8WithoutInvokeDynamic() {
        assertEquals(List.of(), ALL.classVersion());
    }

    @Test
    void usesNothingThatSmallPlatformsLack() {
        assertEquals(List.of(), ENGINE.language());
    }

    @Test
    void namesOnlyTheListedJavaApi() {
        assertEquals(List.of(), ENGINE.javaApi(AllowedApi.ofModule()));
    }

    @Test
    void objectsHaveAtMost31References() {
        assertEquals(List.of(), ENGINE.referenceFields());
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
