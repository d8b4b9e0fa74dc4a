package mqttlite.demo;

import bearssl.base.Transport;

/** A transport that can be plugged into another one for each connection, so that what stands on it stays. */
public final class Link implements Transport {
    private Transport below;

    /** What the next bytes go through; null for nothing. */
    public void plug(Transport transport) {
        below = transport;
    }

    @Override
    public int read(byte[] buf, int off, int len) {
        return below.read(buf, off, len);
    }

    @Override
    public int write(byte[] buf, int off, int len) {
        return below.write(buf, off, len);
    }

    @Override
    public int flush() {
        return below.flush();
    }
}
