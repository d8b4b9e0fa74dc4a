package bearssl.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.aead.AesCt;
import bearssl.aead.Gcm;
import bearssl.aead.GhashCtmul32;
import bearssl.base.Transport;
import bearssl.cttrace.CtCheck;
import bearssl.cttrace.Subject;
import bearssl.ec.EcCurve;
import bearssl.ec.EcP256M15;
import bearssl.hash.Sha256;
import bearssl.rand.HmacDrbg;
import bearssl.rsa.RsaI15;
import bearssl.rsa.RsaPublic;
import bearssl.testing.Bytes;
import bearssl.testing.JdkX509;
import bearssl.testing.ScriptedServer;
import bearssl.testing.ServerRecord;
import bearssl.tls.profile.EcdheProfile;
import bearssl.tls.profile.FullProfile;
import bearssl.tls.profile.RsaGcmProfile;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions that are resumed, those that are not offered, and what becomes of the array that holds them. */
class ResumptionTest extends ResumingClient {
    private static ScriptedServer server(int suite) {
        return ScriptedServer.of(suite, AllocationProbe.key(suite), 1, 1);
    }

    // ---- the handshake

    @ParameterizedTest
    @CsvSource({"C02F, true", "C02F, false", "C02B, true", "C02B, false", "009C, true", "009C, false"})
    void everySuiteIsResumedWithAndWithoutExtendedMasterSecret(String hex, boolean extended) {
        int suite = Integer.parseInt(hex, 16);
        server = server(suite);
        if (!extended) {
            server.ignoreExtendedMasterSecret();
        }
        firstConnection();
        resumes();
        assertEquals(suite, tls.cipherSuite());
        assertEquals(extended, tls.extendedMasterSecret());
        assertEquals(List.of(ScriptedServer.CLIENT_HELLO, ScriptedServer.FINISHED), server.clientMessages());
        server = server.next();
        resumes();
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 1024, 2048, 4096, 16384})
    void theFragmentLengthIsAgreedAgain(int plaintext) {
        buffer = plaintext;
        firstConnection();
        resumes();
        assertEquals(plaintext == 16384 ? 0 : plaintext, tls.maxFragment());
    }

    @Test
    void theFragmentLengthAppliesUnsaid() {
        // RFC 6066, 1.1: this is what a server should do.
        firstConnection();
        server.onHello(h -> {
            h.drop(ScriptedServer.MAX_FRAGMENT_LENGTH);
            h.drop(ScriptedServer.SERVER_NAME);
        });
        buffer = 2000;
        resumes();
        assertEquals(1024, tls.maxFragment());
        assertEquals(2000, io.write(new byte[2000], 0, 2000) + io.write(new byte[2000], 0, 976));
        assertEquals(1, io.flush());
        assertTrue(server.received().stream().allMatch(r -> r.payload().length <= 1024));
        server.send(ServerRecord.applicationData(new byte[1025]).whole());
        byte[] data = new byte[2000];
        int n = io.read(data, 0, 2000);
        while (n > 0) {
            n = io.read(data, 0, 2000);
        }
        assertEquals(-BrErr.BR_ERR_TOO_LARGE, n);
    }

    @Test
    void aFragmentLengthThatWasNotAgreedToDoesNotApply() {
        firstConnection(ScriptedServer.ecdheRsa().ignoreMaxFragment());
        resumes();
        assertEquals(0, tls.maxFragment());
        server = server.next().onHello(h -> h.extension(ScriptedServer.MAX_FRAGMENT_LENGTH, 2));
        resumes(); // unless the server agrees after all
        assertEquals(1024, tls.maxFragment());
    }

    /** A profile whose numbers do but whose public-key operations fail. */
    private static final class NoPublicKeys extends TlsProfile {
        NoPublicKeys() {
            super(Sha256.INSTANCE, 2048, PROFILE.messageLen(),
                    PROFILE.workspaceBytes() - HandshakeContext.frameLength(PROFILE.messageLen()),
                    PROFILE.workspaceShorts(), PROFILE.workspaceInts() - Sha256.INSTANCE.stateWords(), 0);
            Set<String> sizes = Set.of("namedCurve", "pointLen", "scratchShorts", "scratchInts", "scratchLongs", "maxModulusLen");
            EcCurve curve = failing(EcCurve.class, sizes, EcP256M15.INSTANCE);
            RsaPublic rsa = failing(RsaPublic.class, sizes, RsaI15.INSTANCE);
            KeyExchange ecdhe = new EcdheKeyExchange(curve, rsa, Sha256.INSTANCE);
            with(0xC02F, ecdhe);
            with(0xC02B, ecdhe);
            with(0x009C, new RsaKeyExchange(rsa));
        }

        private static <T> T failing(Class<T> type, Set<String> allowed, Object behind) {
            InvocationHandler handler = (proxy, method, args) -> {
                if (allowed.contains(method.getName())) {
                    return method.invoke(behind, args);
                }
                throw new IllegalStateException(method.getName());
            };
            return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
        }

        protected Gcm newGcm() {
            return new Gcm(new AesCt(), new GhashCtmul32());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0xC02F, 0xC02B, 0x009C})
    void aResumedHandshakeHasNoPublicKeyOperation(int suite) {
        firstConnection(server(suite));
        profile = new NoPublicKeys();
        resumes(); // and nobody asks the X.509 engine
    }

    @Test
    void theProfileWithoutPublicKeysIsGoodForNothingElse() {
        profile = new NoPublicKeys();
        start();
        String thrown = "nothing";
        try {
            handshake();
        } catch (IllegalStateException e) {
            thrown = e.getMessage();
        }
        assertEquals("modPow", thrown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa", "ecdhe", "full"})
    void theWorkspaceOfAFullHandshakeIsMoreThanEnough(String name) {
        profile = name.equals("rsa") ? RsaGcmProfile.create() : name.equals("ecdhe") ? EcdheProfile.create() : PROFILE;
        firstConnection(name.equals("rsa") ? ScriptedServer.rsa() : ScriptedServer.ecdheRsa());
        int bytes = ws.highWaterBytes();
        resumes();
        assertTrue(ws.highWaterBytes() <= bytes && ws.highWaterBytes() <= profile.workspaceBytes());
        assertTrue(ws.highWaterInts() <= profile.workspaceInts());
        assertEquals(0, ws.highWaterShorts());
    }

    // ---- what is offered

    private void offersNothing() {
        x509 = new JdkX509();
        start();
        handshake();
        assertEquals(0, server.offeredId().length);
        assertFalse(tls.resumed());
    }

    @Test
    void aSessionOfASuiteThatIsNotOfferedIsNotOffered() {
        firstConnection(ScriptedServer.rsa());
        profile = EcdheProfile.create();
        offersNothing();
    }

    @ParameterizedTest
    @CsvSource({"1024, 512, true", "1024, 2048, true", "1024, 16384, true", "512, 16384, true", "16384, 1024, true",
        "1024, 1024, false"})
    void aSessionOfAnotherFragmentLengthIsNotOffered(int first, int second, boolean offer) {
        // RFC 6066, 4: "The negotiated length applies for the duration of the session including session resumptions."
        buffer = first;
        firstConnection();
        buffer = second;
        offerMaxFragment = offer;
        offersNothing();
    }

    @Test
    void aLongerBufferThatAsksForTheSameOffersTheSession() {
        firstConnection();
        buffer = 2047;
        resumes();
    }

    @Test
    void anAlteredSessionIsNotOffered() {
        firstConnection();
        ScriptedServer first = server;
        for (int bit = 0; bit < 8 * TlsSession.LEN; bit++) {
            System.arraycopy(Bytes.flip(kept, bit / 8, 1 << bit % 8), 0, stored, 0, stored.length);
            server = first.next().endAt(0);
            start();
            handshake();
            assertEquals(0, server.offeredId().length, "bit " + bit);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"broker.exampl", "broker.example.", "Broker.example", "broker.examplf", ""})
    void aSessionForAnotherNameIsNotOffered(String name) {
        firstConnection();
        server.endAt(0);
        tls = new TlsClient(PROFILE, generator(), new byte[1053], new byte[1053]);
        assertEquals(0, tls.reset(name, PROFILE.newWorkspace(), x509, session));
        new TlsIo(tls, server).handshake();
        assertEquals(0, server.offeredId().length);
        server = server.next().endAt(0);
        assertEquals(0, tls.reset(null, PROFILE.newWorkspace(), x509, session));
        new TlsIo(tls, server).handshake();
        assertEquals(0, server.offeredId().length);
    }

    @Test
    void randomBytesAreNotOffered() {
        java.util.Random random = new java.util.Random(1);
        for (int i = 0; i < 200; i++) {
            random.nextBytes(stored);
            stored[0] = (byte) (0x80 | stored[0] & 0x0F);
            stored[3] = i % 2 == 0 ? 32 : stored[3];
            server = server.next().endAt(0);
            start();
            handshake();
            assertEquals(0, server.offeredId().length);
        }
    }

    @Test
    void anEmptySessionIsNotOffered() {
        assertFalse(session.isSet());
        offersNothing();
        assertFalse(session.isSet(), "the server kept none");
    }

    @Test
    void aClientWithoutASessionOffersNoneAndKeepsNone() {
        server.keepSessions();
        opens();
        byte[] held = stored.clone();
        server = server.next();
        session = null;
        offersNothing();
        assertArrayEquals(held, stored);
    }

    @Test
    void aSessionMayLieAnywhereInAnArray() {
        byte[] array = new byte[200];
        Arrays.fill(array, (byte) 0x55);
        session = new TlsSession(array, 57);
        session.clear();
        server.keepSessions();
        opens();
        server = server.next();
        opensAndEchoes();
        assertTrue(tls.resumed());
        for (int i = 0; i < array.length; i++) {
            assertTrue(array[i] == 0x55 || i >= 57 && i < 57 + TlsSession.LEN);
        }
        byte[] copy = Arrays.copyOfRange(array, 57, 57 + TlsSession.LEN); // through a file and back
        session = new TlsSession(copy, 0);
        server = server.next();
        opensAndEchoes();
        assertTrue(tls.resumed());
    }

    // ---- what is kept

    @Test
    void aFatalAlertReceivedOnAnOpenConnectionForgetsTheSession() {
        server.keepSessions();
        opensAndEchoes();
        assertTrue(session.isSet());
        server.send(ServerRecord.alert(Alert.FATAL, Alert.BAD_RECORD_MAC));
        assertEquals(-(256 + Alert.BAD_RECORD_MAC), io.read(new byte[10], 0, 10));
        assertForgotten();
    }

    @Test
    void aFatalAlertSentOnAnOpenConnectionForgetsTheSession() {
        server.keepSessions();
        opensAndEchoes();
        server.send(ServerRecord.applicationData(new byte[10]).onWire(w -> Bytes.flip(w, -1, 1)));
        refusedWhenOpen(BrErr.BR_ERR_BAD_MAC, Alert.BAD_RECORD_MAC);
        assertForgotten();
    }

    @Test
    void aFatalAlertInTheFirstHandshakeLeavesNothing() {
        server.keepSessions().onFlight(2, f -> f.editBody(ScriptedServer.FINISHED, b -> Bytes.flip(b, 3, 1)));
        refusedAndForgotten(BrErr.BR_ERR_BAD_FINISHED, Alert.DECRYPT_ERROR);
    }

    @Test
    void aHandshakeThatDoesNotOpenSetsNothing() {
        server.keepSessions();
        start();
        handshake();
        int len = server.sent().length;
        for (int end = 0; end < len; end += 5) {
            session.clear();
            server = ScriptedServer.ecdheRsa().keepSessions().endAt(end);
            start();
            assertEquals(-BrErr.BR_ERR_IO, handshake());
            assertFalse(session.isSet(), "cut at " + end);
        }
    }

    @Test
    void anOrderlyEndOfEitherSideLeavesTheSession() {
        firstConnection();
        resumes();
        server.send(ServerRecord.alert(Alert.WARNING, Alert.CLOSE_NOTIFY));
        assertEndsInOrder();
        assertArrayEquals(kept, stored);
        server = server.next();
        resumes();
        assertEquals(Transport.END, io.close());
        assertArrayEquals(kept, stored);
    }

    @Test
    void aTruncationLeavesTheSession() {
        // RFC 5246, 7.2.1: since TLS 1.1 an end without close_notify does not forbid to resume.
        firstConnection();
        server.endWhenDrained();
        resumes();
        assertEquals(-BrErr.BR_ERR_IO, io.read(new byte[10], 0, 10));
        assertArrayEquals(kept, stored);
    }

    @Test
    void aResetThatIsRefusedLeavesTheSession() {
        firstConnection();
        assertEquals(-BrErr.BR_ERR_BAD_PARAM, tls.reset("broker.example", null, x509, session));
        assertEquals(-BrErr.BR_ERR_BAD_PARAM, tls.reset("a b", ws, x509, session));
        tls.transportEnded();
        assertArrayEquals(kept, stored);
    }

    @Test
    void theSessionOfAnEarlierConnectionIsLeftAlone() {
        firstConnection();
        x509 = new JdkX509();
        session = null;
        server.onHello(h -> h.suite = 0x1301);
        refused(BrErr.BR_ERR_BAD_CIPHER_SUITE, Alert.ILLEGAL_PARAMETER);
        assertArrayEquals(kept, stored);
    }

    // ---- constant time

    /** The master secret of a session that is set, offered and taken up. */
    public static final class StoredSecret implements Subject {
        private final TlsProfile profile = EcdheProfile.create();
        private final HmacDrbg rng = new HmacDrbg(Sha256.INSTANCE);
        private final HandshakeContext hs = new HandshakeContext(profile, rng);
        private final byte[] array = new byte[TlsSession.LEN];
        private final TlsSession session = new TlsSession(array, 0);
        private byte[] secret;

        public StoredSecret() {
            rng.update(new byte[32], 0, 32, profile.newWorkspace());
        }

        public int secretLength() {
            return KeySchedule.MASTER_SECRET_LEN;
        }

        public void prepare(byte[] s) {
            secret = s;
        }

        public void run() {
            session.begin(new byte[32], 0, 32);
            hs.start("broker.example", profile.newWorkspace(), null, null, session, 1024);
            hs.suite = 0xC02F;
            System.arraycopy(secret, 0, hs.ws.bytes, hs.frame + HandshakeContext.MASTER_SECRET, secret.length);
            session.set(hs);
            if (!session.fits(hs)) {
                throw new IllegalStateException("does not fit");
            }
            session.putMaster(hs.ws.bytes, hs.frame + HandshakeContext.MASTER_SECRET);
            session.clear();
        }
    }

    @Test
    void theStoredSecretDoesNotShow() {
        assertTrue(CtCheck.of(StoredSecret.class)
                .allowForeign("java.lang.String.charAt", "java.lang.String.length").assertConstant().runs() >= 12);
    }
}
