package bearssl.x509;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.testing.DocTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The table of docs/X509.md, column by column, and the one of x509-limbo.
 */
class X509TableTest {
    private static final String HEADING = "## How strict";
    private static final int RULE = 1;
    private static final int WHAT = 2;
    private static final int LENIENT = 3;
    private static final int DEFAULT = 4;
    private static final int STRICT = 5;
    private static final int BEARSSL = 6;
    private static final int OPENSSL = 7;
    private static final int GO = 8;
    private static final int JSSE = 9;
    // what the usual engines have, and the CLI
    private static final String[] HASHES = {"hashes", "sha256,sha384,sha512"};

    private static final int STRICTER = 34; // cases of limbo

    private static final List<TableCase> CASES = TableCases.all();

    @TempDir
    Path folder;

    private static List<String> lines(String... options) {
        return IntStream.range(0, CASES.size()).mapToObj(i -> CASES.get(i).line(i, options)).toList();
    }

    /** Compares a column with what was measured: what stands before a colon counts. */
    private static void assertColumn(int column, List<String> measured) {
        StringBuilder documented = new StringBuilder();
        for (String row : DocTable.rows("X509.md", HEADING)) {
            String[] cells = row.split("\\|");
            documented.append(cells[column].trim()).append(" | ").append(cells[WHAT].trim()).append('\n');
        }
        StringBuilder found = new StringBuilder();
        for (int i = 0; i < CASES.size(); i++) {
            found.append(measured.get(i).split(":")[0]).append(" | ").append(CASES.get(i).what()).append('\n');
        }
        assertEquals(documented.toString(), found.toString());
    }

    /** Verdicts of {@code verify -batch} in the words of the table: the code of a refusal. */
    private static List<String> words(List<String> verdicts) {
        return verdicts.stream().map(v -> v.split(" ")[1].equals("0") ? "accepts" : v.split(" ")[1]).toList();
    }

    @Test
    void theRowsAreTheCases() {
        assertColumn(RULE, CASES.stream().map(TableCase::rule).toList());
    }

    @Test
    void lenient() {
        assertColumn(LENIENT, words(new OurVerdicts(X509Rules.LENIENT, 100).verdicts(lines())));
    }

    @Test
    void byDefault() {
        assertColumn(DEFAULT, words(new OurVerdicts(X509Rules.DEFAULT, 100).verdicts(lines(HASHES))));
    }

    @Test
    void strict() {
        assertColumn(STRICT, words(new OurVerdicts(X509Rules.STRICT, 100).verdicts(lines(HASHES))));
    }

    @Test
    void bearssl() throws Exception {
        assertColumn(BEARSSL, words(BearsslOracle.verdicts(lines())));
    }

    @Test
    void openssl() throws Exception {
        OpensslVerdicts openssl = new OpensslVerdicts(folder);
        Assumptions.assumeTrue(openssl.version().startsWith("OpenSSL 3.0."), "the column is OpenSSL 3.0's");
        List<String> verdicts = new ArrayList<>();
        for (TableCase c : CASES) {
            verdicts.add(openssl.verdict(c));
        }
        assertColumn(OPENSSL, verdicts);
    }

    @Test
    void jsse() {
        Assumptions.assumeTrue(Runtime.version().feature() == 17, "the column is JDK 17's");
        assertColumn(JSSE, CASES.stream().map(JsseVerdicts::verdict).toList());
    }

    /** Not on every machine: {@code -Dgo=go} runs it. */
    @Test
    void go() throws Exception {
        String program = System.getProperty("go");
        Assumptions.assumeTrue(program != null, "the column of Go is measured with -Dgo=PROGRAM");
        Path cases = Files.write(folder.resolve("cases"), lines());
        assertTrue(run(program, cases, "version").startsWith("go version go1.19"), "the column is Go 1.19's");
        assertColumn(GO, run(program, cases, "run", "src/test/go/x509table.go").lines()
                .map(line -> line.substring(line.indexOf(' ') + 1)).toList());
    }

    private static String run(String program, Path in, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(arguments));
        command.add(0, program);
        Process process = new ProcessBuilder(command).redirectInput(in.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void limbo() {
        int[] rules = {X509Rules.LENIENT, X509Rules.DEFAULT, X509Rules.STRICT};
        StringBuilder core = new StringBuilder("| right, core | 57 |");
        StringBuilder stricter = new StringBuilder("| refused, stricter than BearSSL | " + STRICTER + " |");
        Set<String> left = new TreeSet<>();
        for (int rule : rules) {
            OurVerdicts ours = new OurVerdicts(rule, 100);
            int right = 0;
            left.clear();
            for (LimboCases.Case c : LimboCases.all()) {
                String scope = c.facts().get("scope").getAsString();
                boolean valid = ours.verdict(c.batch().line()).split(" ")[1].equals("0");
                if (scope.equals("core") && valid == c.facts().get("expected_result").getAsString().equals("SUCCESS")) {
                    right++;
                } else if (scope.equals("stricter") && valid) {
                    left.add(c.batch().id());
                }
            }
            core.append(' ').append(right).append(" |");
            stricter.append(' ').append(STRICTER - left.size()).append(" |");
        }
        assertEquals(DocTable.rows("X509.md", "## x509-limbo"), List.of(core.toString(), stricter.toString()));
        assertEquals(Set.of("rfc5280::nc::permitted-dns-match-noncritical", "webpki::ca-as-leaf",
                "webpki::san::public-suffix-private-namespace-wildcard-san"), left);
    }
}
