package mqttlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicFilterTest {
    private static int topic(byte[] b) {
        return TopicFilter.checkTopic(b, 0, b.length);
    }

    private static int filter(String text) {
        byte[] b = Wire.utf8(text);
        return TopicFilter.checkFilter(b, 0, b.length);
    }

    // At offsets other than 0, between bytes that would change the answer.
    private static boolean matches(String filter, String topic) {
        byte[] f = Wire.utf8("##" + filter + "/+");
        byte[] t = Wire.utf8("$" + topic + "x");
        return TopicFilter.matches(f, 2, f.length - 4, t, 1, t.length - 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "/", "//", "/finance", "a b", "$SYS/x", "\ufeff", "\ud83d\ude00/temp", "\u00e9"})
    void topicsThatPass(String text) {
        assertEquals(0, topic(Wire.utf8(text)));
    }

    @Test
    void topicsRefused_MQTT_3_3_2_2_and_4_7_3_1_and_4_7_3_2() {
        assertEquals(MqttStatus.MQTT_INVALID_TOPIC, topic(new byte[0]));
        for (String text : new String[] {"#", "+", "a/+/b", "a/#", "a+", "b#c"}) {
            assertEquals(MqttStatus.MQTT_INVALID_TOPIC, topic(Wire.utf8(text)), text);
        }
        assertEquals(MqttStatus.MQTT_INVALID_UTF8, topic(Wire.utf8("a\u0000b")));
        assertEquals(MqttStatus.MQTT_INVALID_UTF8, topic(Wire.hex("61 ed a0 80")));
    }

    @Test
    void atMost65535Bytes_MQTT_4_7_3_3() {
        assertEquals(0, topic(Wire.utf8("x".repeat(65535))));
        assertEquals(MqttStatus.MQTT_INVALID_TOPIC, topic(Wire.utf8("x".repeat(65536))));
        assertEquals(MqttStatus.MQTT_INVALID_FILTER, filter("x".repeat(65536)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"#", "sport/tennis/#", "+", "+/tennis/#", "sport/+/player1", "/+", "+/+", "/#", "a", "/"})
    void filtersThatPass(String text) {
        assertEquals(0, filter(text));
    }

    // The not valid examples of 4.7.1.2 and 4.7.1.3 come first.
    @ParameterizedTest
    @ValueSource(strings = {"sport/tennis#", "sport/tennis/#/ranking", "sport+", "", "#/", "##", "+a", "a/+b", "++",
        "+#", "a/b+/c"})
    void filtersRefused_MQTT_4_7_1_2_and_4_7_1_3(String text) {
        assertEquals(MqttStatus.MQTT_INVALID_FILTER, filter(text));
    }

    // The examples of 4.7.1 and 4.7.2.
    @ParameterizedTest
    @CsvSource({
        "sport/tennis/player1/#, sport/tennis/player1", "sport/tennis/player1/#, sport/tennis/player1/ranking",
        "sport/tennis/player1/#, sport/tennis/player1/score/wimbledon", "sport/#, sport", "#, sport", "#, /",
        "sport/tennis/+, sport/tennis/player1", "sport/+, sport/", "+/+, /finance", "/+, /finance", "+, finance",
        "$SYS/#, $SYS/monitor/Clients", "$SYS/monitor/+, $SYS/monitor/Clients", "a/+/c, a//c", "+, a$b"})
    void matchesOfTheStandard(String filter, String topic) {
        assertTrue(matches(filter, topic));
    }

    @ParameterizedTest
    @CsvSource({
        "sport/tennis/+, sport/tennis/player1/ranking", "sport/+, sport", "+, /finance", "#, $SYS/x",
        "+/monitor/Clients, $SYS/monitor/Clients", "a/b, a", "a, a/b", "a/#, ab", "a/b/#, a", "ACCOUNTS, Accounts",
        "a/, a", "a, a/", "+/#, $x"})
    void noMatchesOfTheStandard_MQTT_4_7_2_1(String filter, String topic) {
        assertFalse(matches(filter, topic));
    }

    @Provide
    Arbitrary<String> filters() {
        return Arbitraries.of("a", "b", "", "+", "$").list().ofMinSize(1).ofMaxSize(4)
                .map(l -> String.join("/", l)).flatMap(s -> Arbitraries.of(s, s + "/#", "#")).filter(s -> !s.isEmpty());
    }

    @Provide
    Arbitrary<String> topics() {
        return Arbitraries.of("a", "b", "", "$").list().ofMinSize(1).ofMaxSize(5)
                .map(l -> String.join("/", l)).filter(s -> !s.isEmpty());
    }

    @Property
    void matchesLikeARegularExpression(@ForAll("filters") String filter, @ForAll("topics") String topic) {
        assertEquals(0, filter(filter));
        String regex = filter.equals("#") ? ".*"
                : filter.replace("$", "\\$").replace("+", "[^/]*").replaceAll("/#$", "(/.*)?");
        boolean hidden = topic.startsWith("$") && (filter.startsWith("+") || filter.startsWith("#"));
        assertEquals(!hidden && topic.matches(regex), matches(filter, topic));
    }
}
