package mqttlite.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchLineTest {
    private static BatchLine read(String line) {
        byte[] b = line.getBytes(StandardCharsets.ISO_8859_1);
        return new BatchLine(b, b.length, null);
    }

    private static BatchLine good(String line) {
        BatchLine read = read(line);
        assertNull(read.error(), line);
        return read;
    }

    @Test
    void everyToken() {
        BatchLine line = good("id=a=b sni=ex%41mple%C3%A4 time=2026-01-31T23:59:59Z hashes=sha1,sha512 min-rsa=1024"
                + " max-rsa=2048 strict=yes ca=AQI= cert=AwQF cert= anchor=ca:MAA=:rsa:00Af:10001"
                + " anchor=ee::ec:23:0405");
        assertEquals("a=b", line.id());
        assertEquals("exAmple\u00C3\u00A4", line.settings.name);
        assertEquals(UtcTime.parse("2026-01-31T23:59:59Z"), line.settings.time);
        assertEquals(0x11, line.settings.hashes());
        assertEquals(1024, line.settings.minRsa());
        assertEquals(2048, line.settings.maxRsa());
        assertTrue(line.settings.isStrict());
        assertArrayEquals(new byte[] {1, 2}, line.caCertificates.get(0));
        assertEquals(2, line.chain.size());
        assertArrayEquals(new byte[] {3, 4, 5}, line.chain.get(0));
        assertEquals(0, line.chain.get(1).length);
        BatchLine.Anchor rsa = line.anchors.get(0);
        assertTrue(rsa.isCa);
        assertEquals(0, rsa.curve);
        assertArrayEquals(new byte[] {0x30, 0}, rsa.name);
        assertArrayEquals(new byte[] {0, (byte) 0xAF}, rsa.first);
        assertArrayEquals(new byte[] {1, 0, 1}, rsa.second);
        BatchLine.Anchor ec = line.anchors.get(1);
        assertEquals(23, ec.curve);
        assertEquals(0, ec.name.length);
        assertArrayEquals(new byte[] {4, 5}, ec.first);
    }

    @Test
    void whatIsNotSaid() {
        BatchLine line = good("id=x");
        assertNull(line.settings.name);
        assertEquals(UtcTime.BAD, line.settings.time);
        assertEquals(0x1C, line.settings.hashes());
        assertEquals(2048, line.settings.minRsa());
        assertEquals(4096, line.settings.maxRsa());
        assertEquals(false, line.settings.isStrict() || line.settings.isLenient());
        BatchLine lenient = good("id=x strict=no sni=");
        assertEquals(0x1F, lenient.settings.hashes());
        assertEquals(1024, lenient.settings.minRsa());
        assertEquals("", lenient.settings.name);
        assertEquals(0, good("id=x hashes=").settings.hashes());
        assertEquals(4, good("id=x hashes=md5,sha256").settings.hashes());
        assertEquals(512, good("id=x min-rsa=512").settings.minRsa());
        assertTrue(good("id=x strict=no min-rsa=512").settings.minRsa() > 16384);
    }

    @Test
    void theOptionIsOverruledByTheLine() {
        byte[] b = "id=x".getBytes(StandardCharsets.US_ASCII);
        assertTrue(new BatchLine(b, b.length, "no").settings.isLenient());
        b = "id=x strict=yes".getBytes(StandardCharsets.US_ASCII);
        assertTrue(new BatchLine(b, b.length, "no").settings.isStrict());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "cert=AA==                      | - | the line does not begin with id=TOKEN",
        "id=                            | - | the line does not begin with id=TOKEN",
        "cert=AA== id=x                 | - | the line does not begin with id=TOKEN",
        "hello                          | - | the line does not begin with id=TOKEN",
        "id=x  cert=AA==                | x | two spaces, or one at an end of the line",
        "id=x cert                      | x | 'cert' is no key=value",
        "id=x crt=AA==                  | x | crt: unknown key",
        "id=x id=y                      | x | id: given twice",
        "id=x sni=a sni=a               | x | sni: given twice",
        "id=x strict=no strict=no       | x | strict: given twice",
        "id=x strict=maybe              | x | strict: 'maybe' is neither yes nor no",
        "id=x cert=A                    | x | cert: not base64",
        "id=x cert=AA                   | x | cert: not base64",
        "id=x cert=AA=A                 | x | cert: not base64",
        "id=x cert=====                 | x | cert: not base64",
        "id=x ca=A-_=                   | x | ca: not base64",
        "id=x time=2026-02-30T00:00:00Z | x | time: '2026-02-30T00:00:00Z' is no time",
        "id=x time=0                    | x | time: '0' is no time",
        "id=x hashes=md4                | x | hashes: unknown hash 'md4'",
        "id=x hashes=sha256,            | x | hashes: unknown hash ''",
        "id=x min-rsa=                  | x | min-rsa: '' is not a whole number from 512 to 16384",
        "id=x min-rsa=511               | x | min-rsa: '511' is not",
        "id=x max-rsa=16385             | x | max-rsa: '16385' is not",
        "id=x max-rsa=+2048             | x | max-rsa: '+2048' is not",
        "id=x max-rsa=99999999999999999 | x | max-rsa: '99999999999999999' is not",
        "id=x sni=%                     | x | sni: a %",
        "id=x sni=a%4                   | x | sni: a %",
        "id=x sni=%G0                   | x | sni: a %",
        "id=x anchor=ca:MAA=:rsa:0A     | x | anchor: five fields expected",
        "id=x anchor=ca:MAA=:rsa:0A:1:2 | x | anchor: five fields expected",
        "id=x anchor=CA:MAA=:rsa:0A:1   | x | anchor: neither ca nor ee",
        "id=x anchor=ca:MAA:rsa:0A:1    | x | anchor: the name is not base64",
        "id=x anchor=ca:MAA=:dsa:0A:1   | x | anchor: neither an rsa nor an ec key",
        "id=x anchor=ca:MAA=:rsa::1     | x | anchor: a number is missing or not hexadecimal",
        "id=x anchor=ca:MAA=:rsa:0A:0x1 | x | anchor: a number is missing or not hexadecimal",
        "id=x anchor=ca:MAA=:ec:23:     | x | anchor: a number is missing or not hexadecimal",
        "id=x anchor=ca:MAA=:ec:P256:04 | x | anchor: no curve, or half a byte",
        "id=x anchor=ca:MAA=:ec:23:040  | x | anchor: no curve, or half a byte",
    })
    void mistakesAreNamed(String line, String id, String error) {
        BatchLine read = read(line);
        assertEquals(id, read.id());
        assertTrue(read.error() != null && read.error().startsWith(error), read.error());
    }

    @Test
    void spacesAtAnEndAreMistakesToo() {
        assertEquals("two spaces, or one at an end of the line", read("id=x ").error());
        assertEquals("the line does not begin with id=TOKEN", read(" id=x").error());
    }

    @Test
    void whateverTheBytesAreNothingIsThrown() {
        byte[] line = ("id=x sni=a%41 time=2026-01-31T23:59:59Z hashes=sha1,sha512 min-rsa=1024 max-rsa=2048 strict=no"
                + " ca=AQI= cert=AwQF anchor=ca:MAA=:rsa:00Af:10001 anchor=ee:MAA=:ec:23:0405")
                .getBytes(StandardCharsets.ISO_8859_1);
        Random random = new Random(1);
        int cases = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] mutated = line.clone();
            for (int k = random.nextInt(3); k >= 0; k--) {
                int at = random.nextInt(mutated.length);
                mutated[at] = random.nextBoolean() ? (byte) random.nextInt() : line[random.nextInt(line.length)];
            }
            int len = random.nextInt(4) == 0 ? random.nextInt(line.length + 1) : line.length;
            BatchLine read = new BatchLine(mutated, len, null);
            cases += read.error() == null ? 1 : 0;
            assertTrue(read.error() == null || read.error().length() < 200);
        }
        assertTrue(cases > 500, cases + " cases left");
    }

    @Test
    void whatAMessageRepeatsIsShort() {
        assertTrue(read("id=x hashes=" + "x".repeat(100_000)).error().length() < 200);
        assertTrue(read("id=x " + "x".repeat(100_000)).error().length() < 200);
        assertTrue(read("id=x " + "x".repeat(100_000) + "=").error().length() < 200);
    }
}
