package bearssl.aead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;

/** Looks into an object: every number that its instance fields hold, arrays included. */
final class Fields {
    private Fields() {
    }

    static void assertAllZero(Object o) throws IllegalAccessException {
        int seen = 0;
        for (Field f : o.getClass().getDeclaredFields()) {
            if (Modifier.isStatic(f.getModifiers())) {
                continue;
            }
            f.setAccessible(true);
            Object value = f.get(o);
            if (value instanceof Number n) {
                assertEquals(0, n.longValue(), f.getName());
                seen++;
            } else if (f.getType().isArray()) {
                for (int i = 0; i < Array.getLength(value); i++) {
                    assertEquals(0, ((Number) Array.get(value, i)).longValue(), f.getName() + "[" + i + "]");
                }
                seen++;
            } else {
                assertAllZero(value);
                seen++;
            }
        }
        assertTrue(seen > 0, o.getClass() + " holds nothing");
    }
}
