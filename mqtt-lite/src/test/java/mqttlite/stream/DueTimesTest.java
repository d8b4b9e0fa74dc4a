package mqttlite.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class DueTimesTest {
    @Property(tries = 200)
    void tellsWhoIsFirst(@ForAll @IntRange(min = 1, max = 40) int members, @ForAll long seed) {
        Random random = new Random(seed);
        DueTimes times = new DueTimes(members);
        TreeMap<Integer, Long> model = new TreeMap<>();
        for (int i = 0; i < 300; i++) {
            int member = random.nextInt(members);
            if (random.nextInt(3) == 0) {
                times.clear(member);
                model.remove(member);
            } else {
                long time = random.nextInt(20);
                times.set(member, time);
                model.put(member, time);
            }
            long first = model.values().stream().mapToLong(t -> t).min().orElse(Long.MAX_VALUE);
            assertEquals(first, times.firstTime());
            assertEquals(first, times.first() < 0 ? Long.MAX_VALUE : model.get(times.first()));
        }
    }
}
