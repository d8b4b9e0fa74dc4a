package mqttlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MqttStatusTest {
    @Test
    void everyCodeHasItsConstantsNameACauseAndARemedy() throws IllegalAccessException {
        Set<Integer> seen = new HashSet<>();
        for (Field field : MqttStatus.class.getFields()) {
            int code = field.getInt(null);
            if (code == MqttStatus.MQTT_OK || code == MqttStatus.MQTT_REFUSED) {
                continue;
            }
            assertTrue(seen.add(code), field.getName());
            // TLS codes end at 512 + 255; connect-level causes are around 1000.
            assertTrue(code > 2000 && code < 2100, field.getName());
            assertEquals(field.getName(), MqttStatus.name(code));
            assertNotNull(MqttStatus.cause(code), field.getName());
            assertNotNull(MqttStatus.remedy(code), field.getName());
            assertTrue(MqttStatus.isMqtt(code));
        }
        assertEquals(37, seen.size());
    }

    @Test
    void unknownCodesHaveNone() {
        for (int code : new int[] {0, 1, 31, 296, 2000, 2006, 2023, 2099, -1}) {
            assertNull(MqttStatus.name(code));
            assertNull(MqttStatus.cause(code));
            assertNull(MqttStatus.remedy(code));
            assertFalse(MqttStatus.isMqtt(code));
        }
    }

    @Test
    void refusalsAreTwoThousandPlusReturnCode() {
        assertEquals("MQTT_REFUSED_PROTOCOL", MqttStatus.name(MqttStatus.MQTT_REFUSED + 1));
        assertEquals("MQTT_REFUSED_NOT_AUTHORIZED", MqttStatus.name(MqttStatus.MQTT_REFUSED + 5));
    }
}
