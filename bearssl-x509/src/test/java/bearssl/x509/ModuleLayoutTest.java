package bearssl.x509;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bearssl.testing.DependencyDirection;
import bearssl.testing.ModuleDescriptor;
import bearssl.testing.ModuleFiles;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The packages of this module: what they may know of each other, and what others may know. */
class ModuleLayoutTest {
    @Test
    void packagesPointOneWay() {
        assertEquals(List.of(), DependencyDirection.violations(ModuleFiles.classes()));
    }

    @Test
    void theModuleExportsItsPublicPackages() {
        assertEquals(ModuleDescriptor.publicPackages(ModuleFiles.classes()),
                ModuleDescriptor.exported());
    }
}
