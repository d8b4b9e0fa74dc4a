package bearssl.x509;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Our chain validation in lenient mode beside BearSSL's own. */
class BearsslOracleTest {
    @Test
    void oracleReproducesTheRecordedVerdictsOfLimbo() throws Exception {
        List<LimboCases.Case> cases = LimboCases.all();
        List<String> verdicts = BearsslOracle.verdicts(cases.stream().map(c -> c.batch().line()).toList());
        assertEquals(104, cases.size());
        for (int i = 0; i < cases.size(); i++) {
            LimboCases.Case c = cases.get(i);
            String[] verdict = verdicts.get(i).split(" ");
            assertEquals(c.batch().id(), verdict[0]);
            assertEquals(c.facts().get("bearssl_c_result_chain_order").getAsString(), verdict[1], c.batch().id());
        }
    }

    @Test
    void oracleAnswersLinesThatAreNoCase() throws Exception {
        assertEquals(List.of("? error no id", "a error bad cert", "b 34 BR_ERR_X509_TRUNCATED",
                        "c 35 BR_ERR_X509_EMPTY_CHAIN", "d error bad sni", "e error unknown key"),
                BearsslOracle.verdicts(List.of("cert=", "id=a cert=M", "id=b cert=", "id=c strict=no", "id=d sni=%0",
                        "id=e key=1")));
    }
}
