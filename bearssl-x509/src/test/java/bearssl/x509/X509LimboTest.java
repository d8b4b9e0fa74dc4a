package bearssl.x509;

import static bearssl.tls.BrErr.BR_ERR_X509_TRUNCATED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.base.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Chain validation on x509-limbo: verdicts, and that it does not matter where the pieces end. */
class X509LimboTest {
    private static final int SHORT = 1200; // bytes of a chain to be split or cut off at every byte
    private static final int TOO_LONG = 8000;
    private static final int SAMPLE = 13;

    private static final List<LimboCases.Case> CASES = LimboCases.all();

    private static String fact(LimboCases.Case c, String name) {
        return c.facts().get(name).getAsString();
    }

    @ParameterizedTest
    @ValueSource(ints = {X509Rules.LENIENT, X509Rules.DEFAULT, X509Rules.STRICT})
    void coreCasesAreRight(int rules) {
        List<String> wrong = new ArrayList<>();
        int count = 0;
        for (LimboCases.Case c : CASES) {
            if (fact(c, "scope").equals("core")) {
                count++;
                int code = Trial.of(rules, c).verdict(c.batch().certs());
                boolean valid = fact(c, "expected_result").equals("SUCCESS");
                if (valid != (code == 0)) {
                    wrong.add(c.batch().id() + " " + Trial.text(code));
                }
            }
        }
        assertEquals(57, count);
        assertEquals(List.of(), wrong);
    }

    @Test
    void strictAcceptsThreeOfTheCasesThatBearsslAcceptsAndLimboDoesNot() {
        Set<String> accepted = new TreeSet<>();
        int count = 0;
        for (LimboCases.Case c : CASES) {
            if (fact(c, "scope").equals("stricter")) {
                count++;
                if (Trial.of(X509Rules.STRICT, c).verdict(c.batch().certs()) == 0) {
                    accepted.add(c.batch().id());
                }
            }
        }
        assertEquals(34, count);
        assertEquals(Set.of("webpki::ca-as-leaf", "rfc5280::nc::permitted-dns-match-noncritical",
                "webpki::san::public-suffix-private-namespace-wildcard-san"), accepted);
    }

    /** Trial.verdict compares with pieces of 1 byte; this with two pieces, wherever they meet. */
    @ParameterizedTest
    @ValueSource(ints = {X509Rules.LENIENT, X509Rules.STRICT})
    void splitsDoNotMatter(int rules) {
        int splits = 0;
        for (int i = 0; i < CASES.size(); i++) {
            LimboCases.Case c = CASES.get(i);
            List<byte[]> certs = c.batch().certs();
            int total = certs.stream().mapToInt(b -> b.length).sum();
            if (total > TOO_LONG) {
                continue;
            }
            Trial trial = Trial.of(rules, c);
            X509Minimal engine = trial.engine();
            Workspace ws = Trial.workspace(engine);
            int whole = Trial.run(engine, trial.host, ws, certs, Integer.MAX_VALUE);
            int step = total <= SHORT && i % SAMPLE == 0 ? 1 : 101;
            for (int at = step; at < total; at += step) {
                assertEquals(whole, split(engine, trial.host, ws, certs, at), c.batch().id() + " at " + at);
                splits++;
            }
        }
        assertTrue(splits > 3000, splits + " splits");
    }

    private static int split(X509Minimal engine, String host, Workspace ws, List<byte[]> certs, int at) {
        engine.startChain(host, ws);
        int from = 0;
        for (byte[] cert : certs) {
            engine.startCert(cert.length);
            int first = Math.max(0, Math.min(cert.length, at - from));
            engine.append(cert, 0, first);
            engine.append(cert, first, cert.length - first);
            engine.endCert();
            from += cert.length;
        }
        return engine.endChain();
    }

    @ParameterizedTest
    @ValueSource(ints = {X509Rules.LENIENT, X509Rules.DEFAULT})
    void whatIsCutOffIsRefusedAndTheNextChainIsNot(int rules) {
        for (int n = 0; n < CASES.size(); n += SAMPLE) {
            LimboCases.Case c = CASES.get(n);
            List<byte[]> certs = c.batch().certs();
            int total = certs.stream().mapToInt(b -> b.length).sum();
            Trial trial = Trial.of(rules, c);
            X509Minimal engine = trial.engine();
            Workspace ws = Trial.workspace(engine);
            if (total > SHORT || Trial.run(engine, trial.host, ws, certs, Integer.MAX_VALUE) != 0) {
                continue;
            }
            for (int i = 0; i < certs.size(); i++) {
                byte[] cert = certs.get(i);
                List<byte[]> before = certs.subList(0, i);
                for (int len = 0; len < cert.length; len++) {
                    String what = c.batch().id() + " certificate " + i + " at " + len;
                    assertEquals(BR_ERR_X509_TRUNCATED, cut(engine, trial.host, ws, before, cert, len, cert.length),
                            what);
                    assertTrue(cut(engine, trial.host, ws, before, cert, len, len) > 0, what + " announced");
                    assertTrue(cut(engine, trial.host, ws, before, cert, len, len + 1) > 0, what + " and one more");
                    assertEquals(0, Trial.run(engine, trial.host, ws, certs, Integer.MAX_VALUE), what);
                }
            }
        }
    }

    private static int cut(X509Minimal engine, String host, Workspace ws, List<byte[]> before, byte[] cert, int len,
            int announced) {
        engine.startChain(host, ws);
        for (byte[] c : before) {
            engine.startCert(c.length);
            engine.append(c, 0, c.length);
            engine.endCert();
        }
        engine.startCert(announced);
        engine.append(cert, 0, len);
        engine.endCert();
        return engine.endChain();
    }
}
