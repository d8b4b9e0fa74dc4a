package constrained.flash;

import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.testing.Ci;
import constrained.teavm.program.EcdheCa;
import constrained.teavm.program.RsaPin;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left for a program that names little: 60 KB are promised for RSA, a pin and MQTT. */
class ShrunkTest {
    @TempDir
    Path folder;

    @Test
    void aShrinkerDropsWhatIsNotNamed() throws IOException {
        if (Shrunk.javaBase() == null) {
            throw Ci.missing(Shrunk.ABSENCE);
        }
        Shrunk little = Shrunk.of(RsaPin.class, folder);
        System.out.println("RSA, pin and MQTT, shrunk: " + little);
        assertTrue(little.jarBytes() <= 60 * 1024, little::toString);
        assertTrue(little.classes() >= 30, little::toString);
        Shrunk more = Shrunk.of(EcdheCa.class, folder);
        assertTrue(more.classBytes() > little.classBytes() + 20000, more::toString);
    }
}
