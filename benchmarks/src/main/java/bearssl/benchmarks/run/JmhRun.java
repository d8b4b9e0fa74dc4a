package bearssl.benchmarks.run;

import bearssl.benchmarks.Suite;
import bearssl.benchmarks.page.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** The suites by JMH, with what they allocate: a second opinion on what {@link Interleaved} says. */
final class JmhRun {
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private JmhRun() {
    }

    static List<Row> measure(Pass pass) throws IOException {
        Path log = Files.createTempFile("jmh", ".log");
        TimeValue time = TimeValue.milliseconds(pass.jmhMillis());
        ChainedOptionsBuilder options = new OptionsBuilder().include(pass.jmh()).addProfiler(GCProfiler.class)
                .warmupTime(time).measurementTime(time).forks(pass.jmhForks()).output(log.toString());
        try {
            return rows(new Runner(options.build()).run());
        } catch (RunnerException e) {
            throw new IOException(Files.readString(log), e);
        } finally {
            Files.delete(log);
        }
    }

    private static List<Row> rows(Collection<RunResult> results) {
        List<Row> rows = new ArrayList<>();
        String jvm = Integer.toString(Runtime.version().feature());
        for (RunResult result : results) {
            String what = what(result.getParams());
            String contender = result.getParams().getParam("contender");
            Result<?> time = result.getPrimaryResult();
            rows.add(new Row(Row.JMH, jvm, what, contender, "us", time.getScore()));
            // without forks the profiler may have nothing to say
            Result<?> allocated = result.getSecondaryResults().get(ALLOCATED);
            if (allocated != null) {
                rows.add(new Row(Row.JMH, jvm, what + ", bytes", contender, "B", allocated.getScore()));
            }
        }
        return rows;
    }

    private static String what(BenchmarkParams params) {
        StringBuilder what = new StringBuilder(params.getBenchmark()
                .replace(Suite.class.getPackageName() + ".", "").replace("Benchmark.run", ""));
        for (String key : params.getParamsKeys()) {
            if (!key.equals("contender")) {
                what.append(", ").append(key).append(' ').append(params.getParam(key));
            }
        }
        return what.toString();
    }
}
