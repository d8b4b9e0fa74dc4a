package mqttlite.cli;

/** The texts of --help. */
final class Help {
    static final String COMMANDS = "pub, sub, fleet, client, fingerprint, probe, verify, ta, explain";

    private static final int COLUMN = 30;

    private Help() {
    }

    static void printAll(Console console) throws Failure {
        console.line("mqtt-lite: MQTT 3.1.1 over TLS 1.2");
        console.line("");
        for (String command : COMMANDS.split(", ")) {
            console.line("  " + usage(command));
        }
        console.line("");
        console.line("COMMAND --help lists the options of a command.");
        console.line("Exit codes: 0 done, 1 error=CODE NAME cause; remedy on standard error, 2 wrong usage, "
                + "27 the time of -W is over.");
        console.flush();
    }

    static void print(String command, Console console) throws Failure {
        console.line("usage: " + usage(command));
        console.line("");
        console.line(purpose(command));
        console.line("");
        for (Option o : OptionTable.of(command)) {
            StringBuilder line = new StringBuilder("  ").append(o);
            do {
                line.append(' ');
            } while (line.length() < COLUMN);
            console.line(line.append(o.help).toString());
        }
        console.flush();
    }

    private static String usage(String command) {
        if (command.equals("pub")) {
            return "pub -t TOPIC {-m TEXT | -f FILE | -n | -l} [-h HOST] [-p PORT] [-q QOS] [TLS options]";
        }
        if (command.equals("sub")) {
            return "sub -t FILTER... [-h HOST] [-p PORT] [-q QOS] [-v] [-C COUNT] [-W SECONDS] [TLS options]";
        }
        if (command.equals("fleet")) {
            return "fleet [HOST] --connections N [--rate R] [--duration SECONDS] [TLS options], or fleet --merge FILE...";
        }
        if (command.equals("client")) {
            return "client HOST:PORT [TLS options]";
        }
        if (command.equals("probe")) {
            return "probe HOST:PORT [-W SECONDS] [TLS options]";
        }
        if (command.equals("verify")) {
            return "verify [-sni NAME] [-CA FILE]... [-time TIME] [-strict yes|no] FILE..., or verify -batch";
        }
        if (command.equals("ta")) {
            return "ta [--package NAME] [--class NAME] FILE..., or ta --out FILE FILE...";
        }
        return command.equals("fingerprint") ? "fingerprint {FILE | HOST:PORT}" : "explain {CODE | NAME}";
    }

    private static String purpose(String command) {
        String tls = "TLS is used with any TLS option or port 8883; a server that nothing makes trusted is refused.";
        if (command.equals("pub")) {
            return "Publishes a message. Above QoS 0 it waits until the broker has it.\n" + tls;
        }
        if (command.equals("sub")) {
            return "Prints the payload of each message and a line feed. A message over the limit is dropped and\n"
                    + "reported on standard error.\n" + tls;
        }
        if (command.equals("fleet")) {
            return "Connects many clients from one thread; each publishes to a topic of its own and receives that again.\n"
                    + "A line each second on standard error, sums and latencies on standard output at the end.\n" + tls;
        }
        if (command.equals("client")) {
            return "Sends standard input over TLS and prints what the server sends, until the server ends it.\n"
                    + "A server that nothing makes trusted is refused. An end without close_notify is error 31.";
        }
        if (command.equals("probe")) {
            return "Prints what a server does in TLS, its certificates and fingerprints, what would make it trusted,\n"
                    + "how much memory it takes, and a command line and Java source to connect to it. Nothing is sent\n"
                    + "but handshakes. Exit code 0 if one of the suites works.";
        }
        if (command.equals("verify")) {
            return "Prints the certificates of the chain in the files (PEM or DER), server first and in order, and\n"
                    + "whether it is valid. Exit codes: 0 valid, 1 not valid, 2 wrong usage. With -batch each line of\n"
                    + "standard input is a case (docs/COMMAND-LINE.md); 0 if every line was one, else 3.";
        }
        if (command.equals("ta")) {
            return "Turns the certificates in the files (PEM or DER) into trust anchors: Java source on standard\n"
                    + "output, or a packed list in a file, for --cafile and for AnchorList. Dates are no part of it.";
        }
        return command.equals("fingerprint")
                ? "Prints all fingerprints of the public key of a certificate or key file (PEM, DER), or of a\n"
                        + "server. What a server shows is as trustworthy as the network in between."
                : "Explains a number that this program, the library or Tasmota's log shows.";
    }
}
