package constrained.teavm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.testing.Peers;
import constrained.teavm.program.KnownAnswers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The same class files as a 32-bit program, as JavaScript and as WebAssembly compute what they compute here. */
@Timeout(180)
class KnownAnswersTest {
    private static final String WASI = """
            import { WASI } from "node:wasi";
            import { readFileSync } from "node:fs";
            const wasi = new WASI({ version: "preview1", args: ["program"], env: {} });
            const module = await WebAssembly.compile(readFileSync(process.argv[2]));
            process.exitCode = wasi.start(await WebAssembly.instantiate(module, wasi.getImportObject()));
            """;

    @TempDir
    private Path folder;

    private static String here() {
        PrintStream out = System.out;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setOut(new PrintStream(said, true));
        try {
            KnownAnswers.main(new String[0]);
        } finally {
            System.setOut(out);
        }
        return said.toString(StandardCharsets.US_ASCII);
    }

    /** Published answers are among them, twice each: FIPS 180-4, McGrew and Viega's case 4, RFC 6979 A.2.5. */
    @Test
    void hotSpotIsRight() {
        String answers = here();
        for (String line : List.of(
                "SHA-256 abc BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD\n",
                "AES-128-GCM 42831EC2217774244B7221B784D0D49CE3AA212F2C02A4E035C17E2329ACA12E21D514B25466931C7D8F6A5AAC84AA05"
                        + "1BA30B396A0AAC973D58E0915BC94FBC3221A5DB94FAE95AE7121A47\n",
                "P-256 public 0460FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB67903FE1008B8BC99A41AE9E95628BC64"
                        + "F2F1B20C2D7E9F5177A3C294D4462299\n", "ECDSA right\n")) {
            assertEquals(3, (answers + "end").split(line, -1).length, line);
        }
    }

    @Test
    void cOf32Bits() throws IOException {
        Gcc32.require();
        Translation.toC(KnownAnswers.class, folder);
        Path program = CCompiler.compile32(folder);
        assertEquals(here(), CCompiler.run(folder, List.of("env", "HEAP=262144", program.toString())));
        breakOneConstant(folder.resolve("classes/bearssl/aead/AesCt.c"));
        String broken = CCompiler.run(folder, List.of("env", "HEAP=262144", CCompiler.compile32(folder).toString()));
        assertNotEquals(here(), broken, "a constant was changed, and nobody noticed");
    }

    // AES masks bits by 0x55555555.
    private static void breakOneConstant(Path source) throws IOException {
        String text = Files.readString(source);
        assertTrue(text.contains("1431655765"), source::toString);
        Files.writeString(source, text.replaceFirst("1431655765", "1431655764"));
    }

    @Test
    void javaScript() throws IOException {
        Peers.require("node");
        Translation.toJavaScript(KnownAnswers.class, folder);
        assertEquals(here(), CCompiler.run(folder, List.of("node", "-e", "require('./classes.js').main([])")));
    }

    @Test
    void wasi() throws IOException {
        Peers.require("node");
        Translation.toWasi(KnownAnswers.class, folder);
        Files.writeString(folder.resolve("run.mjs"), WASI);
        assertEquals(here(), CCompiler.run(folder, List.of("node", "--no-warnings", "run.mjs", "classes.wasm")));
    }
}
