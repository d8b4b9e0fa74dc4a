package mqttlite.cli;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A run of sub --info that tells when its subscription stands. */
final class ReadySubscriber {
    private static final int PATIENCE_SECONDS = 20;

    private final CountDownLatch subscribed = new CountDownLatch(1);
    private final ByteArrayOutputStream err = new ByteArrayOutputStream() {
        @Override
        public synchronized void write(byte[] b, int off, int len) {
            super.write(b, off, len);
            if (toString(StandardCharsets.UTF_8).contains("subscribed to")) {
                subscribed.countDown();
            }
        }
    };

    Cli.Result run(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int exit = Main.run(args, InputStream.nullInputStream(), out, new PrintStream(err, true));
        subscribed.countDown();
        return new Cli.Result(exit, out.toByteArray(), err.toString(StandardCharsets.UTF_8));
    }

    void awaitSubscribed() {
        try {
            if (!subscribed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("not subscribed: " + err);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
