package bearssl.x509;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.testing.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Our chain validation beside BearSSL's own, on the chains of {@link Corpus}. */
class BearsslOracleTest {
    private static final int EVERY = 61;
    private static final int SPARSE = 7;
    private static final int WHOLE = 1 << 24;

    /** Labels of cases where verdicts once differed: all of them are judged, of the others a sample. */
    private static final Set<String> ONCE_DIFFERENT = Set.of("name/cn-length", "name/san-length",
            "name/san-wildcard-length", "name/beyond-ascii-san", "name/beyond-ascii-wildcard",
            "name/string-1e-utf16-high-odd-then-match", "name/string-1e-utf16-pair-odd-then-match",
            "name/string-1e-utf16-le-high-odd-then-match", "name/utf16-long-odd", "date/boundary",
            "date/expired-first", "bc/yes-no", "bc/no-yes", "bc/twice", "bc/anchor", "policies", "policies-of-ca",
            "field/version", "field/version-of-ca", "mutant/66", "mutant/77", "san/other-name");

    private static List<String> made; // not in a static initialiser, as missing vectors have to skip the tests

    private static synchronized List<String> lines() {
        if (made == null) {
            made = Corpus.lines(Integer.getInteger("corpus.every", EVERY), ONCE_DIFFERENT);
        }
        return made;
    }

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

    @Test
    void lenientVerdictsAreBearssls() throws Exception {
        List<String> lines = lines();
        for (String label : ONCE_DIFFERENT) {
            assertTrue(lines.stream().anyMatch(line -> line.startsWith("id=" + label + "#")), label);
        }
        List<String> verdicts = BearsslOracle.verdicts(lines);
        List<String> ours = new OurVerdicts(X509Rules.LENIENT, WHOLE).verdicts(lines);
        String file = System.getProperty("corpus.file");
        if (file != null) {
            Files.write(Path.of("target", file + ".txt"), lines);
            Files.write(Path.of("target", file + ".c"), verdicts);
            Files.write(Path.of("target", file + ".ours"), ours);
        }
        Map<AllowedDifference, Integer> allowed = compare(lines, verdicts, ours);
        int count = allowed.values().stream().mapToInt(Integer::intValue).sum();
        assertTrue(100 * count <= lines.size(), allowed + " of " + lines.size());
    }

    /** The same verdict for all but the cases with a reason, which are counted; the keys of what is accepted, too. */
    private static Map<AllowedDifference, Integer> compare(List<String> lines, List<String> verdicts, List<String> ours) {
        Map<AllowedDifference, Integer> allowed = new EnumMap<>(AllowedDifference.class);
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String[] c = verdicts.get(i).split(" ");
            String[] o = ours.get(i).split(" ");
            assertEquals(c[0], o[0]);
            if (c[1].equals(o[1]) && (!c[1].equals("0") || verdicts.get(i).equals(ours.get(i)))) {
                continue;
            }
            AllowedDifference reason = AllowedDifference.of(lines.get(i), o[1]);
            if (reason == null || o[1].equals("0")) {
                wrong.add(verdicts.get(i) + " | " + ours.get(i) + " | " + lines.get(i));
            } else {
                allowed.merge(reason, 1, Integer::sum);
            }
        }
        assertTrue(wrong.isEmpty(), () -> wrong.size() + " of " + lines.size() + "; BearSSL's, ours, the case:\n"
                + String.join("\n", wrong.subList(0, Math.min(20, wrong.size()))));
        return allowed;
    }

    @Test
    void piecesOfAnyLengthGiveTheVerdictOfTheWhole() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < lines().size(); i += SPARSE) {
            lines.add(lines().get(i));
        }
        List<String> whole = new OurVerdicts(X509Rules.LENIENT, WHOLE).verdicts(lines);
        List<String> strict = new OurVerdicts(X509Rules.STRICT, WHOLE).verdicts(lines);
        for (int len : new int[] {1, 7, 100}) {
            assertEquals(whole, new OurVerdicts(X509Rules.LENIENT, len).verdicts(lines));
            assertEquals(strict, new OurVerdicts(X509Rules.STRICT, len).verdicts(lines));
        }
    }

    /**
     * Rules refuse more. Accepted is more in four cases, each meant: an iPAddress or a name with a dot at its end is
     * the expected one (BearSSL: 56), critical extensions are understood (57), self-issued CAs count for no path
     * length (58).
     */
    @Test
    void rulesAcceptWhatBearsslRefusesOnlyWhereTheyUnderstandMore() throws IOException, InterruptedException {
        List<String> lines = lines();
        List<String> verdicts = BearsslOracle.verdicts(lines);
        for (int rules : new int[] {X509Rules.DEFAULT, X509Rules.STRICT}) {
            List<String> ours = new OurVerdicts(rules, WHOLE).verdicts(lines);
            for (int i = 0; i < lines.size(); i++) {
                String code = verdicts.get(i).split(" ")[1];
                if (ours.get(i).split(" ")[1].equals("0") && !code.equals("0")) {
                    assertTrue(isUnderstood(code, lines.get(i)), verdicts.get(i) + " | " + lines.get(i));
                }
            }
        }
    }

    private static boolean isUnderstood(String code, String line) {
        switch (code) {
            case "56": return line.matches(".* sni=([0-9.]+|[^ ]*\\.) .*");
            case "57": return hasCritical("2.5.29.37", line) || hasCritical("2.5.29.30", line);
            case "58": return line.matches("id=(path/|limbo[^#]*self-issued)[^#]*#.*");
            default: return false;
        }
    }

    private static boolean hasCritical(String extension, String line) {
        String start = new String(Bytes.join(Der.oid(extension), Bytes.of(1, 1)), StandardCharsets.ISO_8859_1);
        return Arrays.stream(line.split(" ")).filter(token -> token.startsWith("cert="))
                .map(token -> Base64.getDecoder().decode(token.substring("cert=".length())))
                .anyMatch(cert -> new String(cert, StandardCharsets.ISO_8859_1).contains(start));
    }
}
