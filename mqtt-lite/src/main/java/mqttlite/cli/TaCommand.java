package mqttlite.cli;

import bearssl.x509.X509Rules;

/** {@code ta}: turns certificates into trust anchors, as Java source or as a packed list in a file. */
final class TaCommand {
    private static final int MAX_RSA_BITS = 4096;

    private TaCommand() {
    }

    static void run(Options options, Console console) throws UsageError, Failure {
        if (options.arguments().isEmpty()) {
            throw new UsageError("FILE is missing: certificates in PEM or DER");
        }
        String className = name(options, "class", "TrustAnchors", false);
        String packageName = name(options, "package", null, true);
        if (options.has("out") && (options.has("class") || options.has("package"))) {
            throw new UsageError("--out writes a packed list, --class and --package are for Java source");
        }
        Anchors anchors = new Anchors();
        CaFiles files = new CaFiles(anchors, MAX_RSA_BITS, X509Rules.DEFAULT);
        for (String file : options.arguments()) {
            files.add(file);
        }
        files.requireAny();
        for (String leftOut : files.leftOut()) {
            console.error("warning: " + leftOut);
        }
        byte[] packed = anchors.toBytes();
        if (options.has("out")) {
            Files.write(options.text("out", ""), packed);
        } else {
            console.text(AnchorSource.of(packageName, className, packed, files.added()));
            console.flush();
        }
        console.error(anchors.count() + (anchors.count() == 1 ? " anchor, " : " anchors, ") + packed.length + " bytes");
    }

    private static String name(Options options, String option, String otherwise, boolean mayHaveDots)
            throws UsageError {
        String name = options.text(option, otherwise);
        if (name != null && !AnchorSource.isName(name, mayHaveDots)) {
            throw new UsageError("--" + option + ": '" + name + "' is no name of a Java " + option + " in ASCII");
        }
        return name;
    }
}
