package bearssl.x509;

import bearssl.testing.Bytes;
import java.util.ArrayList;
import java.util.List;

/** Cases about validity. */
final class CorpusDates {
    private static final int UTC = 0x17;
    private static final int GENERALIZED = 0x18;
    private static final byte[] PAST = Der.text(GENERALIZED, "00000101000000Z");
    private static final byte[] FUTURE = Der.text(GENERALIZED, "99991231235960Z");

    private CorpusDates() {
    }

    static void add(CaseSink sink) {
        forms(sink);
        boundaries(sink);
        structure(sink);
    }

    /** Every form in every place. */
    private static void forms(CaseSink sink) {
        List<byte[]> dates = new ArrayList<>();
        for (String s : List.of("240101000000Z", "491231235959Z", "500101000000Z", "000101000000Z", "990101000000Z",
                "240229000000Z", "230229000000Z", "000229000000Z", "240230000000Z", "241301000000Z", "240001000000Z",
                "240100000000Z", "240132000000Z", "240431000000Z", "240430000000Z", "240101240000Z", "240101236000Z",
                "240101235960Z", "240101235961Z", "2401010000Z", "240101000000", "240101000000+0000", "240101000000z",
                "240101000000.5Z", "240101000000.Z", "240101000000.5", "240101000000,5Z", "240101000000.5z",
                "240101000000ZZ", "240101000000Z0", " 40101000000Z", "24010100000 Z", "24010100000aZ", "24010100000/Z",
                "24010100000:Z", "", "2", "24", "2401", "24x1", "240101000000.", "24010100000", "-40101000000Z",
                "20240101000000Z", "24.101000000Z", "240101000000.123456789012345678901234567890Z")) {
            dates.add(Der.text(UTC, s));
        }
        for (String s : List.of("20240101000000Z", "19500101000000Z", "20491231235959Z", "20500101000000Z",
                "00000101000000Z", "00000229000000Z", "01000229000000Z", "04000229000000Z", "19000229000000Z",
                "20000229000000Z", "21000229000000Z", "99991231235959Z", "99991231235960Z", "20240229000000Z",
                "20230229000000Z", "20241301000000Z", "20240101235960Z", "202401010000Z", "2024010100Z",
                "20240101000000", "20240101000000+0100", "20240101000000.5Z", "20240101000000.Z", "20240101000000.5",
                "20240101000000.000Z", "20240101000000,5Z", "20240101000000.5+0", "240101000000Z", "2024", "202", "",
                "2024010100000 Z", "20240101000000ZZ", "x0240101000000Z", "20240101000000..5Z")) {
            dates.add(Der.text(GENERALIZED, s));
        }
        for (int tag : new int[] {0x16, 0x19, 0x37, 0x38, 0x97, 0x98, 0x57, 0x0A, 0x30, 0x1F, 0x05}) {
            dates.add(Der.text(tag, "240101000000Z"));
            dates.add(Der.text(tag, "20240101000000Z"));
        }
        for (byte[] date : dates) {
            for (int place = 0; place < 4; place++) {
                CertSpec spec = place < 2 ? CorpusPki.leaf() : CorpusPki.inter(CorpusPki.INTER_KEY);
                if (place % 2 == 0) {
                    spec.notBefore = date;
                    spec.notAfter = FUTURE;
                } else {
                    spec.notBefore = PAST;
                    spec.notAfter = date;
                }
                String label = "date/" + (place % 2 == 0 ? "before" : "after");
                if (place < 2) {
                    CorpusPki.leafCase(sink, label, spec);
                } else {
                    CorpusPki.interCase(sink, label + "-of-ca", spec);
                }
            }
        }
    }

    /** One second before, at and after. */
    private static void boundaries(CaseSink sink) {
        String[][] windows = {
            {"20240229000000Z", "20240229235959Z", "2024-02-28T23:59:59Z", "2024-02-29T00:00:00Z",
                "2024-02-29T23:59:59Z", "2024-03-01T00:00:00Z"},
            {"20230301000000Z", "20230301000000Z", "2023-02-28T23:59:59Z", "2023-03-01T00:00:00Z",
                "2023-03-01T00:00:01Z", "2022-03-01T00:00:00Z"},
            {"20231231235960Z", "20240101000001Z", "2023-12-31T23:59:59Z", "2024-01-01T00:00:00Z",
                "2024-01-01T00:00:01Z", "2024-01-01T00:00:02Z"},
            {"20231231000000Z", "20231231235960Z", "2023-12-30T23:59:59Z", "2023-12-31T23:59:59Z",
                "2024-01-01T00:00:00Z", "2024-01-01T00:00:01Z"},
            {"19691231235959Z", "19700101000000Z", "1969-12-31T23:59:58Z", "1969-12-31T23:59:59Z",
                "1970-01-01T00:00:00Z", "1970-01-01T00:00:01Z"},
            {"19000228235959Z", "19000301000000Z", "1900-02-28T23:59:58Z", "1900-02-28T23:59:59Z",
                "1900-03-01T00:00:00Z", "1900-03-01T00:00:01Z"},
            {"00010101000000Z", "00011231000000Z", "0001-01-01T00:00:00Z", "0001-12-31T00:00:00Z",
                "0001-12-31T00:00:01Z", "0002-01-01T00:00:00Z"},
            {"20380119031407Z", "21060207062815Z", "2038-01-19T03:14:06Z", "2038-01-19T03:14:08Z",
                "2106-02-07T06:28:15Z", "2106-02-07T06:28:16Z"},
            {"20500101000000Z", "99991231235959Z", "2049-12-31T23:59:59Z", "2050-01-01T00:00:00Z",
                "9999-12-31T23:59:59Z", "5138-11-16T09:46:40Z"},
            {"20250101000000Z", "20240101000000Z", "2023-01-01T00:00:00Z", "2024-06-01T00:00:00Z",
                "2026-01-01T00:00:00Z", "2024-01-01T00:00:00Z"},
        };
        for (String[] w : windows) {
            for (int i = 2; i < w.length; i++) {
                String time = w[i];
                CertSpec leaf = CorpusPki.leaf();
                leaf.notBefore = Der.text(GENERALIZED, w[0]);
                leaf.notAfter = Der.text(GENERALIZED, w[1]);
                CertSpec inter = CorpusPki.inter(CorpusPki.INTER_KEY);
                inter.notBefore = PAST;
                inter.notAfter = FUTURE;
                sink.add("date/boundary", c -> c.sni(CorpusPki.HOST).time(time).ca(CorpusPki.ROOT)
                        .cert(leaf.signed(CorpusPki.INTER_KEY)).cert(inter.signed(CorpusPki.ROOT_KEY)));
            }
        }
        for (String[] utc : new String[][] {{"500101000000Z", "1950-01-01T00:00:00Z"},
            {"491231235959Z", "2049-12-31T23:59:59Z"}, {"000101000000Z", "2000-01-01T00:00:00Z"},
            {"991231235959Z", "1999-12-31T23:59:59Z"}}) {
            CertSpec inter = CorpusPki.inter(CorpusPki.INTER_KEY);
            inter.notBefore = PAST;
            inter.notAfter = FUTURE;
            CertSpec leaf = CorpusPki.leaf();
            leaf.notBefore = Der.text(UTC, utc[0]);
            leaf.notAfter = leaf.notBefore;
            sink.add("date/utc", c -> c.sni(CorpusPki.HOST).time(utc[1]).ca(CorpusPki.ROOT)
                    .cert(leaf.signed(CorpusPki.INTER_KEY)).cert(inter.signed(CorpusPki.ROOT_KEY)));
        }
    }

    /** Validity with more or less than two dates; an expired leaf with other faults before and behind. */
    private static void structure(CaseSink sink) {
        byte[] from = Der.text(UTC, "240101000000Z");
        byte[] to = Der.text(UTC, "341231235959Z");
        byte[][][] pairs = {{from, new byte[0]}, {new byte[0], new byte[0]}, {from, Bytes.join(to, to)},
            {Bytes.join(from, Der.nothing()), to}, {to, from}, {Der.sequence(from, to), new byte[0]}};
        for (byte[][] pair : pairs) {
            CertSpec leaf = CorpusPki.leaf();
            leaf.notBefore = pair[0];
            leaf.notAfter = pair[1];
            CorpusPki.leafCase(sink, "date/structure", leaf);
        }
        CertSpec expired = CorpusPki.leaf();
        expired.notAfter = from;
        CertSpec badSubject = CorpusPki.leaf();
        badSubject.notAfter = from;
        badSubject.subject = Der.nothing();
        CorpusPki.leafCase(sink, "date/expired", expired);
        CorpusPki.leafCase(sink, "date/expired-first", badSubject);
        CertSpec wrongName = CorpusPki.bareLeaf();
        wrongName.subject = Der.cn("other");
        CertSpec inter = CorpusPki.inter(CorpusPki.INTER_KEY);
        inter.notAfter = from;
        inter.subject = Der.cn("mismatch");
        sink.add("date/name-before-ca", c -> CorpusPki.frame(c).cert(wrongName.signed(CorpusPki.INTER_KEY))
                .cert(inter.signed(CorpusPki.ROOT_KEY)));
        sink.add("date/ca-expired-and-mismatch", c -> CorpusPki.frame(c)
                .cert(CorpusPki.leaf().signed(CorpusPki.INTER_KEY)).cert(inter.signed(CorpusPki.ROOT_KEY)));
    }
}
