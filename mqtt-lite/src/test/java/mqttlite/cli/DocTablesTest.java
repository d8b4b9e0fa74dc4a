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
