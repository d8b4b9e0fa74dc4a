package mqttlite.cli;

import bearssl.tls.stream.ConnectError;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;

/**
 * The command line. Exit codes: 0 done; 1 with one line {@code error=CODE NAME cause; remedy} on the error stream; 2
 * with one line for wrong usage; 27 when the time of -W is over. {@code verify} ends with 1, and the line on standard
 * output, for a chain that is not valid, and with 3 if a line of -batch was no case. Never a stack trace.
 */
public final class Main {
    private static final int OUT_BUFFER = 8192;

    private Main() {
    }

    /** Runs a command and ends the process with its exit code. @param args command and options */
    public static void main(String[] args) {
        OutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), OUT_BUFFER);
        System.exit(run(ExactArguments.of(args), System.in, out, System.err));
    }

    /**
     * Runs a command.
     *
     * @param args command and options
     * @param in   standard input
     * @param out  standard output, for payloads and results only
     * @param err  error stream, for lines that people read
     * @return the exit code
     */
    public static int run(String[] args, InputStream in, OutputStream out, PrintStream err) {
        Console console = new Console(in, out, err);
        String command = args.length == 0 ? "" : args[0];
        try {
            return dispatch(command, args, console);
        } catch (UsageError e) {
            console.error("usage: " + e.getMessage() + (isCommand(command) ? " (" + command + " --help)" : ""));
            return Failure.EXIT_USAGE;
        } catch (Failure e) {
            console.error(e.getMessage());
            return e.exitCode();
        } catch (OutOfMemoryError e) {
            console.error(Failure.of(ConnectError.ERR_OOM).getMessage());
        } catch (RuntimeException e) {
            console.error(Failure.of(Codes.CLI_INTERNAL, e.toString()).getMessage());
        } catch (Error e) {
            console.error(Failure.of(Codes.CLI_INTERNAL, e.toString()).getMessage());
        }
        return Failure.EXIT_ERROR;
    }

    private static boolean isCommand(String command) {
        return (", " + Help.COMMANDS + ",").contains(", " + command + ",");
    }

    private static int dispatch(String command, String[] args, Console console) throws UsageError, Failure {
        if (command.equals("--help") || command.equals("help")) {
            Help.printAll(console);
            return 0;
        }
        if (!isCommand(command)) {
            throw new UsageError((command.length() == 0 ? "a command is missing" : "'" + command + "' is no command")
                    + "; there are " + Help.COMMANDS + " (--help)");
        }
        Options options = Options.parse(command, args);
        if (options.has("help")) {
            Help.print(command, console);
        } else if (command.equals("pub")) {
            PubCommand.run(options, console);
        } else if (command.equals("sub")) {
            SubCommand.run(options, console);
        } else if (command.equals("fleet")) {
            FleetCommand.run(options, console);
        } else if (command.equals("client")) {
            ClientCommand.run(options, console);
        } else if (command.equals("fingerprint")) {
            FingerprintCommand.run(options, console);
        } else if (command.equals("probe")) {
            ProbeCommand.run(options, console);
        } else if (command.equals("verify")) {
            return VerifyCommand.run(options, console);
        } else if (command.equals("ta")) {
            TaCommand.run(options, console);
        } else {
            ExplainCommand.run(options, console);
        }
        return 0;
    }
}
