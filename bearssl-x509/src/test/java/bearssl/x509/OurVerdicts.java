package bearssl.x509;

import bearssl.base.Codec;
import bearssl.base.Workspace;
import bearssl.ec.EcP256M15;
import bearssl.ec.EcP384I15;
import bearssl.ec.EcP521I15;
import bearssl.ec.EcVerifyCurve;
import bearssl.hash.HashFunction;
import bearssl.hash.Sha1;
import bearssl.hash.Sha224;
import bearssl.hash.Sha256;
import bearssl.hash.Sha384;
import bearssl.hash.Sha512;
import bearssl.rsa.RsaI15;
import bearssl.testing.Bytes;
import bearssl.tls.X509Engine;
import java.nio.charset.StandardCharsets;
import java.net.URLDecoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** Our chain validation, asked and answering as {@link BearsslOracle}. */
final class OurVerdicts {
    private static final HashFunction[] HASHES = {Sha1.INSTANCE, Sha224.INSTANCE, Sha256.INSTANCE, Sha384.INSTANCE,
        Sha512.INSTANCE};
    private static final String[] HASH_NAMES = {"sha1", "sha224", "sha256", "sha384", "sha512"};
    private static final int MAX_RSA_BITS = 4096;

    private final Workspace ws = new Workspace(4096, 4096, 1024);
    private final int rules;
    private final int pieceLen;

    /**
     * Makes a judge.
     *
     * @param rules    a sum of {@link X509Rules}
     * @param pieceLen certificates are pushed in pieces of this length
     */
    OurVerdicts(int rules, int pieceLen) {
        this.rules = rules;
        this.pieceLen = pieceLen;
    }

    List<String> verdicts(List<String> lines) {
        return lines.stream().map(this::verdict).toList();
    }

    String verdict(String line) {
        String id = null;
        String sni = null;
        int minRsa = 0;
        int maxRsa = MAX_RSA_BITS;
        X509Clock clock = new X509Clock();
        List<HashFunction> hashes = new ArrayList<>(List.of(HASHES));
        byte[] anchors = new byte[AnchorList.HEADER_LEN];
        AnchorList.writeHeader(anchors, 0);
        List<byte[]> certs = new ArrayList<>();
        for (String token : line.split(" ")) {
            int eq = token.indexOf('=');
            String value = token.substring(eq + 1);
            switch (token.substring(0, eq)) {
                case "id": id = value; break;
                case "sni": sni = URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.ISO_8859_1); break;
                case "time": clock.set(Instant.parse(value).getEpochSecond()); break;
                case "min-rsa": minRsa = Integer.parseInt(value); break;
                case "max-rsa": maxRsa = Integer.parseInt(value); break;
                case "hashes":
                    List<String> names = List.of(value.split(","));
                    hashes.removeIf(h -> !names.contains(HASH_NAMES[List.of(HASHES).indexOf(h)]));
                    break;
                case "ca": anchors = Bytes.join(anchors, anchorOf(Base64.getDecoder().decode(value))); break;
                case "anchor": anchors = Bytes.join(anchors, anchorOf(value)); break;
                case "cert": certs.add(Base64.getDecoder().decode(value)); break;
                default: break;
            }
        }
        X509Minimal engine = new X509Minimal(new AnchorList(anchors, 0, anchors.length), clock, maxRsa, rules,
                hashes.toArray(new HashFunction[0]), RsaI15.INSTANCE,
                        new EcVerifyCurve[] {EcP256M15.INSTANCE, EcP384I15.INSTANCE, EcP521I15.INSTANCE});
        if (minRsa != 0) {
            engine.minRsaBits(minRsa);
        }
        engine.acceptNoName(sni == null || sni.isEmpty());
        engine.startChain(sni, ws);
        for (byte[] cert : certs) {
            engine.startCert(cert.length);
            for (int off = 0; off < cert.length; off += pieceLen) {
                engine.append(cert, off, Math.min(pieceLen, cert.length - off));
            }
            engine.endCert();
        }
        int code = engine.endChain();
        return id + " " + code + (code == 0 ? " OK " + key(engine) : "");
    }

    private static String key(X509Engine engine) {
        String[] usages = {"-", "keyx", "sign", "keyx,sign"};
        String text = usages[engine.keyUsages() >> 4 & 3];
        if (engine.keyType() == X509Engine.KEYTYPE_RSA) {
            return text + " rsa:" + hex(engine.rsaKey().array(), engine.rsaKey().modulusOff(),
                    engine.rsaKey().modulusLen())
                    + ":" + hex(engine.rsaKey().array(), engine.rsaKey().exponentOff(), engine.rsaKey().exponentLen());
        }
        return text + " ec:" + engine.ecKey()
                .curve() + ":" + hex(engine.ecKey().array(), engine.ecKey().off(), engine.ecKey().len());
    }

    private static String hex(byte[] b, int off, int len) {
        return HexFormat.of().formatHex(b, off, off + len);
    }

    private byte[] anchorOf(byte[] cert) {
        byte[] record = new byte[cert.length + 64];
        AnchorDecoder decoder = new AnchorDecoder(MAX_RSA_BITS / 8, rules);
        decoder.start(cert.length, record, 0, record.length);
        decoder.append(cert, 0, cert.length);
        int len = decoder.end();
        return Bytes.first(record, Math.max(0, len));
    }

    private static byte[] anchorOf(String text) {
        String[] field = text.split(":", -1);
        boolean isRsa = field[2].equals("rsa");
        byte[] first = HexFormat.of().parseHex(isRsa ? field[3] : field[4]);
        byte[] second = isRsa ? HexFormat.of().parseHex(field[4]) : new byte[0];
        if (first.length + second.length == 0) {
            return new byte[0];
        }
        byte[] dn = CorpusKey.digest(CorpusKey.SHA256, Base64.getDecoder().decode(field[1]));
        byte[] len = new byte[4];
        Codec.putBe32(len, 0, TrustAnchor.KEY_OFF + first.length + second.length);
        return Bytes.join(len, Bytes.of(field[0].equals("ca") ? 1 : 0, isRsa ? 0 : Integer.parseInt(field[3])),
                Bytes.u16(first.length),
                Bytes.u16(second.length), dn, first, second);
    }
}
