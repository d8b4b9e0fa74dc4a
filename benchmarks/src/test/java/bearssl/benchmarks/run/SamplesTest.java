package bearssl.benchmarks.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class SamplesTest {
    @Test
    void theMedianIsTheMiddleOrBetweenTheTwoOfIt() {
        Samples samples = new Samples();
        for (double v : new double[] {9, 1, 2}) {
            samples.add("odd", v);
            samples.add("even", v);
        }
        samples.add("even", 4);
        assertEquals(2, samples.median("odd"));
        assertEquals(3, samples.median("even"));
        assertEquals(4, samples.mean("odd"));
    }

    @Test
    void thereIsNoPassOfAnotherName() {
        assertEquals("quick", Pass.of("quick").name());
        assertThrows(IllegalArgumentException.class, () -> Pass.of("long"));
    }
}
