package bearssl.testing;

import static bearssl.testing.ReferenceStop.require;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The ServerHello as {@link ReferenceClient} understands it: against what was offered. */
final class ReferenceHello {
    private static final int ILLEGAL = 47;
    private static final int DECODE = 50;
    private static final int GROUPS = 10;
    private static final int PROTOCOLS = 16;
    /** What may be answered; signature_algorithms may not (RFC 5246, 7.4.1.4.1). */
    private static final List<Integer> ANSWERED = List.of(ScriptedServer.SERVER_NAME,
            ScriptedServer.MAX_FRAGMENT_LENGTH, GROUPS, ScriptedServer.POINT_FORMATS, PROTOCOLS,
            ScriptedServer.EXTENDED_MASTER_SECRET, ScriptedServer.RECORD_SIZE_LIMIT, ScriptedServer.RENEGOTIATION_INFO);

    private static final byte[] DOWNGRADED = Bytes.of('D', 'O', 'W', 'N', 'G', 'R', 'D', 0);

    private final Map<Integer, byte[]> offered;
    private final byte[] offeredId;
    private final byte[] session; // as it is stored
    private byte[] random;
    private int suite;
    private boolean resumes;
    private boolean extendedMasterSecret;
    private int maxFragment = 16384;
    private boolean limited;
    private boolean fragmented;

    ReferenceHello(ScriptedServer server, byte[] session) {
        offered = server.offered();
        offeredId = server.offeredId();
        this.session = session;
    }

    boolean resumes() {
        return resumes;
    }

    int suite() {
        return suite;
    }

    byte[] random() {
        return random;
    }

    int maxFragment() {
        return maxFragment;
    }

    /** The master secret of the session that was offered. */
    byte[] master() {
        return Arrays.copyOfRange(session, 36, 84);
    }

    /** Reads it. @param fits whether it is no longer than what is gathered; no legitimate one is */
    void read(ReferenceReader body, boolean fits) {
        body.peek(35);
        int version = body.number(2);
        random = body.take(32);
        // RFC 8446, 4.1.3: our hello was changed on its way
        boolean downgraded = version < 0x0303 && Arrays.equals(Bytes.without(random, 24), DOWNGRADED);
        require(version == 0x0303, downgraded ? ILLEGAL : 70);
        int idLen = body.number(1);
        require(idLen <= 32, DECODE);
        body.peek(idLen + 3);
        byte[] id = body.take(idLen);
        body.fits(3, 2);
        suite = body.number(2);
        require(List.of(0xC02F, 0xC02B, 0x009C).contains(suite), ILLEGAL);
        resumes = offeredId.length > 0 && Arrays.equals(id, offeredId);
        require(!resumes || suite == Bytes.u16(session, 1), ILLEGAL);
        require(body.number(1) == 0, ILLEGAL);
        if (body.more()) {
            ReferenceReader extensions = body.vector(2);
            body.end();
            extensions(extensions);
        }
        require(fits, DECODE);
        if (resumes) {
            require(extendedMasterSecret == ((session[0] & 1) != 0), 40);
            // RFC 6066, 4: it stays; RFC 8449, 4: unless the other one takes its place
            if ((session[0] & 0x10) != 0 && !limited) {
                maxFragment = 256 << offered.get(ScriptedServer.MAX_FRAGMENT_LENGTH)[0];
            }
        }
    }

    private void extensions(ReferenceReader extensions) {
        Set<Integer> seen = new HashSet<>();
        while (extensions.more()) {
            int type = extensions.number(2);
            int len = extensions.number(2);
            require(!offered.containsKey(type) || ANSWERED.contains(type), ILLEGAL);
            require(offered.containsKey(type), 110);
            require(seen.add(type), ILLEGAL);
            extension(type, new ReferenceReader(extensions.take(len), 0));
        }
        require(!limited || !fragmented, ILLEGAL); // RFC 8449, 5
    }

    private void extension(int type, ReferenceReader answer) {
        switch (type) {
            case ScriptedServer.RENEGOTIATION_INFO:
                int len = answer.vector(1).left();
                answer.end();
                require(len == 0, 40);
                break;
            case ScriptedServer.EXTENDED_MASTER_SECRET:
                extendedMasterSecret = true;
                answer.end();
                break;
            case ScriptedServer.SERVER_NAME:
                answer.end();
                break;
            case ScriptedServer.MAX_FRAGMENT_LENGTH:
                int code = answer.number(1);
                answer.end();
                require(code == offered.get(type)[0], ILLEGAL);
                fragmented = true;
                maxFragment = 256 << code;
                break;
            case ScriptedServer.RECORD_SIZE_LIMIT:
                int limit = answer.number(2);
                answer.end();
                require(limit >= 64, ILLEGAL);
                limited = true;
                break;
            case PROTOCOLS:
                protocol(answer);
                break;
            case ScriptedServer.POINT_FORMATS:
                ReferenceReader formats = answer.vector(1);
                answer.end();
                require(formats.more(), DECODE);
                boolean uncompressed = false;
                while (formats.more()) {
                    uncompressed |= formats.number(1) == 0;
                }
                require(uncompressed, ILLEGAL);
                break;
            default:
                break;
        }
    }

    // RFC 7301, 3.1: exactly one, and one that was offered
    private void protocol(ReferenceReader answer) {
        ReferenceReader list = answer.vector(2);
        answer.end();
        ReferenceReader name = list.vector(1);
        list.end();
        require(name.more(), DECODE);
        byte[] chosen = name.rest();
        ReferenceReader names = new ReferenceReader(offered.get(PROTOCOLS), 2);
        boolean known = false;
        while (names.more()) {
            known |= Arrays.equals(chosen, names.vector(1).rest());
        }
        require(known, ILLEGAL);
    }
}
