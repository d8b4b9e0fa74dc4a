package bearssl.benchmarks.client;

/** A program that connects, publishes one message and says so when PUBACK has come. It ends when its input does. */
public final class ColdStart {
    private ColdStart() {
    }

    /** Runs it. @param args contender, port, file of the CA */
    public static void main(String[] args) throws Exception {
        Client client = new Clients(args[0], Integer.parseInt(args[1]), args[2], false).create();
        client.connect();
        client.publishAcknowledged();
        System.out.println("PUBACK");
        while (System.in.read() >= 0) { // whoever started this looks at the process now
            continue;
        }
        Runtime.getRuntime().halt(0); // threads of clients are not waited for
    }
}
