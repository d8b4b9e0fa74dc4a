package mqttlite.cli;

import bearssl.tls.BrErr;
import java.io.IOException;

/** {@code verify -batch}: a case in each line of standard input, a verdict in each line of standard output. */
final class VerifyBatch {
    static final int EXIT_LINES_IN_ERROR = 3;

    private static final int MAX_LINE = 1 << 26;
    private static final int ANCHOR_RSA_BITS = 4096;

    private VerifyBatch() {
    }

    /** @param strict what -strict says, or null */
    static int run(String strict, Console console) throws Failure {
        LineReader lines = new LineReader(console.in(), MAX_LINE);
        int exit = 0;
        while (next(lines)) {
            if (BatchLine.isEmpty(lines.line(), lines.len())) {
                continue;
            }
            BatchLine line = new BatchLine(lines.line(), lines.len(), strict);
            String error = lines.isCut() ? "the line is longer than " + MAX_LINE + " bytes" : line.error();
            String answer = error == null ? answer(line) : "error " + error;
            if (answer.startsWith("error ")) {
                exit = EXIT_LINES_IN_ERROR;
            }
            console.latin1Line(line.id() + " " + answer);
            console.flush(); // whoever asks case by case waits for it
        }
        return exit;
    }

    private static boolean next(LineReader lines) throws Failure {
        try {
            return lines.next();
        } catch (IOException e) {
            throw Failure.of(Codes.CLI_CANNOT_READ, "standard input: " + e.getMessage(),
                    "check where standard input comes from");
        }
    }

    // The other cases shall be judged even if one meets a mistake of ours.
    private static String answer(BatchLine line) {
        try {
            return verdict(line);
        } catch (RuntimeException e) {
            return "error a mistake of this program: " + e;
        }
    }

    private static String verdict(BatchLine line) {
        Anchors anchors = new Anchors();
        int rules = ChainCheck.rules(line.settings);
        // One that cannot be an anchor is none.
        for (byte[] certificate : line.caCertificates) {
            anchors.addCertificate(certificate, Math.max(ANCHOR_RSA_BITS, line.settings.maxRsa()), rules);
        }
        for (BatchLine.Anchor anchor : line.anchors) {
            anchors.addKey(anchor);
        }
        ChainCheck check = new ChainCheck(line.settings, anchors.list());
        int code = check.judge(line.chain);
        return code == BrErr.BR_ERR_OK ? "0 OK " + check.usages() + " " + check.key() : code + " " + BrErr.name(code);
    }
}
