package bearssl.tls;

import bearssl.rand.HmacDrbg;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks for what is left in the arrays that an object reaches, but for what is not a connection's own: generator,
 * profile, X.509 engine, session and the client's key.
 */
final class Traces {
    private static final Map<Class<?>, List<Field>> FIELDS = new HashMap<>();

    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<Object> arrays = new ArrayList<>();

    private Traces(Object root) {
        visit(root);
    }

    /** How many elements are not zero. */
    static int count(Object root) {
        int sum = 0;
        for (Object array : new Traces(root).arrays) {
            sum += isZero(array) ? 0 : count(array, Array.getLength(array));
        }
        return sum;
    }

    private static int count(Object array, int len) {
        int sum = 0;
        for (int i = 0; i < len; i++) {
            sum += ((Number) Array.get(array, i)).longValue() != 0 ? 1 : 0;
        }
        return sum;
    }

    // The usual case, without an object for each element.
    private static boolean isZero(Object array) {
        return array instanceof byte[] bytes && Arrays.equals(bytes, new byte[bytes.length])
                || array instanceof short[] shorts && Arrays.equals(shorts, new short[shorts.length])
                || array instanceof int[] ints && Arrays.equals(ints, new int[ints.length]);
    }

    /** Whether these bytes stand in one of the arrays, in its elements from the first byte of each to the last. */
    static boolean hold(Object root, byte[] wanted) {
        String hex = HexFormat.of().formatHex(wanted);
        return new Traces(root).arrays.stream().anyMatch(array -> hex(array).contains(hex));
    }

    private static String hex(Object array) {
        HexFormat format = HexFormat.of();
        if (array instanceof byte[]) {
            return format.formatHex((byte[]) array);
        }
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < Array.getLength(array); i++) {
            long value = ((Number) Array.get(array, i)).longValue();
            digits.append(array instanceof short[] ? format.toHexDigits((short) value)
                    : array instanceof int[] ? format.toHexDigits((int) value) : format.toHexDigits(value));
        }
        return digits.toString();
    }

    private void visit(Object o) {
        if (o == null || o instanceof HmacDrbg || o instanceof TlsProfile || o instanceof TlsSession
                || o instanceof ClientAuth || o instanceof X509Engine || o instanceof String || !seen.add(o)) {
            return;
        }
        Class<?> type = o.getClass();
        if (type.isArray() && type.getComponentType().isPrimitive()) {
            arrays.add(o);
        } else if (type.isArray()) {
            for (Object element : (Object[]) o) {
                visit(element);
            }
        } else {
            for (; type != Object.class; type = type.getSuperclass()) {
                FIELDS.computeIfAbsent(type, Traces::fields).forEach(field -> visit(value(field, o)));
            }
        }
    }

    private static List<Field> fields(Class<?> type) {
        List<Field> result = new ArrayList<>();
        for (Field field : type.getDeclaredFields()) {
            if (!field.getType().isPrimitive() && !Modifier.isStatic(field.getModifiers())) {
                field.setAccessible(true);
                result.add(field);
            }
        }
        return result;
    }

    private static Object value(Field field, Object o) {
        try {
            return field.get(o);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
