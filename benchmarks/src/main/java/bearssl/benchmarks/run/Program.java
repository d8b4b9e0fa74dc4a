package bearssl.benchmarks.run;

import bearssl.benchmarks.Profiles;
import bearssl.benchmarks.Suite;
import java.util.ArrayList;
import java.util.List;

/**
 * A client to be measured as a process.
 *
 * @param contender its name
 * @param libraries what it needs besides this library, as a pattern of jar names
 */
record Program(String contender, String libraries) {
    private static final String NONE = "none";
    private static final Program PAHO = new Program("paho", "org.eclipse.paho.client.mqttv3");
    private static final Program HIVEMQ = new Program("hivemq", "hivemq-mqtt-client|rxjava|reactive-streams|netty-.*"
            + "|jctools-core|annotations|dagger|javax.inject|slf4j-.*");

    /** Profiles of this library, and a loop of hardly any MQTT on the JDK's TLS. */
    static final List<Program> TLS = tls();
    static final List<Program> COLD = with(PAHO, HIVEMQ);
    static final List<Program> PUBLISHING = with(PAHO);
    /** The last one is a socket alone. */
    static final List<Program> RETAINING = with(new Program("tcp", NONE));

    private static List<Program> tls() {
        List<Program> all = new ArrayList<>();
        Profiles.ALL.forEach(profile -> all.add(new Program(profile, NONE)));
        all.add(new Program(Suite.JDK, NONE));
        return all;
    }

    private static List<Program> with(Program... more) {
        List<Program> all = new ArrayList<>(TLS);
        all.addAll(List.of(more));
        return all;
    }
}
