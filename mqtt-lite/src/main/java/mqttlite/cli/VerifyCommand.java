package mqttlite.cli;

import bearssl.tls.BrErr;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** {@code verify}: prints the certificates of a chain and judges it, as {@code brssl verify} does. */
final class VerifyCommand {
    private static final String[] SETTINGS = {"hashes", "min-rsa", "max-rsa", "strict"};
    private static final int ANCHOR_RSA_BITS = 4096;

    private VerifyCommand() {
    }

    /** @return exit code: 0 valid, 1 not valid; of -batch 0, or 3 if a line was no case */
    static int run(Options options, Console console) throws UsageError, Failure {
        VerifySettings settings = settings(options);
        if (options.has("batch")) {
            refuseBesideBatch(options);
            return VerifyBatch.run(settings.strict, console);
        }
        if (options.arguments().isEmpty()) {
            throw new UsageError("FILE is missing: the chain to verify");
        }
        List<byte[]> chain = new ArrayList<byte[]>();
        for (String file : options.arguments()) {
            chain.addAll(PemFile.read(file).requireCertificates());
        }
        boolean isQuiet = options.has("quiet");
        Anchors anchors = anchors(options, settings, isQuiet ? null : console);
        ChainCheck check = new ChainCheck(settings, anchors.list());
        int code = check.judge(chain);
        if (!isQuiet) {
            for (int i = 0; i < chain.size(); i++) {
                print(i, new CertificateFields(chain.get(i)), options.has("text"), console);
            }
            printVerdict(code, check, chain, settings, console);
            console.flush();
        }
        return code == BrErr.BR_ERR_OK ? 0 : Failure.EXIT_ERROR;
    }

    // ---- options

    private static VerifySettings settings(Options options) throws UsageError {
        VerifySettings settings = new VerifySettings();
        for (String name : SETTINGS) {
            String wrong = options.has(name) ? settings.set(name, options.text(name, "")) : null;
            if (wrong != null) {
                throw new UsageError(options.form(name) + ": " + wrong);
            }
        }
        if (options.has("time")) {
            settings.time = options.time("time");
        } else {
            settings.time = System.currentTimeMillis() / 1000;
        }
        if (options.has("sni")) {
            settings.name = new String(options.bytes("sni"), StandardCharsets.ISO_8859_1);
            if (settings.name.length() == 0) {
                throw new UsageError("-sni: the name is empty; without -sni no name is checked");
            }
        }
        return settings;
    }

    private static void refuseBesideBatch(Options options) throws UsageError {
        for (Option o : OptionTable.of("verify")) {
            if (options.has(o.name) && !o.name.equals("batch") && !o.name.equals("strict")) {
                throw new UsageError("-batch and " + o.form() + " exclude each other: the lines say it");
            }
        }
        options.refuseArguments();
    }

    // ---- anchors

    private static Anchors anchors(Options options, VerifySettings settings, Console console) throws Failure {
        Anchors anchors = new Anchors();
        int rules = ChainCheck.rules(settings);
        for (String file : options.texts("CA")) {
            CaFiles files = new CaFiles(anchors, Math.max(ANCHOR_RSA_BITS, settings.maxRsa()), rules);
            files.add(file);
            for (String leftOut : files.leftOut()) {
                if (console != null) {
                    console.error("warning: " + leftOut);
                }
            }
        }
        return anchors;
    }

    // ---- printing

    private static void print(int index, CertificateFields c, boolean withNumbers, Console console) throws Failure {
        console.plainLine("certificate " + index);
        console.plainLine("  subject    " + c.subject);
        console.plainLine("  issuer     " + c.issuer);
        console.plainLine("  serial     " + c.serial);
        console.plainLine("  valid      " + CertificateFields.text(c.notBefore) + " to "
                + CertificateFields.text(c.notAfter));
        console.plainLine("  key        " + c.key);
        console.plainLine("  signature  " + c.signature);
        if (!c.names.isEmpty()) {
            console.plainLine("  names      " + c.namesText());
        }
        if (withNumbers) {
            for (String number : c.keyNumbers) {
                console.plainLine("  " + number);
            }
        }
    }

    private static void printVerdict(int code, ChainCheck check, List<byte[]> chain, VerifySettings settings,
            Console console) throws Failure {
        if (code == BrErr.BR_ERR_OK) {
            console.plainLine("usages       " + check.usages());
            if (settings.name == null) {
                console.plainLine("name         not checked, as there is no -sni");
            }
            console.plainLine("valid");
            return;
        }
        String cause = new ChainFault(code, check.errorCert(), chain).cause(settings.name, settings.time);
        console.plainLine("not valid: " + Failure.line(code, cause, Codes.remedy(code)));
    }
}
