package mqttlite.stream;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Iterator;
import java.util.function.Consumer;

/**
 * Waits for channels that are ready, and hands each of them on. Java 11 and later have a method for it that allocates
 * nothing of its own; it is named at run time, so that Java 8 will do: there each key costs an entry in a set.
 */
final class ReadyKeys {
    private static final MethodHandle SELECT = find(MethodType.methodType(int.class, Consumer.class, long.class), "select");
    private static final MethodHandle SELECT_NOW = find(MethodType.methodType(int.class, Consumer.class), "selectNow");

    private ReadyKeys() {
    }

    private static MethodHandle find(MethodType type, String name) {
        try {
            return MethodHandles.publicLookup().findVirtual(Selector.class, name, type);
        } catch (NoSuchMethodException e) {
            return null; // Java 8
        } catch (IllegalAccessException e) {
            return null;
        }
    }

    /**
     * Waits until a channel is ready.
     *
     * @param millis how long at most, 0 for not at all
     * @param each   is given the keys
     */
    static void await(Selector selector, long millis, Consumer<SelectionKey> each) throws IOException {
        if (SELECT == null || SELECT_NOW == null) {
            awaitSet(selector, millis, each);
            return;
        }
        try {
            if (millis > 0) {
                int n = (int) SELECT.invokeExact(selector, each, millis);
            } else {
                int n = (int) SELECT_NOW.invokeExact(selector, each);
            }
        } catch (IOException e) {
            throw e;
        } catch (RuntimeException e) {
            throw e;
        } catch (Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IOException(e);
        }
    }

    /** The same as Java 8 has it. */
    static void awaitSet(Selector selector, long millis, Consumer<SelectionKey> each) throws IOException {
        int n = millis > 0 ? selector.select(millis) : selector.selectNow();
        if (n > 0) {
            for (Iterator<SelectionKey> keys = selector.selectedKeys().iterator(); keys.hasNext(); ) {
                SelectionKey key = keys.next();
                keys.remove();
                each.accept(key);
            }
        }
    }
}
