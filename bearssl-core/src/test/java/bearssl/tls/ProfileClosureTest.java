package bearssl.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.testing.ClassClosure;
import bearssl.testing.ModuleFiles;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each profile drags in, by the names in class files: who picks RSA carries no elliptic curve. */
class ProfileClosureTest {
    private static final Map<String, byte[]> CLASSES = ModuleFiles.classes();

    /** A profile and the engine that is made of it. */
    private static Set<String> closure(String profile) {
        Set<String> reached = ClassClosure.of(CLASSES, "bearssl/tls/profile/" + profile);
        reached.addAll(ClassClosure.of(CLASSES, "bearssl/tls/TlsIo"));
        return reached;
    }

    private static int code(Set<String> names) {
        return names.stream().mapToInt(name -> ClassClosure.codeBytes(CLASSES.get(name))).sum();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bearssl/tls/EcdheKeyExchange", "bearssl/ec/EcP256M15", "bearssl/ec/FieldP256M15",
        "bearssl/ec/EcdsaVerify", "bearssl/ec/EcdsaAsn1", "bearssl/ec/EcKeyGen"})
    void rsaGcmProfileReachesNoEllipticCurve(String name) {
        assertTrue(CLASSES.containsKey(name), "renamed? then this test proves nothing");
        assertFalse(closure("RsaGcmProfile").contains(name));
        assertTrue(closure("EcdheProfile").contains(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bearssl/hash/Sha384", "bearssl/hash/Sha512", "bearssl/tls/EcdheWideKeyExchange"})
    void onlyTheFullProfileReachesLongerHashes(String name) {
        assertFalse(closure("EcdheProfile").contains(name));
        assertTrue(closure("FullProfile").contains(name));
        assertFalse(closure("FullProfile").contains("bearssl/ec/EcPrimeI15"), "named by the caller alone");
        assertTrue(CLASSES.containsKey("bearssl/ec/EcPrimeI15"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bearssl/rsa/RsaI15", "bearssl/ec/EcP256M15", "bearssl/ec/FieldP256M15",
        "bearssl/aead/AesCt"})
    void theFastProfileReachesNoSmallEngine(String name) {
        assertFalse(closure("FastProfile").contains(name));
        assertTrue(closure("FullProfile").contains(name));
    }

    @Test
    void ecdheProfileReachesNoRsaKeyTransport() {
        assertFalse(closure("EcdheProfile").contains("bearssl/tls/RsaKeyExchange"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RsaGcmProfile", "EcdheProfile", "AwsIotProfile", "FullProfile", "FastProfile"})
    void noProfileReachesAnotherNorStreamsNorTexts(String profile) {
        for (String name : closure(profile)) {
            boolean isOther = name.startsWith("bearssl/tls/profile/")
                    && !name.equals("bearssl/tls/profile/" + profile) && !name.endsWith("Sizes")
                    && !name.endsWith("AllSuites");
            boolean isText = name.equals("bearssl/tls/BrErr") || name.equals("bearssl/tls/AlertText");
            assertFalse(isOther || isText || name.startsWith("bearssl/tls/stream/"), name);
        }
    }

    @Test
    void theEngineReachesNoImplementationOfAnAlgorithm() {
        Set<String> engine = ClassClosure.of(CLASSES, "bearssl/tls/TlsIo");
        for (String name : engine) {
            assertFalse(name.endsWith("M15") || name.endsWith("I15") || name.endsWith("Ct")
                    && !name.equals("bearssl/base/Ct") || name.endsWith("Ctmul32"), name);
        }
        assertTrue(engine.contains("bearssl/tls/ClientHandshake"));
    }

    @Test
    void theProfileForAwsAddsAClientsEcKeyAndNothingElse() {
        Set<String> more = closure("AwsIotProfile");
        more.removeAll(closure("EcdheProfile"));
        more.removeIf(name -> name.startsWith("bearssl/tls/profile/"));
        assertEquals(Set.of("bearssl/tls/ChainClientAuth", "bearssl/tls/EcClientAuth", "bearssl/ec/EcPrivateKey",
                "bearssl/ec/EcdsaSign"), more);
    }

    @ParameterizedTest
    @CsvSource({"RsaGcmProfile, 28400", "EcdheProfile, 36400", "AwsIotProfile, 38000", "FullProfile, 38200",
        "FastProfile, 50000"})
    void codeOfAProfileStaysSmall(String profile, int bound) {
        Set<String> reached = closure(profile);
        int code = code(reached);
        System.out.println(profile + ": " + reached.size() + " classes, " + code + " bytes of bytecode");
        assertTrue(code <= bound, () -> profile + " has " + code + " bytes of bytecode");
    }

    @Test
    void aClosureHoldsWhatIsNamedAndNothingElse() {
        assertEquals(Set.of("bearssl/base/Codec"), ClassClosure.of(CLASSES, "bearssl/base/Codec"));
        assertTrue(ClassClosure.of(CLASSES, "bearssl/hash/Sha256").contains("bearssl/hash/HashFunction"));
    }
}
