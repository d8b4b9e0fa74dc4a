package mqttlite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(ints = {11, 30, 61})
    void numbersThatBearsslGivesToNoErrorAreSaidToBeSo(int code) {
        assertEquals("code    " + code + "\nnote    not assigned: BearSSL gives this number to no error\n",
                Cli.run("explain", Integer.toString(code)).exits(0).out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"63", "255", "768", "-1005", "2000", "4000", "many"})
    void otherNumbersAreNoCodes(String code) {
        Cli.run("explain", code).exits(2).says("'" + code + "'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "6 | record_overflow (22), sent to the server",
        "19 | handshake_failure (40), sent to the server",
        "296 | handshake_failure (40), received",
        "511 | unknown alert (255), received",
        "552 | handshake_failure (40), sent with errors 19, 23",
        "582 | protocol_version (70), sent with errors 3, 4",
        "602 | user_canceled (90), sent with no error of its own",
    })
    void theAlertIsNamed(String code, String alert) {
        String out = Cli.run("explain", code).exits(0).out();
        assertTrue(out.contains("\nalert   " + alert + "\n"), out);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "8", "31", "-1002", "2033"})
    void errorsThatTlsIsNotToldOfNameNone(String code) {
        assertFalse(Cli.run("explain", code).exits(0).out().contains("\nalert   "));
    }

    @ParameterizedTest
    @CsvSource({"29, server says it", "32, its code is 0", "552, told instead", "-1004, ends with 62"})
    void codesThatDoNotOccurSayWhy(String code, String why) {
        String out = Cli.run("explain", code).exits(0).out();
        assertTrue(out.contains("\nnote    does not occur here: ") && out.contains(why), out);
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
