package mqttlite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UtcTimeTest {
    private static final long YEAR_0 = -62167219200L;
    private static final long YEAR_10000 = 253402300800L;

    @Property
    void agreesWithTheJdk(@ForAll @LongRange(min = YEAR_0, max = YEAR_10000 - 1) long seconds) {
        String text = Instant.ofEpochSecond(seconds).toString();
        assertEquals(text, UtcTime.format(seconds));
        assertEquals(seconds, UtcTime.parse(text));
    }

    @Test
    void everyDayOfFourCenturiesAgrees() {
        for (long day = YEAR_0 / 86400 + 146097L * 4; day < YEAR_0 / 86400 + 146097L * 5; day++) {
            String text = Instant.ofEpochSecond(day * 86400).toString();
            assertEquals(text, UtcTime.format(day * 86400));
            assertEquals(day * 86400, UtcTime.parse(text));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2026-01-01", "2026-01-01T00:00:00", "2026-01-01T00:00:00z", "2026-01-01 00:00:00Z",
        "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-01-00T00:00:00Z", "2026-04-31T00:00:00Z",
        "2026-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z",
        "2026-01-01T00:00:60Z", "2026-01-01T00:00:00+0", "+026-01-01T00:00:00Z", "2026-01-01T00:00:00ZZ"})
    void otherThingsAreNoTime(String text) {
        assertEquals(UtcTime.BAD, UtcTime.parse(text));
    }

    @Test
    void peopleMayWriteADayOrANumber() {
        assertEquals(0, UtcTime.parseLoosely("1970-01-01"));
        assertEquals(86399, UtcTime.parseLoosely("1970-01-01T23:59:59Z"));
        assertEquals(1767225600, UtcTime.parseLoosely("1767225600"));
        assertEquals(UtcTime.BAD, UtcTime.parseLoosely("now"));
        assertEquals(UtcTime.BAD, UtcTime.parseLoosely("2026-1-1"));
        assertEquals(UtcTime.BAD, UtcTime.parseLoosely("9999999999999999999999"));
    }
}
