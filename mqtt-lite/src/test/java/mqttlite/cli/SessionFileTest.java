package mqttlite.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.testing.Bytes;
import bearssl.tls.TlsSession;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The file of --session: what it holds, and when it counts for nothing. */
class SessionFileTest {
    private static final byte[] CRITERIA = "these and no others".getBytes(StandardCharsets.US_ASCII);
    private static final long DAY = 24 * 3600;

    @TempDir
    Path folder;

    private Path path() {
        return folder.resolve("session");
    }

    /** A file as the class's page describes it. @param age in seconds */
    private byte[] content(long age) throws Exception {
        byte[] session = new byte[TlsSession.LEN];
        session[0] = (byte) 0x81;
        session[87] = 7;
        byte[] both = Bytes.join(session, Bytes.u64(System.currentTimeMillis() / 1000 - age));
        return Bytes.join(both, MessageDigest.getInstance("SHA-256").digest(Bytes.join(both, CRITERIA)));
    }

    private TlsSession offer(byte[] content, byte[] criteria) throws Exception {
        Files.write(path(), content);
        return new SessionFile(path().toString()).offer(criteria);
    }

    @Test
    void offersWhatIsThereAndFresh() throws Exception {
        assertTrue(offer(content(0), CRITERIA).isSet());
        assertTrue(offer(content(DAY - 60), CRITERIA).isSet());
    }

    @Test
    void forgetsAfterADayAndWhenTheClockWentBack() throws Exception {
        assertFalse(offer(content(DAY + 60), CRITERIA).isSet());
        assertFalse(offer(content(1000 * DAY), CRITERIA).isSet());
        assertFalse(offer(content(-60), CRITERIA).isSet());
    }

    @Test
    void forgetsUnderOtherCriteria() throws Exception {
        for (byte[] other : List.of(new byte[0], Bytes.flip(CRITERIA, 0, 1), Bytes.first(CRITERIA, CRITERIA.length - 1),
                Bytes.join(CRITERIA, new byte[1]))) {
            assertFalse(offer(content(0), other).isSet());
        }
    }

    @Test
    void forgetsWhateverBitWasAltered() throws Exception {
        byte[] content = content(1000);
        for (int bit = 0; bit < 8 * content.length; bit++) {
            assertFalse(offer(Bytes.flip(content, bit / 8, 1 << bit % 8), CRITERIA).isSet(), "bit " + bit);
        }
        assertFalse(offer(new byte[128], CRITERIA).isSet());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 88, 127, 129, 5000})
    void namesAFileOfAnotherLength(int len) throws Exception {
        Files.write(path(), new byte[len]);
        Failure f = assertThrows(Failure.class, () -> new SessionFile(path().toString()));
        assertTrue(f.getMessage().startsWith("error=3004 CLI_BAD_FILE " + path()), f.getMessage());
        assertEquals(len, Files.size(path()));
    }

    @Test
    void anAbsentOrEmptyFileIsNone() throws Exception {
        assertFalse(new SessionFile(path().toString()).offer(CRITERIA).isSet());
        assertFalse(offer(new byte[0], CRITERIA).isSet());
    }

    @Test
    void aFolderAndAnEmptyNameAreRefused() {
        Failure f = assertThrows(Failure.class, () -> new SessionFile(folder.toString()));
        assertTrue(f.getMessage().startsWith("error=3001 CLI_CANNOT_READ "), f.getMessage());
        assertThrows(UsageError.class, () -> new SessionFile(""));
    }

    // ---- keeping

    /** A file with a session that was new a moment ago. */
    private SessionFile kept() throws Exception {
        Files.write(path(), content(DAY - 60));
        SessionFile file = new SessionFile(path().toString());
        assertTrue(file.offer(CRITERIA).isSet());
        file.keep(CRITERIA, false);
        return file;
    }

    @Test
    void keepsWhatIsOfferedTheNextTime() throws Exception {
        kept();
        assertEquals(128, Files.size(path()));
        long time = new java.math.BigInteger(Bytes.first(Bytes.without(Files.readAllBytes(path()), 88), 8)).longValue();
        assertTrue(Math.abs(System.currentTimeMillis() / 1000 - time) <= 60, "time " + time);
        assertTrue(new SessionFile(path().toString()).offer(CRITERIA).isSet());
        assertFalse(new SessionFile(path().toString()).offer(new byte[1]).isSet());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void nobodyElseMayReadIt() throws Exception {
        Files.write(path(), new byte[0]); // readable by others, as the umask has it
        kept();
        assertEquals(EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE),
                Files.getPosixFilePermissions(path()));
        try (var files = Files.list(folder)) {
            assertEquals(List.of(path()), files.toList(), "no part of it is left");
        }
    }

    @Test
    void aResumedSessionIsLeftAsItIsSoThatItAges() throws Exception {
        byte[] content = content(1000);
        Files.write(path(), content);
        SessionFile file = new SessionFile(path().toString());
        file.offer(CRITERIA);
        file.keep(CRITERIA, true);
        file.dropIfCleared();
        assertArrayEquals(content, Files.readAllBytes(path()));
    }

    @Test
    void aClearedSessionIsRemoved() throws Exception {
        SessionFile file = kept();
        file.offer(CRITERIA).clear();
        file.dropIfCleared();
        assertFalse(Files.exists(path()));
        file.dropIfCleared(); // and again
        file = kept();
        file.offer(CRITERIA).clear();
        file.keep(CRITERIA, false); // a server that keeps none
        assertFalse(Files.exists(path()));
    }

    @Test
    void whatCannotBeWrittenIsNamed() throws Exception {
        Path gone = Files.createDirectory(folder.resolve("gone"));
        Files.write(gone.resolve("session"), content(0));
        SessionFile file = new SessionFile(gone.resolve("session").toString());
        file.offer(CRITERIA);
        Files.delete(gone.resolve("session"));
        Files.delete(gone);
        Failure f = assertThrows(Failure.class, () -> file.keep(CRITERIA, false));
        assertTrue(f.getMessage().startsWith("error=3002 CLI_CANNOT_WRITE "), f.getMessage());
    }

    @Test
    void inMemoryItServesTheNextConnection() throws Exception {
        SessionFile memory = new SessionFile();
        assertFalse(memory.offer(CRITERIA).isSet());
        memory.keep(CRITERIA, false);
        memory.dropIfCleared();
        assertFalse(memory.offer(CRITERIA).isSet());
    }
}
