package bearssl.x509;

import static bearssl.tls.BrErr.BR_ERR_X509_BAD_TIME;
import static bearssl.tls.BrErr.BR_ERR_X509_EXTRA_ELEMENT;
import static bearssl.tls.BrErr.BR_ERR_X509_INNER_TRUNC;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateTimeTest {
    private static final DateTimeFormatter FOUR = DateTimeFormatter.ofPattern("uuuuMMddHHmmss'Z'");
    private static final DateTimeFormatter TWO = DateTimeFormatter.ofPattern("uuMMddHHmmss'Z'");
    private static final long YEAR_0 = -62167219200L; // 0000-01-01T00:00:00Z
    private static final long YEAR_9999 = 253402300799L; // 9999-12-31T23:59:59Z

    private static long parse(String text, boolean fourDigits) {
        return parse(text, fourDigits, false);
    }

    private static long parse(String text, boolean fourDigits, boolean isLast) {
        byte[] b = (text + "9").getBytes(StandardCharsets.ISO_8859_1); // one byte behind, not to be read
        return CertificateTime.parse(b, b.length - 1, fourDigits, isLast);
    }

    private static int code(String text, boolean fourDigits) {
        long result = parse(text, fourDigits);
        assertTrue(result < CertificateTime.FIRST, text);
        return CertificateTime.code(result);
    }

    @Property(tries = 4000)
    void generalizedTimeIsJavaTimes(@ForAll @LongRange(min = YEAR_0, max = YEAR_9999) long seconds) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
        assertEquals(seconds, parse(FOUR.format(time), true));
        assertEquals(seconds, parse(FOUR.format(time), true, true));
    }

    @Property(tries = 4000)
    void utcTimeIsJavaTimesFrom1950To2049(@ForAll @LongRange(min = -631152000L, max = 2524607999L) long seconds) {
        assertEquals(seconds, parse(TWO.format(LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC)), false));
    }

    @Property(tries = 4000)
    void daysThatDoNotExistAreRefused(@ForAll @IntRange(max = 9999) int year, @ForAll @IntRange(max = 13) int month,
            @ForAll @IntRange(max = 32) int day) {
        String text = String.format("%04d%02d%02d000000Z", year, month, day);
        boolean exists = month >= 1 && month <= 12 && day >= 1
                && day <= YearMonth.of(year, month).lengthOfMonth();
        if (exists) {
            assertEquals(Instant.parse(String.format("%04d-%02d-%02dT00:00:00Z", year, month, day)).getEpochSecond(),
                    parse(text, true));
        } else {
            assertEquals(BR_ERR_X509_BAD_TIME, code(text, true));
        }
    }

    @Property(tries = 4000)
    void anyBytesAreATimeOrACode(@ForAll byte[] bytes, @ForAll boolean fourDigits, @ForAll boolean isLast) {
        long result = CertificateTime.parse(bytes, bytes.length, fourDigits, isLast);
        assertTrue(result >= YEAR_0 && result <= YEAR_9999 + 1 || result < CertificateTime.FIRST
                && CertificateTime.code(result) > 0 && CertificateTime.code(result) < 100);
    }

    @ParameterizedTest
    @CsvSource({
        "240101000000Z, 1704067200",
        "490101000000Z, 2493072000",
        "500101000000Z, -631152000",
        "000229000000Z, 951782400",
        "240101000000.5Z, 1704067200",
        "240101000000.Z, 1704067200",
        "240101000000.123456789012345678901234567890Z, 1704067200"})
    void timesThatAreRead(String text, long seconds) {
        assertEquals(seconds, parse(text, false));
    }

    @Test
    void aLeapSecondAtTheEndOfADayIsItsLastOrTheFirstOfTheNext() {
        assertEquals(1483228800, parse("161231235960Z", false));
        assertEquals(1483228799, parse("161231235960Z", false, true));
        assertEquals(1704067260, parse("240101000060Z", false));
    }

    @ParameterizedTest
    @CsvSource({
        "240101000000, INNER_TRUNC",
        "24010100000, INNER_TRUNC",
        "2401010000Z, BAD_TIME",
        "'', INNER_TRUNC",
        "2, INNER_TRUNC",
        "24010100000Z, BAD_TIME",
        "240101000000., INNER_TRUNC",
        "240101000000.5, INNER_TRUNC",
        "240101000000+0000, BAD_TIME",
        "240101000000z, BAD_TIME",
        "240101000000ZZ, EXTRA_ELEMENT",
        "'240101000000Z ', EXTRA_ELEMENT",
        "20240101000000Z, BAD_TIME",
        "230229000000Z, BAD_TIME",
        "240100000000Z, BAD_TIME",
        "240001000000Z, BAD_TIME",
        "241301000000Z, BAD_TIME",
        "240101240000Z, BAD_TIME",
        "240101006000Z, BAD_TIME",
        "240101000061Z, BAD_TIME",
        "2401010000-1Z, BAD_TIME",
        "/40101000000Z, BAD_TIME",
        ":40101000000Z, BAD_TIME"})
    void timesThatAreRefused(String text, String name) {
        int expected = name.equals("BAD_TIME") ? BR_ERR_X509_BAD_TIME
                : name.equals("INNER_TRUNC") ? BR_ERR_X509_INNER_TRUNC : BR_ERR_X509_EXTRA_ELEMENT;
        assertEquals(expected, code(text, false), text);
    }
}
