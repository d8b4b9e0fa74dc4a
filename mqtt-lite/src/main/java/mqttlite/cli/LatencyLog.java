package mqttlite.cli;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.HdrHistogram.HistogramLogWriter;

/**
 * Latencies in nanoseconds, three digits exact: those since the last second and all of them; and each second's in a file
 * in HdrHistogram's log format, so that several machines' can be put together.
 */
final class LatencyLog {
    private static final long LEAST = 1000; // what is below is told as that
    private static final long MOST = 3600000000000L;
    private static final int DIGITS = 3;
    private static final double MILLI = 1e6;
    private static final double[] PERCENTILES = {50, 90, 99, 99.9, 99.99};

    private final Histogram all = new Histogram(LEAST, MOST, DIGITS);
    private Histogram current = new Histogram(LEAST, MOST, DIGITS);
    private Histogram last = new Histogram(LEAST, MOST, DIGITS);
    private final String name;
    private final PrintStream file; // null: none
    private final HistogramLogWriter writer;
    private boolean counts;

    /** @param name of the file, null for none */
    LatencyLog(String name) throws Failure {
        this.name = name;
        file = name == null ? null : open(name);
        writer = file == null ? null : new HistogramLogWriter(file);
        long now = System.currentTimeMillis();
        if (writer != null) {
            writer.outputLogFormatVersion();
            writer.outputStartTime(now);
            writer.outputLegend();
        }
        current.setStartTimeStamp(now);
    }

    private static PrintStream open(String name) throws Failure {
        try {
            return new PrintStream(name, "US-ASCII");
        } catch (IOException e) {
            throw cannotWrite(name);
        }
    }

    private static Failure cannotWrite(String name) {
        return Failure.of(Codes.CLI_CANNOT_WRITE, name + ": the log of the latencies cannot be written");
    }

    /** Takes a latency down. Allocates nothing. */
    void record(long nanos) {
        current.recordValue(nanos < 0 ? 0 : nanos < MOST ? nanos : MOST);
    }

    /** Forgets all so far; only what follows goes into the file. */
    void startOver() {
        all.reset();
        current.reset();
        current.setStartTimeStamp(System.currentTimeMillis());
        counts = true;
    }

    /** Ends an interval. */
    void next() throws Failure {
        Histogram ended = current;
        long now = System.currentTimeMillis();
        ended.setEndTimeStamp(now);
        all.add(ended);
        if (writer != null && counts && ended.getTotalCount() > 0) {
            writer.outputIntervalHistogram(ended);
            if (file.checkError()) {
                throw cannotWrite(name);
            }
        }
        current = last;
        current.reset();
        current.setStartTimeStamp(now);
        last = ended;
    }

    /** The interval that ended last, for a line of text. */
    String lastInWords() {
        if (last.getTotalCount() == 0) {
            return "no latencies";
        }
        return String.format(Locale.ROOT, "ms p50 %.2f, p99 %.2f, p99.9 %.2f, max %.2f",
                last.getValueAtPercentile(50) / MILLI, last.getValueAtPercentile(99) / MILLI,
                last.getValueAtPercentile(99.9) / MILLI, last.getMaxValue() / MILLI);
    }

    /** Prints all of them, a line for each percentile. */
    void print(Console console) throws Failure {
        print(all, console);
    }

    private static void print(Histogram of, Console console) throws Failure {
        console.line("latencies: " + of.getTotalCount());
        if (of.getTotalCount() == 0) {
            return;
        }
        console.line(String.format(Locale.ROOT, "mean: %.3f ms", of.getMean() / MILLI));
        for (double p : PERCENTILES) {
            console.line(String.format(Locale.ROOT, "p%s: %.3f ms",
                    p == (int) p ? Integer.toString((int) p) : Double.toString(p), of.getValueAtPercentile(p) / MILLI));
        }
        console.line(String.format(Locale.ROOT, "max: %.3f ms", of.getMaxValue() / MILLI));
    }

    void close() {
        if (file != null) {
            file.close();
        }
    }

    // ---- several machines' logs

    /** Prints the latencies of all these logs as if they were one. */
    static void merge(List<String> names, Console console) throws UsageError, Failure {
        if (names.isEmpty()) {
            throw new UsageError("--merge needs the FILEs that --log has written");
        }
        Histogram sum = new Histogram(LEAST, MOST, DIGITS);
        long intervals = 0;
        for (String name : names) {
            long own = addLog(name, sum);
            if (own == 0) {
                throw Failure.of(Codes.CLI_BAD_FILE, name + ": holds no latencies in HdrHistogram's log format");
            }
            intervals += own;
        }
        console.line("logs: " + names.size() + ", intervals: " + intervals);
        print(sum, console);
        console.flush();
    }

    private static long addLog(String name, Histogram sum) throws Failure {
        HistogramLogReader reader;
        try {
            reader = new HistogramLogReader(new File(name));
        } catch (FileNotFoundException e) {
            throw Failure.of(Codes.CLI_CANNOT_READ, name + ": cannot be read");
        }
        try {
            long intervals = 0;
            while (reader.hasNext()) {
                EncodableHistogram interval = reader.nextIntervalHistogram();
                if (interval instanceof Histogram) {
                    sum.add((Histogram) interval);
                    intervals++;
                }
            }
            return intervals;
        } catch (RuntimeException e) { // the reader's word for a line that is none
            throw Failure.of(Codes.CLI_BAD_FILE, name + ": is no log in HdrHistogram's format: " + e.getMessage());
        } finally {
            reader.close();
        }
    }
}
