package bearssl.testing;

import bearssl.base.Transport;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.crypto.Cipher;

/**
 * A TLS 1.2 server in memory that does what a test tells it: the client's transport, without threads or sockets, on the
 * JDK's cryptography. The same seed gives the same bytes.
 *
 * <pre>
 *     ScriptedServer server = ScriptedServer.ecdheRsa();
 *     server.onHello(h -&gt; h.version = 0x0301);                        // a field, before the message is made
 *     server.onFlight(1, f -&gt; f.drop(ScriptedServer.CERTIFICATE));    // messages and records, before they leave
 *     new TlsIo(tls, server).handshake();
 *     server.alerts();                                                // what the client said, decrypted
 * </pre>
 *
 * <p>Flight 1 is ServerHello to ServerHelloDone, flight 2 ChangeCipherSpec and Finished. The transcript is taken of
 * what flight 1 holds after the test's changes, so that only what is really wrong makes the handshake fail. Once it is
 * open, application data are echoed, and {@link #send} sends anything.
 *
 * <p>A server is for one connection. With {@link #keepSessions} there is a {@link #next} one that resumes what was
 * kept: its flight 1 then is ServerHello alone, and flight 2 follows at once.
 */
public final class ScriptedServer implements Transport {
    public static final int HELLO_REQUEST = 0;
    public static final int CLIENT_HELLO = 1;
    public static final int SERVER_HELLO = 2;
    public static final int NEW_SESSION_TICKET = 4;
    public static final int CERTIFICATE = 11;
    public static final int SERVER_KEY_EXCHANGE = 12;
    public static final int CERTIFICATE_REQUEST = 13;
    public static final int SERVER_HELLO_DONE = 14;
    public static final int CERTIFICATE_VERIFY = 15;
    public static final int CLIENT_KEY_EXCHANGE = 16;
    public static final int FINISHED = 20;
    public static final int CERTIFICATE_STATUS = 22;

    public static final int SERVER_NAME = 0;
    public static final int MAX_FRAGMENT_LENGTH = 1;
    public static final int POINT_FORMATS = 11;
    public static final int EXTENDED_MASTER_SECRET = 23;
    public static final int RECORD_SIZE_LIMIT = 28;
    public static final int RENEGOTIATION_INFO = 0xFF01;

    private static final int MAX_PLAINTEXT = 16384;
    private static final int HEADER_LEN = 5;
    private static final int NONCE_LEN = 8;

    private static final KeyPair EC_KEY = TestCertificates.p256();
    private static final Map<KeyPair, Map<Integer, List<byte[]>>> CHAINS = new IdentityHashMap<>();

    /** A ServerHello before it is written. */
    public static final class Hello {
        public int version = 0x0303;
        public byte[] random;
        public byte[] sessionId = new byte[0];
        public int suite;
        public int compression;
        /** Type (2 bytes), length (2 bytes) and data of each. */
        public final List<byte[]> extensions = new ArrayList<>();
        /** Whether the length and list of extensions are there at all. */
        public boolean hasExtensions = true;

        public boolean has(int type) {
            return extensions.stream().anyMatch(e -> Bytes.u16(e, 0) == type);
        }

        public void drop(int type) {
            extensions.removeIf(e -> Bytes.u16(e, 0) == type);
        }

        public void extension(int type, int... data) {
            extensions.add(Bytes.join(Bytes.u16(type), Bytes.vector16(Bytes.of(data))));
        }

        /** Takes out an answer and puts in another one. */
        public void replace(int type, int... data) {
            drop(type);
            extension(type, data);
        }

        byte[] body() {
            byte[] fixed = Bytes.join(Bytes.u16(version), random, Bytes.vector8(sessionId), Bytes.u16(suite),
                    Bytes.of(compression));
            return hasExtensions
                    ? Bytes.join(fixed, Bytes.vector16(Bytes.join(extensions.toArray(new byte[0][])))) : fixed;
        }
    }

    /** A ServerKeyExchange before it is signed. */
    public static final class KeyExchangeParams {
        public int curveType = 3;
        public int curve = 23;
        public byte[] point;
        /** Algorithm numbers as sent; the signature is made with this hash. */
        public int hash = 4;
        public int signature;
        /** Last change to the signature. */
        public UnaryOperator<byte[]> onSignature = UnaryOperator.identity();

        byte[] params() {
            return Bytes.join(Bytes.of(curveType), Bytes.u16(curve), Bytes.vector8(point));
        }
    }

    /** Lets its array be read without a copy. */
    private static final class Queue extends ByteArrayOutputStream {
        byte[] array() {
            return buf;
        }
    }

    /** What is kept of a session. */
    private record Session(int suite, byte[] master, boolean extendedMasterSecret, int fragment) {
    }

    /** A record that the client sent, decrypted. */
    public record Received(int type, int version, boolean isProtected, byte[] payload) {
    }

    private final KeyPair key;
    private final int suite;
    private final SecureRandom random;
    private List<byte[]> chain;
    private boolean acceptsMaxFragment = true;
    private int recordSizeLimit; // 0: it does not know of such a thing
    private boolean acceptsExtendedMasterSecret = true;
    private boolean echoes = true;
    private Map<ByteBuffer, Session> sessions; // by id; null: none are kept
    private byte[] certificateRequest;
    private final List<Consumer<Hello>> onHello = new ArrayList<>();
    private final List<Consumer<KeyExchangeParams>> onKeyExchange = new ArrayList<>();
    private final Map<Integer, List<Consumer<Flight>>> onFlight = new HashMap<>();
    private final Map<Integer, List<Consumer<Flight>>> onPath = new HashMap<>();

    private final Map<Integer, byte[]> offered = new HashMap<>();
    private final ByteArrayOutputStream transcript = new ByteArrayOutputStream();
    private byte[] offeredId;
    private final List<Integer> offeredSuites = new ArrayList<>();
    private byte[] sessionId;
    private Session resumed;
    private byte[] clientRandom;
    private byte[] serverRandom;
    private int fragment = MAX_PLAINTEXT;
    private int recordSize = MAX_PLAINTEXT; // of what is protected
    private boolean extendedMasterSecret;
    private KeyPair ephemeral;
    private byte[] premaster;
    private byte[] master;
    private byte[] keyBlock;
    private boolean clientProtects;
    private boolean serverProtects;
    private long clientSequence;
    private long serverSequence;
    private boolean clientFinishedRight;
    private boolean open;

    private final ByteArrayOutputStream fromClient = new ByteArrayOutputStream();
    private final ByteArrayOutputStream clientHandshake = new ByteArrayOutputStream();
    private final List<Received> received = new ArrayList<>();
    private final List<Integer> clientMessages = new ArrayList<>();
    private final Queue toClient = new Queue();
    private final List<Integer> recordStarts = new ArrayList<>();
    private int read;
    private int readAtMost = Integer.MAX_VALUE;
    private int[] writeSteps = {Integer.MAX_VALUE};
    private int writes;
    private int endAt = Integer.MAX_VALUE;
    private boolean endWhenDrained;
    private boolean endWhenUnreadable;
    private boolean unreadable;
    private boolean meansWhatItSays;

    private ScriptedServer(int suite, KeyPair key, List<byte[]> chain, SecureRandom random) {
        this.suite = suite;
        this.key = key;
        this.chain = chain;
        this.random = random;
    }

    public static ScriptedServer ecdheRsa() {
        return of(0xC02F, TestCertificates.rsa2048(), 1, 1);
    }

    public static ScriptedServer ecdheEcdsa() {
        return of(0xC02B, EC_KEY, 1, 1);
    }

    /** The key of {@link #ecdheEcdsa}. */
    public static KeyPair ecKey() {
        return EC_KEY;
    }

    public static ScriptedServer rsa() {
        return of(0x009C, TestCertificates.rsa2048(), 1, 1);
    }

    /**
     * A server.
     *
     * @param suite        what it chooses, whatever is offered
     * @param certificates length of the chain
     */
    public static ScriptedServer of(int suite, KeyPair key, int certificates, long seed) {
        return new ScriptedServer(suite, key, chainOf(key, certificates), JdkTls12.deterministic(seed));
    }

    /** The same server at the next connection: it knows the sessions, and none of the changes that a test asked for. */
    public ScriptedServer next() {
        return next(random, sessions);
    }

    /** The same with a seed and memory of its own, so that it may be had over and over. */
    public ScriptedServer next(long seed) {
        return next(JdkTls12.deterministic(seed), new HashMap<>(sessions));
    }

    private ScriptedServer next(SecureRandom generator, Map<ByteBuffer, Session> known) {
        ScriptedServer next = new ScriptedServer(suite, key, chain, generator);
        next.sessions = known;
        next.acceptsMaxFragment = acceptsMaxFragment;
        next.recordSizeLimit = recordSizeLimit;
        next.acceptsExtendedMasterSecret = acceptsExtendedMasterSecret;
        return next;
    }

    /** Encoded certificates, leaf first; the same ones at each call. */
    public static synchronized List<byte[]> chainOf(KeyPair key, int certificates) {
        return CHAINS.computeIfAbsent(key, k -> new HashMap<>())
                .computeIfAbsent(certificates, n -> newChain(key, n));
    }

    private static List<byte[]> newChain(KeyPair key, int certificates) {
        KeyStore store = TestCertificates.chain(key, certificates);
        List<byte[]> result = new ArrayList<>();
        try {
            for (Certificate c : store.getCertificateChain("server")) {
                result.add(c.getEncoded());
            }
        } catch (KeyStoreException | CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
        return result;
    }

    // ---- what a test tells it

    public ScriptedServer chain(List<byte[]> certificates) {
        chain = certificates;
        return this;
    }

    public List<byte[]> chain() {
        return chain;
    }

    public ScriptedServer ignoreMaxFragment() {
        acceptsMaxFragment = false;
        return this;
    }

    /** Answers record_size_limit, and then not max_fragment_length. @param limit the longest record that it takes */
    public ScriptedServer recordSizeLimit(int limit) {
        recordSizeLimit = limit;
        return this;
    }

    public ScriptedServer ignoreExtendedMasterSecret() {
        acceptsExtendedMasterSecret = false;
        return this;
    }

    /** Gives sessions an id and resumes those that it knows; it then answers max_fragment_length as OpenSSL does. */
    public ScriptedServer keepSessions() {
        sessions = new HashMap<>();
        return this;
    }

    public ScriptedServer echoNothing() {
        echoes = false;
        return this;
    }

    /** Asks for a client certificate. */
    public ScriptedServer requestCertificate() {
        return requestCertificate(Bytes.join(Bytes.vector8(Bytes.of(1, 64)), Bytes.vector16(Bytes.of(4, 1, 4, 3)),
                Bytes.vector16(new byte[0])));
    }

    /** Asks for a client certificate with this body. */
    public ScriptedServer requestCertificate(byte[] body) {
        certificateRequest = body;
        return this;
    }

    public ScriptedServer onHello(Consumer<Hello> change) {
        onHello.add(change);
        return this;
    }

    public ScriptedServer onKeyExchange(Consumer<KeyExchangeParams> change) {
        onKeyExchange.add(change);
        return this;
    }

    /** Changes flight 1 (ServerHello to ServerHelloDone), 2 (ChangeCipherSpec, Finished), or 3: {@link #say}. */
    public ScriptedServer onFlight(int number, Consumer<Flight> change) {
        onFlight.computeIfAbsent(number, n -> new ArrayList<>()).add(change);
        return this;
    }

    /** Changes a flight when it is in the transcript already: what somebody between the two would do. */
    public ScriptedServer onPath(int number, Consumer<Flight> change) {
        onPath.computeIfAbsent(number, n -> new ArrayList<>()).add(change);
        return this;
    }

    /** Gives the client at most so many bytes at a time. */
    public ScriptedServer readAtMost(int n) {
        readAtMost = n;
        return this;
    }

    /** Takes at most so many bytes at the first, second, ... write, over and over; 0 is "not now". */
    public ScriptedServer takes(int... steps) {
        writeSteps = steps;
        return this;
    }

    /** Ends the stream after so many bytes. */
    public ScriptedServer endAt(int n) {
        endAt = n;
        return this;
    }

    /** Ends the stream where it would otherwise say "nothing now". */
    public ScriptedServer endWhenDrained() {
        endWhenDrained = true;
        return this;
    }

    /** Ends the stream when the client's records or keys are unreadable, where a test else fails. */
    public ScriptedServer endWhenUnreadable() {
        endWhenUnreadable = true;
        return this;
    }

    /** Takes random, session id and extended master secret from the ServerHello that a changed flight 1 holds. */
    public ScriptedServer meansWhatItSays() {
        meansWhatItSays = true;
        return this;
    }

    /** Goes on from this sequence number. */
    public ScriptedServer serverSequence(long n) {
        serverSequence = n;
        return this;
    }

    // ---- what happened

    /** Everything the client sent, in order. */
    public List<Received> received() {
        return received;
    }

    /** Types of the client's handshake messages. */
    public List<Integer> clientMessages() {
        return clientMessages;
    }

    /** The client's alerts as level and number: 2 * 256 + 47 is a fatal illegal_parameter. */
    public List<Integer> alerts() {
        List<Integer> result = new ArrayList<>();
        for (Received r : received) {
            if (r.type == ServerRecord.ALERT) {
                result.add(Bytes.u16(r.payload, 0));
            }
        }
        return result;
    }

    /** The client's application data. */
    public byte[] applicationData() {
        return Bytes.join(received.stream().filter(r -> r.type == ServerRecord.APPLICATION_DATA)
                .map(Received::payload).toArray(byte[][]::new));
    }

    /** What the client offered, by type of extension. */
    public Map<Integer, byte[]> offered() {
        return offered;
    }

    /** The numbers in the client's list of suites, those that only look like suites among them. */
    public List<Integer> offeredSuites() {
        return offeredSuites;
    }

    /** The session id that the client offered, empty if none. */
    public byte[] offeredId() {
        return offeredId;
    }

    /** Whether the client offered a session that this server knew. */
    public boolean resumed() {
        return resumed != null;
    }

    /** Whether the client's Finished fits what both sides said. */
    public boolean clientFinishedRight() {
        return clientFinishedRight;
    }

    /** The premaster secret, null before ClientKeyExchange. */
    public byte[] premaster() {
        return premaster;
    }

    /** The master secret. @return null before it is known */
    public byte[] master() {
        return master;
    }

    /** The part of the key block that protects the client's records. */
    public byte[] clientKey() {
        return Arrays.copyOfRange(keyBlock, 0, 16);
    }

    /** The part of the key block that protects the server's records. */
    public byte[] serverKey() {
        return Arrays.copyOfRange(keyBlock, 16, 32);
    }

    /** Whether the client has sent something that cannot be read. */
    public boolean unreadable() {
        return unreadable;
    }

    /** Every byte sent so far, also those not read yet. */
    public byte[] sent() {
        return toClient.toByteArray();
    }

    /** The length of {@link #sent}. */
    public int sentLen() {
        return toClient.size();
    }

    /** What of it the client had the chance to read. */
    public byte[] delivered() {
        return Bytes.first(toClient.toByteArray(), Math.min(toClient.size(), endAt));
    }

    /** Where records begin in {@link #sent}. */
    public List<Integer> recordStarts() {
        return recordStarts;
    }

    // ---- the client's transport

    @Override
    public int read(byte[] buf, int off, int len) {
        int end = Math.min(toClient.size(), endAt);
        int n = Math.min(Math.min(len, readAtMost), end - read);
        if (n == 0) {
            return read >= endAt || endWhenDrained ? END : 0;
        }
        System.arraycopy(toClient.array(), read, buf, off, n);
        read += n;
        return n;
    }

    @Override
    public int write(byte[] buf, int off, int len) {
        int n = Math.min(len, writeSteps[writes++ % writeSteps.length]);
        fromClient.write(buf, off, n);
        byte[] all = fromClient.toByteArray();
        int p = 0;
        while (all.length - p >= HEADER_LEN && all.length - p >= HEADER_LEN + Bytes.u16(all, p + 3)) {
            int end = p + HEADER_LEN + Bytes.u16(all, p + 3);
            try {
                record(all[p], Bytes.u16(all, p + 1), Arrays.copyOfRange(all, p + HEADER_LEN, end));
            } catch (RuntimeException e) {
                if (!endWhenUnreadable) {
                    throw e;
                }
                endAt = Math.min(endAt, toClient.size());
                unreadable = true;
            }
            p = end;
        }
        fromClient.reset();
        fromClient.write(all, p, all.length - p);
        return n;
    }

    @Override
    public int flush() {
        return 1;
    }

    // ---- receiving

    private void record(int type, int version, byte[] fragment) {
        byte[] payload = clientProtects ? open(type, fragment) : fragment;
        received.add(new Received(type, version, clientProtects, payload));
        switch (type) {
            case ServerRecord.HANDSHAKE:
                clientHandshake.write(payload, 0, payload.length);
                messages();
                break;
            case ServerRecord.CHANGE_CIPHER_SPEC:
                clientProtects = true;
                break;
            case ServerRecord.APPLICATION_DATA:
                if (open && echoes) {
                    send(ServerRecord.applicationData(payload));
                }
                break;
            default:
                break;
        }
    }

    private void messages() {
        byte[] all = clientHandshake.toByteArray();
        int p = 0;
        while (all.length - p >= 4 && all.length - p >= 4 + Bytes.u16(all, p + 2)) {
            int end = p + 4 + Bytes.u16(all, p + 2);
            message(all[p], Arrays.copyOfRange(all, p, end));
            p = end;
        }
        clientHandshake.reset();
        clientHandshake.write(all, p, all.length - p);
    }

    private void message(int type, byte[] message) {
        clientMessages.add(type);
        byte[] body = Bytes.without(message, 4);
        byte[] before = transcript.toByteArray();
        transcript.write(message, 0, message.length);
        switch (type) {
            case CLIENT_HELLO:
                clientHello(body);
                if (resumed == null) {
                    sendFlight(1, firstFlight());
                    break;
                }
                sendFlight(1, new Flight(ServerRecord.handshake(SERVER_HELLO, hello())));
                master = resumed.master;
                deriveRecordKeys();
                sendFlight(2, lastFlight());
                break;
            case CLIENT_KEY_EXCHANGE:
                premaster = premaster(body);
                deriveKeys();
                break;
            case FINISHED:
                clientFinishedRight = Arrays.equals(body,
                        JdkTls12.prf(master, "client finished", JdkTls12.sha256(before), 12));
                if (resumed == null) {
                    sendFlight(2, lastFlight());
                }
                if (clientFinishedRight && sessions != null) {
                    sessions.put(ByteBuffer.wrap(sessionId), new Session(suite, master, extendedMasterSecret, fragment));
                }
                open = true;
                break;
            default:
                break;
        }
    }

    private void clientHello(byte[] body) {
        clientRandom = Arrays.copyOfRange(body, 2, 34);
        int p = 35 + body[34];
        offeredId = Arrays.copyOfRange(body, 35, p);
        resumed = sessions == null ? null : sessions.get(ByteBuffer.wrap(offeredId));
        int suites = p + 2 + Bytes.u16(body, p);
        for (p += 2; p < suites; p += 2) {
            offeredSuites.add(Bytes.u16(body, p));
        }
        p += 1 + body[p];
        p += 2;
        while (p < body.length) {
            int len = Bytes.u16(body, p + 2);
            offered.put(Bytes.u16(body, p), Arrays.copyOfRange(body, p + 4, p + 4 + len));
            p += 4 + len;
        }
    }

    private byte[] premaster(byte[] body) {
        return hasKeyExchange() ? JdkTls12.agree(ephemeral, Bytes.without(body, 1))
                : JdkTls12.rsaDecrypt(key.getPrivate(), Bytes.without(body, 2));
    }

    private void deriveKeys() {
        master = extendedMasterSecret
                ? JdkTls12.prf(premaster, "extended master secret", JdkTls12.sha256(transcript.toByteArray()), 48)
                : JdkTls12.prf(premaster, "master secret", Bytes.join(clientRandom, serverRandom), 48);
        deriveRecordKeys();
    }

    private void deriveRecordKeys() {
        keyBlock = JdkTls12.prf(master, "key expansion", Bytes.join(serverRandom, clientRandom), 40);
    }

    // ---- building

    private boolean hasKeyExchange() {
        return suite != 0x009C;
    }

    private Flight firstFlight() {
        Flight flight = new Flight(ServerRecord.handshake(SERVER_HELLO, hello()),
                ServerRecord.handshake(CERTIFICATE, certificates()));
        if (hasKeyExchange()) {
            flight.add(ServerRecord.handshake(SERVER_KEY_EXCHANGE, keyExchange()));
        }
        if (certificateRequest != null) {
            flight.add(ServerRecord.handshake(CERTIFICATE_REQUEST, certificateRequest));
        }
        flight.add(ServerRecord.handshake(SERVER_HELLO_DONE, new byte[0]));
        return flight;
    }

    private Flight lastFlight() {
        return new Flight(ServerRecord.changeCipherSpec(), ServerRecord.handshake(FINISHED,
                JdkTls12.prf(master, "server finished", JdkTls12.sha256(transcript.toByteArray()), 12)));
    }

    private byte[] hello() {
        Hello hello = new Hello();
        hello.random = new byte[32];
        random.nextBytes(hello.random);
        hello.suite = resumed == null ? suite : resumed.suite;
        if (resumed != null) {
            fragment = resumed.fragment;
            hello.sessionId = offeredId;
        } else if (sessions != null) {
            hello.sessionId = new byte[32];
            random.nextBytes(hello.sessionId);
        }
        if (offered.containsKey(RENEGOTIATION_INFO)) {
            hello.extension(RENEGOTIATION_INFO, 0);
        }
        if (offered.containsKey(EXTENDED_MASTER_SECRET)
                && (resumed == null ? acceptsExtendedMasterSecret : resumed.extendedMasterSecret)) {
            extendedMasterSecret = true;
            hello.extension(EXTENDED_MASTER_SECRET);
        }
        if (offered.containsKey(SERVER_NAME)) {
            hello.extension(SERVER_NAME);
        }
        if (offered.containsKey(RECORD_SIZE_LIMIT) && recordSizeLimit != 0) {
            fragment = MAX_PLAINTEXT;
            recordSize = Bytes.u16(offered.get(RECORD_SIZE_LIMIT), 0);
            hello.extension(RECORD_SIZE_LIMIT, recordSizeLimit >> 8, recordSizeLimit & 0xFF);
        } else if (offered.containsKey(MAX_FRAGMENT_LENGTH) && acceptsMaxFragment) {
            int code = offered.get(MAX_FRAGMENT_LENGTH)[0];
            fragment = 256 << code;
            hello.extension(MAX_FRAGMENT_LENGTH, code);
        }
        if (offered.containsKey(POINT_FORMATS) && hasKeyExchange()) {
            hello.extension(POINT_FORMATS, 1, 0);
        }
        onHello.forEach(change -> change.accept(hello));
        serverRandom = hello.random;
        sessionId = hello.sessionId;
        return hello.body();
    }

    private byte[] certificates() {
        return Bytes.vector24(Bytes.join(chain.stream().map(Bytes::vector24).toArray(byte[][]::new)));
    }

    private byte[] keyExchange() {
        ephemeral = JdkTls12.p256(random);
        KeyExchangeParams k = new KeyExchangeParams();
        k.point = JdkTls12.point(ephemeral);
        k.signature = JdkTls12.isRsa(key.getPrivate()) ? 1 : 3;
        onKeyExchange.forEach(change -> change.accept(k));
        byte[] params = k.params();
        byte[] signature = k.onSignature.apply(JdkTls12.sign(key.getPrivate(), k.hash,
                Bytes.join(clientRandom, serverRandom, params)));
        return Bytes.join(params, Bytes.of(k.hash, k.signature), Bytes.vector16(signature));
    }

    private void sendFlight(int number, Flight flight) {
        onFlight.getOrDefault(number, List.of()).forEach(change -> change.accept(flight));
        hash(flight);
        if (number == 1 && meansWhatItSays) {
            means(handshake(flight));
        }
        onPath.getOrDefault(number, List.of()).forEach(change -> change.accept(flight));
        flight.records().forEach(this::send);
    }

    private void means(byte[] hello) {
        int extensions = hello.length > 38 && hello[0] == SERVER_HELLO ? 44 + (hello[38] & 0xFF) : hello.length;
        if (extensions < hello.length) {
            serverRandom = Arrays.copyOfRange(hello, 6, 38);
            sessionId = Arrays.copyOfRange(hello, 39, extensions - 5);
            extendedMasterSecret = false;
            int end = Math.min(hello.length, 4 + Bytes.u16(hello, 2));
            for (int p = extensions; p + 4 <= end; p += 4 + Bytes.u16(hello, p + 2)) {
                extendedMasterSecret |= Bytes.u16(hello, p) == EXTENDED_MASTER_SECRET;
            }
        }
    }

    private static byte[] handshake(Flight flight) {
        return Bytes.join(flight.records().stream().filter(r -> r.type == ServerRecord.HANDSHAKE)
                .map(ServerRecord::payload).toArray(byte[][]::new));
    }

    /** Takes what a flight says into the transcript: not HelloRequest, and nothing behind its last message. */
    private void hash(Flight flight) {
        byte[] all = handshake(flight);
        int p = 0;
        int type = HELLO_REQUEST;
        while (p < all.length && type != SERVER_HELLO_DONE && type != FINISHED) {
            type = all[p];
            boolean hasLength = all.length - p >= 4;
            int len = hasLength ? (all[p + 1] & 0xFF) << 16 | Bytes.u16(all, p + 2) : 0;
            int end = hasLength ? Math.min(all.length, p + 4 + len) : all.length;
            if (type != HELLO_REQUEST || len != 0) {
                transcript.write(all, p, end - p);
            }
            p = end;
        }
    }

    // ---- sending

    /** Sends records now, as flight 3. */
    public void say(ServerRecord... records) {
        sendFlight(3, new Flight(records));
    }

    /** Sends a record now; it waits until the client reads. */
    public void send(ServerRecord r) {
        if (r.isRaw()) {
            put(r.payload);
            return;
        }
        boolean seals = r.isProtected != null ? r.isProtected : serverProtects;
        int limit = r.whole ? Integer.MAX_VALUE : seals ? Math.min(fragment, recordSize) : fragment;
        int off = 0;
        do {
            int n = Math.min(limit, r.payload.length - off);
            byte[] piece = Arrays.copyOfRange(r.payload, off, off + n);
            byte[] content = seals ? seal(r.type, piece) : piece;
            int length = r.length >= 0 ? r.length : content.length;
            put(r.onWire.apply(Bytes.join(Bytes.of(r.type), Bytes.u16(r.version), Bytes.u16(length), content)));
            off += n;
        } while (off < r.payload.length);
        if (r.type == ServerRecord.CHANGE_CIPHER_SPEC && keyBlock != null) {
            serverProtects = true;
        }
    }

    private void put(byte[] wire) {
        recordStarts.add(toClient.size());
        toClient.write(wire, 0, wire.length);
    }

    private byte[] seal(int type, byte[] piece) {
        byte[] explicit = Bytes.u64(serverSequence);
        byte[] sealed = JdkTls12.gcm(Cipher.ENCRYPT_MODE, Arrays.copyOfRange(keyBlock, 16, 32),
                Bytes.join(Arrays.copyOfRange(keyBlock, 36, 40), explicit),
                additional(serverSequence, type, piece.length), piece);
        serverSequence++;
        return Bytes.join(explicit, sealed);
    }

    private byte[] open(int type, byte[] protectedFragment) {
        byte[] plain = JdkTls12.gcm(Cipher.DECRYPT_MODE, Arrays.copyOfRange(keyBlock, 0, 16),
                Bytes.join(Arrays.copyOfRange(keyBlock, 32, 36), Bytes.first(protectedFragment, NONCE_LEN)),
                additional(clientSequence, type, protectedFragment.length - NONCE_LEN - 16),
                Bytes.without(protectedFragment, NONCE_LEN));
        clientSequence++;
        return plain;
    }

    private static byte[] additional(long sequence, int type, int len) {
        return Bytes.join(Bytes.u64(sequence), Bytes.of(type, 3, 3), Bytes.u16(len));
    }
}
