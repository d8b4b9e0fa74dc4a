package bearssl.x509;

import bearssl.testing.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Cases about the expected name: exact and wildcard, strings of all types and contents, the structure of subjects. */
final class CorpusNames {
    private static final String CN = "2.5.4.3";
    private static final int[] STRING_TAGS = {0x0C, 0x12, 0x13, 0x14, 0x15, 0x16, 0x19, 0x1A, 0x1B, 0x1C, 0x1D, 0x1E,
        0x04, 0x05, 0x2C, 0x33, 0x36, 0x3E, 0x30, 0x80, 0x8C, 0xAC, 0x4C, 0xCC, 0x1F, 0x00};

    private CorpusNames() {
    }

    static void add(CaseSink sink) {
        matching(sink);
        stringTypes(sink);
        beyondAscii(sink);
        subjects(sink);
    }

    static CertSpec subject(byte[] dn) {
        CertSpec leaf = CorpusPki.bareLeaf();
        leaf.subject = dn;
        return leaf;
    }

    static byte[] san(byte[]... names) {
        return CertSpec.extension(CorpusPki.SUBJECT_ALT_NAME, -1, Der.sequence(names));
    }

    static void leafCase(CaseSink sink, String label, String sni, CertSpec leaf) {
        sink.add(label, c -> c.sni(sni).time(CorpusPki.NOW).ca(CorpusPki.ROOT)
                .cert(leaf.signed(CorpusPki.INTER_KEY)).cert(CorpusPki.INTER));
    }

    private static void matching(CaseSink sink) {
        List<String> presented = List.of("host.example", "HOST.Example", "host.example.", "*.example", "*.EXAMPLE",
                "*.example.", "*", "*.", "**.example", "*.*.example", "*.*", "h*.example", "*st.example", "host.*",
                "", ".", ".example", "xn--hst-sna.example", "*.a.host.example", "*.host.example", "127.0.0.1",
                "*.0.0.1",
                "*.1", "h\u00F6st.example", "host.example\0", "host.example\0.evil", "\0host.example", " host.example",
                "host.example ", "*.com", "com", "::1", "[::1]", "host_a.example", "*.xn--hst-sna");
        List<String> wanted = List.of("host.example", "Host.EXAMPLE", "host.example.", "a.host.example", ".example",
                "example", "*.example", "*", ".", "127.0.0.1", "com", "h\u00F6st.example", "::1", "[::1]",
                "example.com",
                "..example", "host..example", "xn--hst-sna.example", "host", "@[`{.example");
        for (String p : presented) {
            for (String w : wanted) {
                leafCase(sink, "name/cn-matching", w, subject(Der.cn(p)));
                leafCase(sink, "name/san-matching", w, CorpusPki.bareLeaf().with(san(Der.tlv(0x82,
                        p.getBytes(StandardCharsets.UTF_8)))));
            }
        }
        leafCase(sink, "name/empty-sni", "", CorpusPki.bareLeaf());
        sink.add("name/no-sni", c -> c.time(CorpusPki.NOW).ca(CorpusPki.ROOT)
                .cert(subject(Der.sequence()).signed(CorpusPki.INTER_KEY)).cert(CorpusPki.INTER));
        for (int n : new int[] {1, 63, 64, 127, 128, 200, 252, 253, 254, 255, 256, 257, 300}) {
            String name = "a".repeat(n);
            leafCase(sink, "name/cn-length", name, subject(Der.cn(name)));
            leafCase(sink, "name/san-length", name, CorpusPki.bareLeaf().with(san(Der.text(0x82, name))));
            leafCase(sink, "name/san-wildcard-length", "x." + name,
                    CorpusPki.bareLeaf().with(san(Der.text(0x82, "*." + name))));
            leafCase(sink, "name/san-length-then-match", CorpusPki.HOST,
                    CorpusPki.bareLeaf().with(san(Der.text(0x82, name), Der.text(0x82, CorpusPki.HOST))));
        }
    }

    /** Every content in every string type, alone and beside a common name that matches. */
    private static void stringTypes(CaseSink sink) {
        Map<String, byte[]> contents = new LinkedHashMap<>();
        byte[] host = CorpusPki.HOST.getBytes(StandardCharsets.US_ASCII);
        byte[] wide = CorpusPki.HOST.getBytes(StandardCharsets.UTF_16BE);
        byte[] narrow = CorpusPki.HOST.getBytes(StandardCharsets.UTF_16LE);
        contents.put("ascii", host);
        contents.put("empty", new byte[0]);
        contents.put("utf16", wide);
        contents.put("utf16-le-bom", Bytes.join(Bytes.of(0xFF, 0xFE), narrow));
        contents.put("utf16-be-bom", Bytes.join(Bytes.of(0xFE, 0xFF), wide));
        contents.put("utf16-two-boms", Bytes.join(Bytes.of(0xFE, 0xFF, 0xFE, 0xFF), wide));
        contents.put("utf16-le-then-be-bom", Bytes.join(Bytes.of(0xFF, 0xFE, 0xFE, 0xFF), wide));
        contents.put("utf16-le-two-boms", Bytes.join(Bytes.of(0xFF, 0xFE, 0xFF, 0xFE), narrow));
        contents.put("utf16-inner-bom", Bytes.join(Bytes.first(wide, 4), Bytes.of(0xFE, 0xFF), Bytes.without(wide, 4)));
        contents.put("utf16-odd", Bytes.first(wide, wide.length - 1));
        contents.put("utf16-odd-more", Bytes.join(wide, Bytes.of(0)));
        contents.put("utf16-le-odd", Bytes.join(Bytes.of(0xFF, 0xFE), narrow, Bytes.of('a')));
        contents.put("utf16-one", Bytes.of(0x61));
        contents.put("utf16-bom-alone", Bytes.of(0xFF, 0xFE));
        contents.put("utf16-zero", Bytes.join(wide, Bytes.of(0, 0)));
        contents.put("utf16-zero-odd", Bytes.join(Bytes.of(0, 0), Bytes.of(1)));
        contents.put("utf16-high-alone", Bytes.join(wide, Bytes.of(0xD8, 0)));
        contents.put("utf16-high-high", Bytes.join(wide, Bytes.of(0xD8, 0, 0xD8, 0)));
        contents.put("utf16-high-odd", Bytes.of(0xD8, 0, 0xDC));
        contents.put("utf16-low-alone", Bytes.join(Bytes.of(0xDC, 0), wide));
        contents.put("utf16-pair", Bytes.join(wide, Bytes.of(0xD8, 0x3D, 0xDE, 0)));
        contents.put("utf16-pair-odd", Bytes.join(Bytes.of(0xD8, 0x3D, 0xDE, 0), wide, Bytes.of(1)));
        contents.put("utf16-pair-then-high-odd", Bytes.join(Bytes.of(0xD8, 0x3D, 0xDE, 0, 0xD8, 0x3D, 0xDE)));
        contents.put("utf16-high-plain-odd", Bytes.join(Bytes.of(0xD8, 0x3D), wide, Bytes.of(1)));
        contents.put("utf16-le-high-odd", Bytes.of(0xFF, 0xFE, 'a', 0, 0, 0xD8, 0));
        contents.put("utf16-le-pair", Bytes.join(Bytes.of(0xFF, 0xFE, 0x3D, 0xD8, 0, 0xDE), narrow));
        contents.put("utf16-nonchar-odd", Bytes.join(Bytes.of(0xFD, 0xD0), wide, Bytes.of(1)));
        contents.put("utf16-pair-nonchar", Bytes.join(wide, Bytes.of(0xD8, 0x3F, 0xDF, 0xFE)));
        contents.put("utf16-fffe", Bytes.join(wide, Bytes.of(0xFF, 0xFE)));
        contents.put("utf16-ffff", Bytes.join(wide, Bytes.of(0xFF, 0xFF)));
        contents.put("utf16-fdd0", Bytes.join(wide, Bytes.of(0xFD, 0xD0)));
        contents.put("utf16-fffd", Bytes.join(wide, Bytes.of(0xFF, 0xFD)));
        contents.put("utf8-bom", Bytes.join(Bytes.of(0xEF, 0xBB, 0xBF), host));
        contents.put("utf8-two-boms", Bytes.join(Bytes.of(0xEF, 0xBB, 0xBF, 0xEF, 0xBB, 0xBF), host));
        contents.put("utf8-inner-bom", Bytes.join(host, Bytes.of(0xEF, 0xBB, 0xBF)));
        contents.put("utf8-overlong", Bytes.join(Bytes.of(0xC1, 0xA8), Bytes.without(host, 1)));
        contents.put("utf8-overlong3", Bytes.join(Bytes.of(0xE0, 0x81, 0xA8), Bytes.without(host, 1)));
        contents.put("utf8-overlong4", Bytes.join(Bytes.of(0xF0, 0x80, 0x81, 0xA8), Bytes.without(host, 1)));
        contents.put("utf8-surrogate", Bytes.join(host, Bytes.of(0xED, 0xA0, 0x80)));
        contents.put("utf8-5", Bytes.join(host, Bytes.of(0xF8, 0x88, 0x80, 0x80, 0x80)));
        contents.put("utf8-too-large", Bytes.join(host, Bytes.of(0xF4, 0x90, 0x80, 0x80)));
        contents.put("utf8-nonchar", Bytes.join(host, Bytes.of(0xEF, 0xBF, 0xBF)));
        contents.put("utf8-astral", Bytes.join(host, Bytes.of(0xF0, 0x9F, 0x98, 0x80)));
        contents.put("utf8-continuation", Bytes.join(Bytes.of(0x80), host));
        contents.put("utf8-cut2", Bytes.join(host, Bytes.of(0xC3)));
        contents.put("utf8-cut3", Bytes.join(host, Bytes.of(0xE2, 0x82)));
        contents.put("utf8-cut4", Bytes.join(host, Bytes.of(0xF0, 0x9F, 0x98)));
        contents.put("utf8-not-continued", Bytes.join(Bytes.of(0xC3), host));
        contents.put("utf8-not-continued3", Bytes.join(Bytes.of(0xE2, 0x82), host));
        contents.put("latin1", Bytes.join(host, Bytes.of(0xE9)));
        contents.put("latin1-80", Bytes.join(host, Bytes.of(0x80)));
        contents.put("nul-inside", Bytes.join(Bytes.first(host, 4), Bytes.of(0), Bytes.without(host, 4)));
        contents.put("nul-end", Bytes.join(host, Bytes.of(0)));
        contents.put("nul-start", Bytes.join(Bytes.of(0), host));
        contents.put("latin1-255", fill(0xE9, 127));
        contents.put("latin1-256", fill(0xE9, 128));
        contents.put("long", fill('a', 255));
        contents.put("too-long", fill('a', 256));
        contents.put("much-too-long", fill('a', 700));
        contents.put("too-long-then-bad", Bytes.join(fill('a', 256), Bytes.of(0xFF), fill('a', 20)));
        for (int tag : STRING_TAGS) {
            contents.forEach((name, content) -> {
                String label = "name/string-" + Integer.toHexString(tag) + "-" + name;
                byte[] value = Der.tlv(tag, content);
                CorpusPki.leafCase(sink, label, subject(Der.name(CN, value)));
                boolean isString = tag == 0x0C || tag == 0x13 || tag == 0x1E;
                if (isString) {
                    CorpusPki.leafCase(sink, label + "-then-match",
                            subject(Der.name(CN, value, CN, Der.utf8(CorpusPki.HOST))));
                    CorpusPki.leafCase(sink, label + "-of-another-type", subject(Der.name(CN,
                            Der.utf8(CorpusPki.HOST), "2.5.4.10", value)));
                }
            });
        }
        contents.forEach((name, content) -> {
            for (int tag : new int[] {0x81, 0x82, 0x86}) {
                String label = "name/san-" + Integer.toHexString(tag) + "-" + name;
                CorpusPki.leafCase(sink, label, CorpusPki.bareLeaf().with(san(Der.tlv(tag, content))));
                CorpusPki.leafCase(sink, label + "-then-match", CorpusPki.bareLeaf()
                        .with(san(Der.tlv(tag, content), Der.text(0x82, CorpusPki.HOST))));
            }
        });
    }

    static byte[] fill(int value, int len) {
        byte[] b = new byte[len];
        Arrays.fill(b, (byte) value);
        return b;
    }

    /** Names beyond ASCII on both sides, valid UTF-8 or not. */
    private static void beyondAscii(CaseSink sink) {
        byte[] host = CorpusPki.HOST.getBytes(StandardCharsets.US_ASCII);
        byte[][] starts = {
            {(byte) 0xC3, (byte) 0xA9}, {(byte) 0xE9}, {(byte) 0xC1, (byte) 0xA8},
            {(byte) 0xE2, (byte) 0x82, (byte) 0xAC}, {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
            {(byte) 0xEF, (byte) 0xBF, (byte) 0xBF}, {(byte) 0xEF, (byte) 0xBF, (byte) 0xBE},
            {(byte) 0xEF, (byte) 0xB7, (byte) 0x90}, {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF},
            {(byte) 0xF0, (byte) 0x9F, (byte) 0x98, (byte) 0x80},
            {(byte) 0xF0, (byte) 0x8F, (byte) 0xBF, (byte) 0xBD},
            {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
            {(byte) 0xF0, (byte) 0x9F, (byte) 0xBF, (byte) 0xBF}, {(byte) 0xC3}, {(byte) 0x80}, {(byte) 0xFF},
            {(byte) 0xF8, (byte) 0x88, (byte) 0x80, (byte) 0x80, (byte) 0x80}, {0x7F}, {1},
            {(byte) 0xC2, (byte) 0x80}, {(byte) 0xDF, (byte) 0xBF}, {(byte) 0xE0, (byte) 0x9F, (byte) 0xBF},
            {(byte) 0xE0, (byte) 0xA0, (byte) 0x80}, {(byte) 0xEE, (byte) 0x80, (byte) 0x80},
        };
        for (byte[] start : starts) {
            byte[] front = Bytes.join(start, host);
            byte[] back = Bytes.join(host, start);
            for (byte[] name : new byte[][] {front, back}) {
                for (int tag : new int[] {0x0C, 0x13, 0x14, 0x16, 0x1E}) {
                    sink.add("name/beyond-ascii-cn", c -> c.sni(name).time(CorpusPki.NOW).ca(CorpusPki.ROOT)
                            .cert(subject(Der.name(CN, Der.tlv(tag, name))).signed(CorpusPki.INTER_KEY))
                                    .cert(CorpusPki.INTER));
                }
                byte[] wide = new String(name, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_16BE);
                byte[] latin = new String(name, StandardCharsets.UTF_8).getBytes(StandardCharsets.ISO_8859_1);
                sink.add("name/beyond-ascii-utf16", c -> c.sni(name).time(CorpusPki.NOW).ca(CorpusPki.ROOT)
                        .cert(subject(Der.name(CN, Der.tlv(0x1E, wide))).signed(CorpusPki.INTER_KEY))
                                .cert(CorpusPki.INTER));
                sink.add("name/beyond-ascii-latin1", c -> c.sni(name).time(CorpusPki.NOW).ca(CorpusPki.ROOT)
                        .cert(subject(Der.name(CN, Der.tlv(0x14, latin))).signed(CorpusPki.INTER_KEY))
                                .cert(CorpusPki.INTER));
                sink.add("name/beyond-ascii-san", c -> c.sni(name).time(CorpusPki.NOW).ca(CorpusPki.ROOT)
                        .cert(CorpusPki.bareLeaf().with(san(Der.tlv(0x82, name))).signed(CorpusPki.INTER_KEY))
                                .cert(CorpusPki.INTER));
                sink.add("name/beyond-ascii-wildcard",
                        c -> c.sni(Bytes.join(Bytes.of('a', '.'), name)).time(CorpusPki.NOW).ca(CorpusPki.ROOT)
                        .cert(CorpusPki.bareLeaf().with(san(Der.tlv(0x82, Bytes.of('*', '.'), name)))
                                .signed(CorpusPki.INTER_KEY)).cert(CorpusPki.INTER));
            }
        }
        byte[] mark = Bytes.of(0xEF, 0xBB, 0xBF);
        for (int n : new int[] {250, 252, 253, 254, 255, 256}) {
            String name = "a".repeat(n);
            byte[] marked = Bytes.join(mark, name.getBytes(StandardCharsets.US_ASCII));
            leafCase(sink, "name/mark-length", name, subject(Der.name(CN, Der.tlv(0x0C, marked))));
            leafCase(sink, "name/mark-length-san", name, CorpusPki.bareLeaf().with(san(Der.tlv(0x82, marked))));
            leafCase(sink, "name/utf16-length", name,
                    subject(Der.name(CN, Der.tlv(0x1E, name.getBytes(StandardCharsets.UTF_16BE)))));
        }
        for (int n : new int[] {100, 126, 127, 128, 129, 200, 300}) {
            String name = "a".repeat(n);
            byte[] wide = name.getBytes(StandardCharsets.UTF_16BE);
            leafCase(sink, "name/utf16-long", name, subject(Der.name(CN, Der.tlv(0x1E, wide))));
            leafCase(sink, "name/utf16-long-odd", name, subject(Der.name(CN, Der.tlv(0x1E, wide, Bytes.of(0)))));
            leafCase(sink, "name/utf16-long-zero-odd", CorpusPki.HOST,
                    subject(Der.name(CN, Der.tlv(0x1E, wide, Bytes.of(0, 0, 1)), CN, Der.utf8(CorpusPki.HOST))));
        }
    }

    private static void subjects(CaseSink sink) {
        byte[] cn = Der.oid(CN);
        byte[] host = Der.utf8(CorpusPki.HOST);
        byte[] match = Der.set(Der.attribute(CN, host));
        byte[] other = Der.set(Der.attribute(CN, Der.utf8("other.example")));
        byte[][] subjects = {
            Der.sequence(),
            Der.sequence(match), Der.sequence(match, other), Der.sequence(other, match), Der.sequence(match, match),
            Der.sequence(Der.set()), Der.sequence(match, Der.set()), Der.sequence(Der.set(), match),
            Der.sequence(Der.set(Der.attribute(CN, Der.utf8("other")), Der.attribute(CN, host))),
            Der.sequence(Der.set(Der.attribute(CN, host), Der.attribute("2.5.4.10", host))),
            Der.sequence(Der.set(Der.sequence())),
            Der.sequence(Der.set(Der.sequence(cn))),
            Der.sequence(Der.set(Der.sequence(cn, host, host))),
            Der.sequence(Der.set(Der.sequence(host, cn))),
            Der.sequence(Der.set(Der.sequence(host))),
            Der.sequence(Der.set(cn, host)),
            Der.sequence(Der.attribute(CN, host)),
            Der.sequence(Der.tlv(0x11, Der.attribute(CN, host))),
            Der.sequence(Der.tlv(0xB1, Der.attribute(CN, host))),
            Der.sequence(Der.set(Der.set(cn, host))),
            Der.sequence(Der.set(Der.sequence(Der.tlv(0x06), host)), match),
            Der.sequence(Der.set(Der.sequence(Der.tlv(0x06, fill(0x55, 255)), host)), match),
            Der.sequence(Der.set(Der.sequence(Der.tlv(0x06, fill(0x55, 256)), host)), match),
            Der.sequence(Der.set(Der.sequence(Der.tlv(0x06, fill(0x55, 256)), host))),
            Der.sequence(Der.set(Der.sequence(Der.tlv(0x26, Bytes.of(0x55, 4, 3)), host)), match),
            Der.sequence(Der.set(Der.sequence(Der.tlv(0x0D, Bytes.of(0x55, 4, 3)), host)), match),
            Der.sequence(Der.set(Der.sequence(Der.tlv(0x86, Bytes.of(0x55, 4, 3)), host)), match),
            Der.sequence(Der.set(Der.sequence(Der.tlv(0x06, Bytes.of(0x55, 4, 0x80, 3)), host))),
            Der.sequence(Der.set(Der.sequence(Der.tlv(0x06, Bytes.of(0x55, 4, 0x83)), host))),
            Der.sequence(Der.set(Der.attribute("2.5.4.3.1", host))),
            Der.sequence(Der.set(Der.attribute("0.9.2342.19200300.100.1.25", Der.text(0x16, "example"))), match),
            Der.sequence(match, Der.nothing()),
            Der.sequence(Der.nothing()),
            Der.set(match), Der.tlv(0x10, match), Der.tlv(0x31), Der.nothing(), Der.octets(match),
            Der.sequence(match, Bytes.of(0)), Der.sequence(match, Bytes.of(0x31)),
            Der.sequence(match, Bytes.of(0x31, 5)),
        };
        for (byte[] subject : subjects) {
            CorpusPki.leafCase(sink, "name/subject", subject(subject));
            CorpusPki.leafCase(sink, "name/subject-with-san", subject(subject).with(CorpusPki.SAN_HOST));
            CertSpec inter = CorpusPki.inter(CorpusPki.INTER_KEY);
            inter.subject = subject;
            sink.add("name/ca-subject", c -> {
                CertSpec leaf = CorpusPki.leaf();
                leaf.issuer = subject;
                CorpusPki.frame(c).cert(leaf.signed(CorpusPki.INTER_KEY)).cert(inter.signed(CorpusPki.ROOT_KEY));
            });
        }
    }
}
