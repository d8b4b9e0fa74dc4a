package bearssl.base;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WorkspaceTest {
    private final Workspace ws = new Workspace(20, 10, 5, 6);

    @Test
    void framesNestAndComeBackWiped() {
        int outer = ws.pushBytes(8);
        Arrays.fill(ws.bytes, outer, outer + 8, (byte) 1);
        int inner = ws.pushBytes(12);
        assertEquals(outer + 8, inner);
        Arrays.fill(ws.bytes, inner, inner + 12, (byte) 2);
        ws.popBytes(inner);
        assertArrayEquals(new byte[] {1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, ws.bytes);
        ws.popBytes(outer);
        assertArrayEquals(new byte[20], ws.bytes);
        assertEquals(0, ws.pushBytes(1));
    }

    @Test
    void everyTypeHasAStackOfItsOwn() {
        assertEquals(0, ws.pushBytes(3));
        assertEquals(0, ws.pushShorts(4));
        assertEquals(0, ws.pushInts(5));
        assertEquals(0, ws.pushLongs(6));
        ws.shorts[3] = 7;
        ws.ints[4] = 7;
        ws.longs[5] = 7;
        ws.popShorts(0);
        ws.popInts(0);
        ws.popLongs(0);
        assertArrayEquals(new short[10], ws.shorts);
        assertArrayEquals(new int[5], ws.ints);
        assertArrayEquals(new long[6], ws.longs);
        assertEquals(3, ws.pushBytes(1));
    }

    @Test
    void marksAreTheMostThatWasInUseAtOnce() {
        ws.popBytes(ws.pushBytes(7));
        ws.popBytes(ws.pushBytes(5));
        ws.popShorts(ws.pushShorts(9));
        ws.popInts(ws.pushInts(2));
        ws.popLongs(ws.pushLongs(3));
        assertEquals(7, ws.highWaterBytes());
        assertEquals(9, ws.highWaterShorts());
        assertEquals(2, ws.highWaterInts());
        assertEquals(3, ws.highWaterLongs());
    }

    @Test
    void tellsWhatIsFree() {
        ws.pushBytes(7);
        ws.pushShorts(4);
        ws.pushLongs(1);
        assertEquals(13, ws.freeBytes());
        assertEquals(6, ws.freeShorts());
        assertEquals(5, ws.freeLongs());
    }

    @Test
    void aFrameThatDoesNotFitIsRefusedAndTakesNothing() {
        ws.pushInts(3);
        assertThrows(IllegalArgumentException.class, () -> ws.pushInts(3));
        assertThrows(IllegalArgumentException.class, () -> ws.pushBytes(-1));
        assertThrows(IllegalArgumentException.class, () -> ws.pushShorts(Integer.MAX_VALUE));
        assertThrows(IllegalArgumentException.class, () -> new Workspace(0, 0, 0).pushLongs(1));
        assertEquals(3, ws.pushInts(2));
    }

    @Test
    void servesOneBorrowerAtATime() {
        Object first = new Object();
        Object second = new Object();
        assertTrue(ws.acquire(first));
        assertTrue(ws.acquire(first));
        assertFalse(ws.acquire(second));
        ws.pushBytes(4);
        ws.bytes[2] = 9;
        ws.longs[ws.pushLongs(2) + 1] = 9;
        ws.release(second);
        assertFalse(ws.acquire(second));
        ws.release(first);
        assertArrayEquals(new byte[20], ws.bytes);
        assertArrayEquals(new long[6], ws.longs);
        assertTrue(ws.acquire(second));
        assertEquals(0, ws.pushBytes(1));
    }
}
