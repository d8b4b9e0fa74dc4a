package bearssl.x509;

import static bearssl.tls.BrErr.BR_ERR_X509_BAD_SIGNATURE;
import static bearssl.tls.BrErr.BR_ERR_X509_EXPIRED;
import static bearssl.tls.BrErr.BR_ERR_X509_NOT_TRUSTED;
import static bearssl.tls.BrErr.BR_ERR_X509_TIME_UNKNOWN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The clock, and what chain validation makes of it. The chain begins in 2024 and 2025, and ends in 2030 and 2034. */
class X509ClockTest {
    private static final long LEAF_FROM = at("2025-01-01T00:00:00Z");
    private static final long LEAF_TO = at("2030-01-01T00:00:00Z");
    private static final long CA_FROM = at("2024-01-01T00:00:00Z");
    private static final long CA_TO = at("2034-12-31T23:59:59Z");

    private final Trial trial = Trial.of(X509Rules.DEFAULT);
    private final X509Clock clock = trial.clock;

    X509ClockTest() {
        clock.unset();
    }

    private static long at(String instant) {
        return Instant.parse(instant).getEpochSecond();
    }

    private static CertSpec leaf() {
        CertSpec leaf = TablePki.leaf();
        leaf.notBefore = Der.text(0x17, "250101000000Z");
        leaf.notAfter = Der.text(0x17, "300101000000Z");
        return leaf;
    }

    private int verdict() {
        return trial.verdict(leaf().signed(TablePki.INTER_KEY), TablePki.INTER);
    }

    // ---- the clock itself

    @Test
    void knowsNothingAtFirst() {
        assertEquals(X509Clock.UNKNOWN, clock.time());
        assertEquals(X509Clock.UNKNOWN, clock.floor());
        assertFalse(clock.isFloorOnly());
    }

    @Test
    void theTimeIsTheLaterOfNowAndTheFloor() {
        clock.set(1000);
        assertEquals(1000, clock.time());
        clock.floor(900);
        assertEquals(1000, clock.time());
        clock.floor(1100);
        assertEquals(1100, clock.time());
        assertFalse(clock.isFloorOnly());
        clock.set(1200);
        assertEquals(1200, clock.time());
        assertEquals(1100, clock.floor());
    }

    @Test
    void theFloorOnlyRises() {
        clock.floor(1000);
        clock.floor(999);
        clock.floor(X509Clock.UNKNOWN);
        assertEquals(1000, clock.floor());
        clock.floor(1001);
        assertEquals(1001, clock.floor());
        assertTrue(clock.isFloorOnly());
    }

    @Test
    void forgettingTheTimeKeepsTheFloor() {
        clock.floor(500);
        clock.set(1000);
        clock.unset();
        assertEquals(500, clock.time());
        assertTrue(clock.isFloorOnly());
    }

    @Test
    void timesBefore1970AreTimes() {
        clock.set(-5);
        assertEquals(-5, clock.time());
        clock.set(0);
        assertEquals(0, clock.time());
        assertFalse(clock.isFloorOnly());
    }

    // ---- in chain validation

    @Test
    void noTimeIsNo1970() {
        assertEquals(BR_ERR_X509_TIME_UNKNOWN, verdict());
        clock.set(0);
        assertEquals(BR_ERR_X509_EXPIRED, verdict());
    }

    @Test
    void validityIncludesItsFirstAndItsLastSecond() {
        long[] good = {LEAF_FROM, LEAF_FROM + 1, LEAF_TO - 1, LEAF_TO};
        for (long now : good) {
            clock.set(now);
            assertEquals(0, trialAt(now), Long.toString(now));
        }
        assertEquals(BR_ERR_X509_EXPIRED, trialAt(LEAF_FROM - 1));
        assertEquals(BR_ERR_X509_EXPIRED, trialAt(LEAF_TO + 1));
    }

    private static int trialAt(long now) {
        Trial trial = Trial.of(X509Rules.DEFAULT);
        trial.clock.set(now);
        return trial.verdict(leaf().signed(TablePki.INTER_KEY), TablePki.INTER);
    }

    @Test
    void everyCertificateHasToBeValid() {
        CertSpec late = TablePki.inter();
        late.notBefore = Der.text(0x17, "250615120001Z");
        CertSpec gone = TablePki.inter();
        gone.notAfter = Der.text(0x17, "250615115959Z");
        clock.set(Trial.NOW.getEpochSecond());
        byte[] leaf = leaf().signed(TablePki.INTER_KEY);
        assertEquals(BR_ERR_X509_EXPIRED, trial.verdict(leaf, late.signed(TablePki.ROOT_KEY)));
        assertEquals(BR_ERR_X509_EXPIRED, trial.verdict(leaf, gone.signed(TablePki.ROOT_KEY)));
    }

    @Test
    void aFloorAloneRefusesWhatExpiredAndNotWhatBeginsLater() {
        clock.floor(LEAF_TO + 1);
        assertEquals(BR_ERR_X509_EXPIRED, verdict());
        Trial other = Trial.of(X509Rules.DEFAULT);
        other.clock.unset();
        other.clock.floor(CA_FROM - 1);
        assertEquals(0, other.verdict(leaf().signed(TablePki.INTER_KEY), TablePki.INTER));
    }

    /** Whatever the time is, they are not valid at once. */
    @Test
    void aFloorAloneRefusesWhatEndsBeforeSomethingBelowBegins() {
        clock.floor(CA_FROM);
        CertSpec never = TablePki.leaf();
        never.notBefore = Der.text(0x17, "300101000000Z");
        never.notAfter = Der.text(0x17, "291231235959Z");
        assertEquals(BR_ERR_X509_EXPIRED, trial.verdict(never.signed(TablePki.INTER_KEY), TablePki.INTER));
        CertSpec past = TablePki.inter();
        past.notAfter = Der.text(0x17, "241231235959Z");
        assertEquals(BR_ERR_X509_EXPIRED,
                trial.verdict(leaf().signed(TablePki.INTER_KEY), past.signed(TablePki.ROOT_KEY)));
        assertEquals(CA_FROM, clock.floor());
    }

    @Test
    void aValidChainRaisesTheFloorToItsLatestStart() {
        clock.floor(at("2000-01-01T00:00:00Z"));
        assertEquals(0, verdict());
        assertEquals(LEAF_FROM, clock.floor());
        clock.floor(LEAF_FROM + 5);
        assertEquals(0, verdict());
        assertEquals(LEAF_FROM + 5, clock.floor());
    }

    @Test
    void aKnownTimeRaisesTheFloorToo() {
        clock.set(LEAF_TO);
        assertEquals(0, verdict());
        assertEquals(LEAF_FROM, clock.floor());
        clock.unset();
        assertTrue(clock.isFloorOnly());
    }

    @Test
    void aRefusedChainLeavesTheFloor() {
        clock.floor(5);
        CertSpec future = TablePki.leaf();
        future.notBefore = Der.text(0x17, "330101000000Z");
        future.notAfter = Der.text(0x18, "22000101000000Z");
        byte[] forged = future.signed(TablePki.LEAF_KEY);
        assertEquals(BR_ERR_X509_BAD_SIGNATURE, trial.verdict(forged, TablePki.INTER));
        assertEquals(BR_ERR_X509_NOT_TRUSTED, trial.verdict(forged));
        assertEquals(5, clock.floor());
    }

    /** Nobody's signature is checked then: whoever copies name and key could set the dates. */
    @Test
    void aServerTrustedByItselfLeavesTheFloor() {
        Trial direct = Trial.none(X509Rules.DEFAULT).trust(leaf().signed(TablePki.INTER_KEY));
        direct.clock.unset();
        direct.clock.floor(5);
        CertSpec copy = TablePki.leaf();
        copy.notBefore = Der.text(0x18, "21000101000000Z");
        copy.notAfter = Der.text(0x18, "22000101000000Z");
        assertEquals(0, direct.verdict(copy.signed(TablePki.LEAF_KEY)));
        assertEquals(5, direct.clock.floor());
    }

    @Test
    void datesAreJudgedWhereverTheyLie() {
        assertTrue(CA_TO > LEAF_TO);
        CertSpec old = TablePki.leaf();
        old.notBefore = Der.text(0x17, "500101000000Z"); // 1950
        old.notAfter = Der.text(0x18, "99991231235959Z");
        clock.set(Trial.NOW.getEpochSecond());
        assertEquals(0, trial.verdict(old.signed(TablePki.INTER_KEY), TablePki.INTER));
    }
}
