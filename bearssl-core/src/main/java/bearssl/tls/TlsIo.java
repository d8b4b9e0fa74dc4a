package bearssl.tls;

import bearssl.base.Transport;

/**
 * Joins a {@link TlsClient} to the transport below it, and is a transport itself for the protocol above.
 *
 * <p>Where the transport answers 0, so does this class, instead of trying again: one code serves blocking sockets and
 * event loops. Nothing is allocated and nothing is thrown; errors are minus the engine's code.
 */
public final class TlsIo implements Transport {
    private final TlsClient tls;
    private final Transport transport;
    private boolean unflushed;
    private boolean writeFailed;

    /**
     * Joins the two; both may be reset and connected again afterwards, see {@link #reset}.
     *
     * @param tls       the engine
     * @param transport the bytes below
     */
    public TlsIo(TlsClient tls, Transport transport) {
        this.tls = tls;
        this.transport = transport;
    }

    /** Forgets what the last connection left; call it beside {@link TlsClient#reset}. */
    public void reset() {
        unflushed = false;
        writeFailed = false;
    }

    /**
     * Goes on with the handshake.
     *
     * @return 1 when the session is open and all of ours has left, 0 when the transport has nothing now,
     *     {@link Transport#END}, or minus a code
     */
    public int handshake() {
        // Of a resumed session the last message is ours: open before it has left, it would be nobody's to send.
        return pump(TlsClient.SENDAPP);
    }

    /**
     * Moves records both ways until the engine is in one of the wanted states: BearSSL's {@code run_until}.
     *
     * <p>It goes on as long as the transport has bytes. A server that dribbles one now and then holds up a caller of a
     * blocking transport, so such a transport has to answer 0 when the caller's time is over.
     *
     * @param target sum of {@link TlsClient}'s flags
     * @return 1 when one of them is set, 0 when the transport has nothing now or received data have to be used first,
     *     {@link Transport#END} after an orderly end, or minus a code
     */
    public int pump(int target) {
        for (;;) {
            int sent = send();
            if (sent == 0) {
                return 0;
            }
            int state = tls.state();
            if ((state & TlsClient.CLOSED) != 0) {
                return closed();
            }
            if ((state & target) != 0) {
                return 1;
            }
            if ((state & TlsClient.RECVREC) != 0) {
                int n = transport.read(tls.recvrecBuf(), tls.recvrecOff(), tls.recvrecLen());
                if (n > 0) {
                    tls.recvrecAck(n);
                } else if (n < 0 || writeFailed) {
                    tls.transportEnded();
                } else {
                    return 0;
                }
            } else if (writeFailed) {
                tls.transportEnded();
            } else {
                return 0;
            }
        }
    }

    /**
     * Sends and flushes what waits. When that fails, the server may have said why before it closed, so that what it
     * sent is still read, up to its alert or to the end.
     *
     * @return 1 when nothing is left to do here, 0 if the transport takes nothing now
     */
    private int send() {
        while (!writeFailed && tls.sendrecLen() > 0) {
            int n = transport.write(tls.sendrecBuf(), tls.sendrecOff(), tls.sendrecLen());
            if (n == 0) {
                return 0;
            }
            if (n > 0) {
                unflushed = true;
                tls.sendrecAck(n);
            }
            writeFailed = n < 0;
        }
        if (!writeFailed && unflushed) {
            int flushed = transport.flush();
            if (flushed == 0) {
                return 0;
            }
            unflushed = false;
            writeFailed = flushed < 0;
        }
        return 1;
    }

    private int closed() {
        return tls.error() == BrErr.BR_ERR_OK ? END : -tls.error();
    }

    public int read(byte[] buf, int off, int len) {
        int r = pump(TlsClient.RECVAPP);
        if (r <= 0) {
            return r;
        }
        int n = tls.recvappLen() < len ? tls.recvappLen() : len;
        System.arraycopy(tls.recvappBuf(), tls.recvappOff(), buf, off, n);
        tls.recvappAck(n);
        return n;
    }

    public int write(byte[] buf, int off, int len) {
        int r = pump(TlsClient.SENDAPP);
        if (r <= 0) {
            return r;
        }
        int n = tls.sendappLen() < len ? tls.sendappLen() : len;
        System.arraycopy(buf, off, tls.sendappBuf(), tls.sendappOff(), n);
        tls.sendappAck(n);
        return n;
    }

    public int flush() {
        tls.flush();
        return pump(TlsClient.SENDAPP);
    }

    /**
     * Ends the session: data written so far leave, then close_notify.
     *
     * @return {@link Transport#END} when all has left, 0 when some waits for a later call, or minus a code
     */
    public int close() {
        tls.close();
        return pump(0);
    }
}
