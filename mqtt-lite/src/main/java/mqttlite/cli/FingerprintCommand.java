package mqttlite.cli;

import bearssl.base.Workspace;
import bearssl.hash.Sha1;
import bearssl.tls.BrErr;
import bearssl.tls.X509Engine;
import bearssl.x509.KeyFingerprint;
import bearssl.x509.PemDecoder;
import java.io.ByteArrayOutputStream;
import java.io.File;

/** {@code fingerprint}: every form of a key's fingerprint, of a certificate or public key in a file or of a server. */
final class FingerprintCommand {
    private static final int SEQUENCE = 0x30;

    private FingerprintCommand() {
    }

    static void run(Options options, Console console) throws UsageError, Failure {
        String target = options.argument("FILE or HOST:PORT");
        boolean isServer = HostPort.matches(target) && !new File(target).exists();
        ServerTrust key = isServer ? fromServer(options, HostPort.parse(target)) : fromFile(target);
        print(key, console);
        console.flush();
    }

    private static ServerTrust fromServer(Options options, HostPort to) throws UsageError, Failure {
        int seconds = options.number("timeout", 0, 1, 1000000);
        NetworkLink link = new NetworkLink(options, true, seconds == 0 ? Deadline.never() : Deadline.users(seconds));
        link.trust().acceptAny();
        try {
            link.open(to.host, to.port);
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
        for (PemBlock block : file.blocks()) {
            if (block.kind == PemDecoder.CERTIFICATE || block.kind == PemDecoder.PUBLIC_KEY) {
                return read(block, name);
            }
        }
        throw file.holdsNo("certificate and no public key");
    }

    private static ServerTrust read(PemBlock block, String name) throws Failure {
        boolean isKey = block.kind == PemDecoder.PUBLIC_KEY;
        ServerTrust key = new ServerTrust();
        int code = judge(key, isKey ? certificateAround(block.der) : block.der);
        if (key.receivedFingerprint() == null) {
            throw Failure.of(code, block.where(name) + ": " + Codes.cause(code));
        }
        return key;
    }

    // Trusts nobody, so the verdict is "not trusted" for whatever is well-formed.
    private static int judge(ServerTrust key, byte[] der) {
        key.startChain(null, new Workspace(0, 0, Sha1.INSTANCE.stateWords()));
        key.startCert(der.length);
        key.append(der, 0, der.length);
        key.endCert();
        return key.endChain();
    }

    /** An empty certificate around a SubjectPublicKeyInfo, for the engine that reads keys from certificates. */
    private static byte[] certificateAround(byte[] spki) {
        byte[] empty = {0x30, 0};
        byte[] tbs = element(SEQUENCE, new byte[] {2, 1, 1}, empty, empty, empty, empty, spki);
        return element(SEQUENCE, tbs, empty, new byte[] {3, 1, 0});
    }

    private static byte[] element(int tag, byte[]... contents) {
        int length = 0;
        for (byte[] c : contents) {
            length += c.length;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        int lengthBytes = length < 0x80 ? 0 : length < 0x100 ? 1 : length < 0x10000 ? 2 : 3;
        if (lengthBytes > 0) {
            out.write(0x80 | lengthBytes);
        }
        for (int shift = lengthBytes == 0 ? 0 : 8 * (lengthBytes - 1); shift >= 0; shift -= 8) {
            out.write(length >> shift);
        }
        for (byte[] c : contents) {
            out.write(c, 0, c.length);
        }
        return out.toByteArray();
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
