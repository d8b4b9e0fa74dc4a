package bearssl.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** An operation in another process, which is told how often and answers the nanoseconds and the last result. */
final class ProcessContender implements Contender {
    private final Process process;
    private final BufferedReader answers;
    private final PrintWriter orders;
    private String result;

    /** Starts it. */
    ProcessContender(Path program, String set, String operation, byte[]... inputs) throws IOException {
        List<String> command = new ArrayList<>(List.of(program.toString(), set, operation));
        for (byte[] input : inputs) {
            command.add(HexFormat.of().formatHex(input));
        }
        process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
        orders = new PrintWriter(process.getOutputStream(), true, StandardCharsets.US_ASCII);
        if (answers.readLine() == null) {
            throw new IOException(command + " ended");
        }
    }

    @Override
    public byte[] run() {
        time(1);
        return HexFormat.of().parseHex(result);
    }

    @Override
    public long time(long calls) {
        orders.println(calls);
        try {
            String[] answer = answers.readLine().split(" ", 2);
            result = answer[1];
            return Long.parseLong(answer[0]);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
