package bearssl.benchmarks.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers by name. */
final class Samples {
    private final Map<String, List<Double>> values = new HashMap<>();

    void add(String name, double value) {
        values.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
    }

    double median(String name) {
        List<Double> sorted = new ArrayList<>(values.get(name));
        Collections.sort(sorted);
        int n = sorted.size();
        return (sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2;
    }

    double mean(String name) {
        return values.get(name).stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }
}
