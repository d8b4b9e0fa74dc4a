package bearssl.tls;

import bearssl.base.Workspace;
import bearssl.hash.HashFunction;

/**
 * The running hash of all handshake messages, headers included, HelloRequest excepted (RFC 5246, sections 7.4.1.1 and
 * 7.4.9). Its state is a frame of the workspace that lasts as long as the handshake.
 */
final class Transcript {
    private final HashFunction hash;
    private Workspace ws;
    private int state;

    Transcript(HashFunction hash) {
        this.hash = hash;
    }

    /** Takes its frame: {@link HashFunction#stateWords} ints. */
    void start(Workspace workspace) {
        ws = workspace;
        state = ws.pushInts(hash.stateWords());
        hash.init(ws.ints, state);
    }

    void update(byte[] buf, int off, int len) {
        hash.update(ws.ints, state, buf, off, len);
    }

    /** Writes the hash of all messages so far; the transcript goes on. Scratch: one hash state. */
    void current(byte[] dst, int off) {
        int copy = ws.pushInts(hash.stateWords());
        System.arraycopy(ws.ints, state, ws.ints, copy, hash.stateWords());
        hash.finish(ws.ints, copy, dst, off);
        ws.popInts(copy);
    }

    /** Forgets the workspace, whose owner wipes it. */
    void end() {
        ws = null;
    }
}
