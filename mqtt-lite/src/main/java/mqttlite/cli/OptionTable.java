package mqttlite.cli;

import java.util.ArrayList;
import java.util.List;

/** Every option of every command, in the order of the help. Names are those of mosquitto_pub and mosquitto_sub. */
final class OptionTable {
    private static final String MQTT = "pub sub";
    private static final String LOGIN = "pub sub fleet";
    private static final String INFO = "pub sub client";
    private static final String TLS = "pub sub fleet client";
    private static final String ALL_TLS = "pub sub fleet client fingerprint";
    private static final String TRUST = TLS + " probe";
    private static final String LINKS = ALL_TLS + " probe";
    private static final String TIMED = "pub sub client fingerprint probe";

    private static final Option[] OPTIONS = {
        values("-h", "host", "HOST", MQTT, "broker's name or address (localhost); twice: one that steps in"),
        values("-p", "port", "PORT", MQTT, "port (8883 with a TLS option, 1883 without); of each -h, or of both"),
        value("-h", "host", "HOST", "fleet", "broker's name or address, if it is no argument (localhost)"),
        value("-p", "port", "PORT", "fleet", "port (8883 with a TLS option, 1883 without)"),
        value(null, "connections", "N", "fleet", "members, each with a connection of its own"),
        value(null, "rate", "R", "fleet", "messages a second, of all together (100)"),
        value(null, "duration", "SECONDS", "fleet", "send for so long (until it is interrupted)"),
        value(null, "warm-up", "SECONDS", "fleet", "send for so long before that, without counting latencies (0)"),
        value(null, "payload", "BYTES", "fleet", "length of a message, 16 or more (64)"),
        value("-t", "topic", "PREFIX", "fleet", "topic of a member: this, a slash and its number (fleet)"),
        value("-i", "id", "PREFIX", "fleet", "client identifier of a member: this and its number (fleet-)"),
        value(null, "first", "K", "fleet", "number of the first member, for several machines (0)"),
        value(null, "ramp", "R", "fleet", "most attempts to connect a second (1000)"),
        value(null, "at-once", "N", "fleet", "most attempts to connect under way at once (16)"),
        value(null, "log", "FILE", "fleet", "write the latencies of each second to FILE, in HdrHistogram's log format"),
        flag(null, "merge", "fleet", "print the latencies of all logs that are named, and do nothing else"),
        value("-t", "topic", "TOPIC", "pub", "topic to publish to"),
        values("-t", "topic", "FILTER", "sub", "topic filter to subscribe to; repeatable"),
        value("-m", "message", "TEXT", "pub", "payload"),
        value("-f", "file", "FILE", "pub", "payload: the bytes of the file"),
        flag("-n", "null-message", "pub", "an empty payload"),
        flag("-l", "stdin-line", "pub", "a message for each line of standard input"),
        value("-q", "qos", "QOS", LOGIN, "quality of service, 0 to 2 (0)"),
        flag("-r", "retain", "pub", "keep the message as the topic's last value"),
        value(null, "repeat", "COUNT", "pub", "publish the message so many times (1)"),
        value("-C", "count", "COUNT", "sub", "end after so many messages"),
        flag("-v", "verbose", "sub", "print the topic and a space before each payload"),
        flag("-N", "no-newline", "sub", "print no line feed after a payload"),
        value("-W", "timeout", "SECONDS", TIMED, "end with exit code 27 when this much time is over"),
        value("-i", "id", "ID", MQTT, "client identifier (mqttlite and 8 random digits)"),
        value("-u", "username", "NAME", LOGIN, "user name"),
        value("-P", "pw", "PASSWORD", LOGIN, "password"),
        value("-k", "keepalive", "SECONDS", LOGIN, "greatest silence, 0 for no limit (60)"),
        flag("-c", "disable-clean-session", MQTT, "keep the session at the broker; needs -i"),
        flag(null, "reconnect", MQTT, "connect again when the connection is lost, later and later up to 2 minutes"),
        value(null, "retry-delay", "SECONDS", MQTT, "with --reconnect: most for the second attempt, 1 to 120 (4)"),
        value(null, "store", "FILE", MQTT, "keep the session in FILE, messages to be sent included; needs -c -i"),
        value(null, "will-topic", "TOPIC", MQTT, "topic of the message that the broker sends when we are gone"),
        value(null, "will-payload", "TEXT", MQTT, "its payload (empty)"),
        value(null, "will-qos", "QOS", MQTT, "its quality of service, 0 to 2 (0)"),
        flag(null, "will-retain", MQTT, "keep it as the topic's last value"),
        value(null, "oversize", "POLICY", MQTT, "packets over the limit: drain-ack, drain or disconnect (drain-ack)"),
        value(null, "max-packet", "BYTES", MQTT, "limit for a whole MQTT packet, both ways (1024)"),

        flag(null, "tls", TLS, "TLS; implied by each option below and by port 8883"),
        values(null, "fingerprint", "HEX", TRUST, "trust this key: Tasmota's fingerprint, 20 bytes; at most twice"),
        value(null, "learn", "FILE", TLS, "trust the key in FILE; without the file, this server's, and write it"),
        values(null, "pin-sha256", "PIN", TRUST, "trust this key: SHA-256 of its SPKI, base64 or hex; at most twice"),
        flag(null, "insecure", TLS, "trust any server: no protection against an impostor"),
        values(null, "cafile", "FILE", TRUST, "trust chains up to a CA in FILE: PEM, DER, or of ta; repeatable"),
        value(null, "capath", "DIR", TRUST, "the same for each file .pem, .crt, .cer or .der in DIR"),
        value(null, "time", "TIME", TRUST, "judge chains at this time: 2026-01-31T23:59:59Z or seconds since 1970 (now)"),
        value(null, "strict", "MODE", TLS, "yes: the public web's rules, too; no: as lax as BearSSL (neither)"),
        flag(null, "allow-cn", TRUST, "where a certificate has no alternative name, its common name counts"),
        value(null, "cert", "FILE", LINKS, "client certificate, then those up to its CA: PEM; or one in DER"),
        value(null, "key", "FILE", LINKS, "its private key: RSA or P-256, PEM or DER (the PEM file of --cert)"),
        values(null, "tls-alpn", "NAME", LINKS, "application protocol to offer, most wanted first; repeatable"),
        value(null, "servername", "NAME", LINKS, "name to ask for and, with a CA, to find in the certificate (the host)"),
        value(null, "suites", "LIST", ALL_TLS, "ECDHE-RSA, ECDHE-ECDSA, RSA, best first (ECDHE-RSA,ECDHE-ECDSA)"),
        flag(null, "no-mfln", ALL_TLS, "do not ask for records that fit the buffer"),
        value(null, "buffer", "BYTES", ALL_TLS, "longest TLS record each way, 512 to 16384 (1024)"),
        value(null, "max-rsa", "BITS", ALL_TLS, "longest RSA key of a server, 2048 to 4096 (2048)"),
        value(null, "session", "FILE", INFO, "resume the session in FILE, and keep one there for the next time"),
        flag(null, "reconnect", "client", "connect, end, and connect again, resuming the first session"),
        flag(null, "info", INFO, "print what was negotiated, times and memory, on standard error"),
        flag("-q", "quiet", "verify", "print no certificate and no verdict"),
        flag("-text", "text", "verify", "print the numbers of the keys, too"),
        value("-sni", "sni", "NAME", "verify", "name that the first certificate has to have (any)"),
        values("-CA", "CA", "FILE", "verify", "trust the CAs in FILE: PEM, DER, or written by ta; repeatable"),
        value("-time", "time", "TIME", "verify", "judge at this time: 2026-01-31T23:59:59Z or seconds since 1970 (now)"),
        value("-hashes", "hashes", "LIST", "verify", "hash functions of signatures (sha256,sha384,sha512)"),
        value("-min-rsa", "min-rsa", "BITS", "verify", "shortest RSA key, 512 to 16384 (2048)"),
        value("-max-rsa", "max-rsa", "BITS", "verify", "longest RSA key, 512 to 16384 (4096)"),
        value("-strict", "strict", "MODE", "verify", "yes: the public web's rules, too; no: as lax as BearSSL (neither)"),
        flag("-batch", "batch", "verify", "judge the cases that standard input describes, one a line"),
        value(null, "out", "FILE", "ta", "write a packed list to FILE instead of Java source"),
        value(null, "class", "NAME", "ta", "name of the Java class (TrustAnchors)"),
        value(null, "package", "NAME", "ta", "its package (none)"),
        flag(null, "help", "pub sub fleet client fingerprint probe verify ta explain", "print this"),
    };

    private OptionTable() {
    }

    private static Option value(String shortForm, String name, String argument, String commands, String help) {
        return new Option(shortForm, name, argument, commands, false, help);
    }

    private static Option values(String shortForm, String name, String argument, String commands, String help) {
        return new Option(shortForm, name, argument, commands, true, help);
    }

    private static Option flag(String shortForm, String name, String commands, String help) {
        return new Option(shortForm, name, null, commands, false, help);
    }

    /** The options of a command. */
    static List<Option> of(String command) {
        List<Option> list = new ArrayList<Option>();
        for (Option o : OPTIONS) {
            if (o.isOf(command)) {
                list.add(o);
            }
        }
        return list;
    }
}
