package mqttlite.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ReadyKeysTest {
    private interface Await {
        void keys(Selector selector, long millis, Consumer<SelectionKey> each) throws IOException;
    }

    private static void handsEachReadyKeyOn(Await await) throws IOException {
        try (Selector selector = Selector.open()) {
            List<Pipe> pipes = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Pipe pipe = Pipe.open();
                pipe.source().configureBlocking(false);
                pipe.source().register(selector, SelectionKey.OP_READ, i);
                pipes.add(pipe);
            }
            List<Object> ready = new ArrayList<>();
            await.keys(selector, 0, key -> ready.add(key.attachment()));
            await.keys(selector, 1, key -> ready.add(key.attachment()));
            assertEquals(List.of(), ready);
            pipes.get(1).sink().write(ByteBuffer.allocate(1));
            await.keys(selector, 0, key -> ready.add(key.attachment()));
            await.keys(selector, 10_000, key -> ready.add(key.attachment()));
            assertEquals(List.of(1, 1), ready, "as long as it has not been read");
            for (Pipe pipe : pipes) {
                pipe.sink().close();
                pipe.source().close();
            }
        }
    }

    @Test
    void withTheMethodOfJava11() throws IOException {
        handsEachReadyKeyOn(ReadyKeys::await);
    }

    @Test
    void withTheSetOfJava8() throws IOException {
        handsEachReadyKeyOn(ReadyKeys::awaitSet);
    }
}
