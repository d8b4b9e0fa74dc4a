package bearssl.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.testing.DocTable;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/ERRORS.md} says what {@link BrErr}, {@link AlertText} and {@link Alert} say. */
class DocTablesTest {
    @Test
    void theTestsOfTheHandshakeAreThere() throws ClassNotFoundException {
        Pattern name = Pattern.compile("`(\\w+)\\.(\\w+)`");
        for (String row : DocTable.rows("SECURITY.md", "## The handshake, point by point")) {
            Matcher m = name.matcher(row);
            int found = 0;
            while (m.find()) {
                String method = m.group(2);
                assertTrue(Arrays.stream(Class.forName("bearssl.tls." + m.group(1)).getDeclaredMethods())
                        .anyMatch(each -> each.getName().equals(method)), m.group());
                found++;
            }
            assertTrue(found > 0, row);
        }
    }

    @Test
    void errorsAreThoseOfTheCode() {
        List<String> rows = new ArrayList<>();
        for (int code = 0; code < 256; code++) {
            if (BrErr.name(code) != null) {
                rows.add(row(code));
            }
        }
        assertEquals(String.join("\n", rows), String.join("\n", DocTable.rows("ERRORS.md", "## TLS")));
    }

    @Test
    void alertsAreThoseOfTheCode() {
        List<String> rows = new ArrayList<>();
        for (int alert = 0; alert < 256; alert++) {
            if (!AlertText.name(alert).equals("unknown alert")) {
                int code = 256 + alert;
                rows.add("| " + code + " | " + AlertText.name(alert) + " | " + BrErr.cause(code) + " | "
                        + BrErr.remedy(code) + " |");
            }
        }
        assertEquals(String.join("\n", rows),
                String.join("\n", DocTable.rows("ERRORS.md", "## Alerts received: 256 + n")));
    }

    private static String row(int code) {
        int alert = BrErr.alertFor(code);
        return "| " + code + " | " + BrErr.name(code) + " | " + BrErr.cause(code) + " | " + BrErr.remedy(code) + " | "
                + (alert < 0 ? "-" : AlertText.name(alert) + " (" + alert + ")") + " |";
    }

    @Test
    void everyConstantHasItsNameAndTexts() throws IllegalAccessException {
        for (Field f : BrErr.class.getFields()) {
            int code = f.getInt(null);
            assertEquals(f.getName(), BrErr.name(code));
            assertNotNull(BrErr.cause(code), f.getName());
            assertNotNull(BrErr.remedy(code), f.getName());
        }
    }

    @Test
    void everyAlertConstantHasItsName() throws IllegalAccessException {
        for (Field f : Alert.class.getFields()) {
            assertEquals(f.getName().toLowerCase(java.util.Locale.ROOT), BrErr.alertName(f.getInt(null)));
        }
    }

    @Test
    void numbersThatAreNoCodesHaveNoTexts() {
        for (int code : new int[] {-1, -31, 11, 30, 61, 63, 255, 768, 2000, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            assertNull(BrErr.name(code), "name of " + code);
            assertNull(BrErr.cause(code), "cause of " + code);
            assertNull(BrErr.remedy(code), "remedy of " + code);
            assertEquals(-1, BrErr.alertFor(code), "alert of " + code);
        }
    }

    @Test
    void anAlertIsNamedInTheCause() {
        assertEquals("BR_ERR_RECV_FATAL_ALERT", BrErr.name(256 + 255));
        assertEquals("BR_ERR_SEND_FATAL_ALERT", BrErr.name(512 + 40));
        assertEquals("the server sent alert handshake_failure: no version, suite, curve or signature in common",
                BrErr.cause(256 + 40));
    }
}
