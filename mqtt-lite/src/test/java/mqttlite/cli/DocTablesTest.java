package mqttlite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bearssl.testing.DocTable;
import java.util.ArrayList;
import java.util.List;
import mqttlite.MqttStatus;
import org.junit.jupiter.api.Test;

/** {@code docs/ERRORS.md} says what the code says, and {@code docs/COMMAND-LINE.md} names every option. */
class DocTablesTest {
    private static String row(int code) {
        return "| " + code + " | " + Codes.name(code) + " | " + Codes.cause(code) + " | " + Codes.remedy(code) + " |";
    }

    @Test
    void mqttCodesAreThoseOfTheCode() {
        List<String> rows = new ArrayList<>();
        for (int code = 2000; code < 2100; code++) {
            if (MqttStatus.isMqtt(code)) {
                rows.add(row(code));
            }
        }
        assertEquals(rows, DocTable.rows("ERRORS.md", "## MQTT"));
    }

    @Test
    void codesOfTheCommandLineAreThoseOfTheCode() {
        List<String> rows = new ArrayList<>();
        for (int code : Codes.OWN) {
            rows.add(row(code));
        }
        assertEquals(rows, DocTable.rows("ERRORS.md", "## Command line"));
    }

    @Test
    void numbersThatDoNotOccurAreThoseOfTheCode() {
        List<String> rows = new ArrayList<>();
        for (int code : new int[] {11, 29, 32, 512, -1004}) {
            rows.add("| " + (code == 11 ? "11, 30, 61" : code == 512 ? "512 + n" : "" + code) + " | "
                    + (code == 11 ? "-" : Codes.name(code)) + " | " + AbsentCodes.why(code) + " |");
        }
        assertEquals(String.join("\n", rows), String.join("\n", DocTable.rows("ERRORS.md", "## Numbers that do not occur")));
        List<Integer> absent = new ArrayList<>();
        for (int code = -1100; code < 4100; code++) {
            if (AbsentCodes.why(code) != null && !AbsentCodes.isAlertSent(code)) {
                absent.add(code);
            }
        }
        assertEquals(List.of(-1004, 11, 29, 30, 32, 61), absent);
    }

    @Test
    void optionsAreThoseOfTheTable() {
        List<String> rows = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        for (String command : Help.COMMANDS.split(", ")) {
            for (Option o : OptionTable.of(command)) {
                if (!seen.contains(o.toString() + o.commands)) {
                    seen.add(o.toString() + o.commands);
                    rows.add("| `" + o.toString().trim() + "` | " + o.commands.trim().replace(" ", ", ") + " | "
                            + o.help + " |");
                }
            }
        }
        assertEquals(String.join("\n", rows), String.join("\n", DocTable.rows("COMMAND-LINE.md", "## Options")));
    }
}
