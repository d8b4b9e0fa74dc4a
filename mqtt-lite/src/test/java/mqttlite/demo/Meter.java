package mqttlite.demo;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Counts the bytes that the calling thread allocates while it runs. */
public final class Meter {
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final long self = Thread.currentThread().getId();
    private long before;
    private long bytes;

    /** A meter at 0 that stands still. */
    public Meter() {
        start(); // what the bean itself needs once
        stop();
        bytes = 0;
    }

    public void start() {
        before = threads.getThreadAllocatedBytes(self);
    }

    public void stop() {
        bytes += threads.getThreadAllocatedBytes(self) - before;
    }

    /** The sum over all runs. */
    public long bytes() {
        return bytes;
    }
}
