package mqttlite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplainCommandTest {
    @ParameterizedTest
    @CsvSource({"0, BR_ERR_OK", "6, BR_ERR_TOO_LARGE", "62, BR_ERR_X509_NOT_TRUSTED", "296, BR_ERR_RECV_FATAL_ALERT",
        "552, BR_ERR_SEND_FATAL_ALERT", "-1000, ERR_OOM", "-1004, ERR_MISSING_CA", "2005, MQTT_REFUSED_NOT_AUTHORIZED",
        "2048, MQTT_BAD_STATE", "3001, CLI_CANNOT_READ", "-31, BR_ERR_IO", "-2033, MQTT_CONNACK_TIMEOUT",
        "0x1F, BR_ERR_IO"})
    void explainsNumbersOfAllRanges(String code, String name) {
        String out = Cli.run("explain", code).exits(0).out();
        assertTrue(out.contains("name    " + name + "\n"), out);
        assertTrue(out.contains("\ncause   ") && out.contains("\nremedy  "), out);
    }

    @Test
    void everyNameLeadsToItsNumber() {
        for (int code = -1100; code < 3100; code++) {
            String name = Codes.name(code);
            if (name != null && !name.endsWith("_FATAL_ALERT")) {
                String out = Cli.run("explain", name).exits(0).out();
                assertTrue(out.startsWith("code    " + code + "\n"), out);
                assertEquals(out.replaceAll("note .*\n", ""),
                        Cli.run("explain", Integer.toString(code)).exits(0).out().replaceAll("note .*\n", ""));
            }
        }
    }

    @Test
    void smallNegativeNumbersAreStatesOfTasmotaToo() {
        String out = Cli.run("explain", "-2").exits(0).out();
        assertTrue(out.contains("BR_ERR_BAD_STATE") && out.contains("rc -2"), out);
    }
}
