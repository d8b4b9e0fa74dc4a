package mqttlite.cli;

import bearssl.hash.Sha1;
import bearssl.tls.X509Engine;
import bearssl.x509.KeyFingerprint;
import bearssl.x509.PemDecoder;
import java.io.File;

/** {@code fingerprint}: every form of a public key's fingerprint, of a certificate or key in a file or of a server. */
final class FingerprintCommand {
    private FingerprintCommand() {
    }

    static void run(Options options, Console console) throws UsageError, Failure {
        String target = options.argument("FILE or HOST:PORT");
        boolean isServer = HostPort.matches(target) && !new File(target).exists();
        ServerTrust key = isServer ? fromServer(options, console, HostPort.parse(target)) : fromFile(target);
        print(key, console);
        console.flush();
    }

    private static ServerTrust fromServer(Options options, Console console, HostPort to)
            throws UsageError, Failure {
        int seconds = options.number("timeout", 0, 1, 1000000);
        Deadline users = seconds == 0 ? Deadline.never() : Deadline.users(seconds);
        NetworkLink link = new NetworkLink(options, console, true, users);
        link.trust().acceptAny();
        try {
            link.open(to);
        } catch (Failure e) {
            // A key can be shown though the handshake then failed, for example because it is too long.
            if (link.trust().receivedFingerprint() == null) {
                throw e;
            }
        } finally {
            link.close();
        }
        return link.trust();
    }

    // ---- files

    private static ServerTrust fromFile(String name) throws Failure {
        PemFile file = PemFile.read(name);
        boolean hasPrivateKey = false;
        for (PemBlock block : file.blocks()) {
            boolean isPkcs1 = block.label.equals(PemFile.RSA_PUBLIC_KEY);
            if (block.kind == PemDecoder.CERTIFICATE) {
                return ServerTrust.requireKey(block.der, block.where(name));
            }
            if (block.kind == PemDecoder.PUBLIC_KEY || isPkcs1) {
                byte[] spki = isPkcs1 ? SpkiDer.rsa(block.der) : block.der;
                return ServerTrust.requireKey(SpkiDer.certificateAround(spki), block.where(name));
            }
            hasPrivateKey |= block.isPrivateKey();
        }
        if (!hasPrivateKey) {
            throw file.holdsNo("certificate and no key");
        }
        PemBlock block = file.requirePrivateKey();
        PrivateKey key = PrivateKey.of(block, name);
        byte[] spki = key.spki();
        key.wipe();
        return ServerTrust.requireKey(SpkiDer.certificateAround(spki), block.where(name));
    }

    // ---- printing

    private static void print(ServerTrust key, Console console) throws Failure {
        byte[] spki = key.receivedSpki();
        console.line("key              " + key.keyText());
        console.line("fingerprint      " + ServerTrust.hex(key.receivedFingerprint(), ' '));
        if (key.keyType() == X509Engine.KEYTYPE_RSA) {
            int[] state = new int[Sha1.INSTANCE.stateWords()];
            byte[] legacy = new byte[KeyFingerprint.LEN];
            KeyFingerprint.computeLegacy(Sha1.INSTANCE, state, 0, key.rsaKey(), legacy, 0);
            console.line("fingerprint-v1   " + ServerTrust.hex(legacy, ' ') + " (Tasmota before 8.4: do not use)");
        }
        console.line("spki-sha256      " + ServerTrust.hex(spki, 0));
        console.line("pin-sha256       " + ServerTrust.base64(spki));
    }
}
