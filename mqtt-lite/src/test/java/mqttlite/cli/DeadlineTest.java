package mqttlite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class DeadlineTest {
    @Test
    void theUsersLimitReplacesOurs() {
        Deadline users = Deadline.users(5);
        assertSame(users, Deadline.within(30, users));
        assertEquals(27, users.failure(2033, "waiting for CONNACK").exitCode());
        assertTrue(users.leftMillis() > 4000 && users.leftMillis() <= 5000);
    }

    @Test
    void withoutOneOursHasACode() {
        Deadline ours = Deadline.within(30, Deadline.never());
        assertTrue(ours.leftMillis() > 29_000 && ours.leftMillis() <= 30_000);
        Failure failure = ours.failure(2033, "waiting for CONNACK");
        assertEquals(1, failure.exitCode());
        assertEquals("error=2033 MQTT_CONNACK_TIMEOUT nothing came within 30 s while waiting for CONNACK; "
                + "check that the port speaks MQTT and matches the TLS setting", failure.getMessage());
    }

    @Test
    void neverIsNeverOver() {
        assertFalse(Deadline.never().isOver());
        assertEquals(3_600_000, Deadline.never().leftMillis());
    }
}
