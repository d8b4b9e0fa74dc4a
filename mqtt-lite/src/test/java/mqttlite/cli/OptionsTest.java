package mqttlite.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong usage is exit 2 with one line, and nothing is sent: no port is given that anything listens on. */
class OptionsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "publish -t a -m b                 | 'publish' is no command; there are pub, sub, fleet, client, fingerprint, probe, verify, ta, explain",
        "pub -m x                          | -t TOPIC is missing",
        "pub -t a                          | what to publish is missing",
        "pub -t a -m x -n                  | -m and -n exclude each other",
        "pub -t a -l -f x                  | -f and -l exclude each other",
        "pub -t a -l --repeat 3            | --repeat and -l exclude each other",
        "pub -t a -m                       | -m needs a value: TEXT",
        "pub -t a -m x y                   | 'y' is no option",
        "pub -t a -m x -t b                | -t is given twice",
        "pub -t a -m x -q 3                | -q: '3' is not a whole number from 0 to 2",
        "pub -t a -m x -p 65536            | -p: '65536' is not a whole number from 1 to 65535",
        "pub -t a -m x -p mqtt             | -p: 'mqtt' is not a whole number",
        "pub -t a -m x --repeat 0          | --repeat: '0' is not a whole number from 1 up",
        "pub -t a/# -m x                   | -t: the topic is empty",
        "pub -t a/+/b -m x                 | -t: the topic is empty",
        "pub -t a -m x -C 3                | unknown option -C",
        "pub -t a -m x --wil-topic b       | unknown option --wil-topic; did you mean --will-topic?",
        "pub -t a -m x --fingerprnt b      | did you mean --fingerprint?",
        "pub -t a -m x --frobnicate        | unknown option --frobnicate (pub --help)",
        "pub -t a -m x --retain=yes        | -r takes no value",
        "pub -t a -m x --will-qos 1        | --will-qos needs --will-topic",
        "pub -t a -m x --will-topic a/#    | --will-topic: the topic is empty",
        "pub -t a -m x --oversize keep     | --oversize: 'keep' is not one of drain-ack, drain, disconnect",
        "pub -t a -m x -c                  | -c needs -i",
        "pub -t a -m x -P secret           | -P without -u",
        "pub -t a -m x -k 65536            | -k: '65536' is not",
        "pub -t a -m x -W 0                | -W: '0' is not",
        "pub -t a -m x --max-packet 10     | --max-packet: '10' is not",
        "pub -t a -m x -h a -h b -h c      | -h can be given twice at most",
        "sub -t a -p 1 -p 2 -p 3           | -p can be given twice at most",
        "sub -t a -p 1 -p x                | -p: 'x' is not a whole number",
        "sub -t a --retry-delay 3          | --retry-delay needs --reconnect",
        "sub -t a --store x                | --store needs -c and -i",
        "pub -t a -m x --store x -i y      | --store needs -c and -i",
        "sub -t a --store= -i y -c         | --store: the file's name is empty",
        "sub -t a --store x -i y -c --max-packet 200000 | --max-packet over 131072 and --store exclude each other",
        "sub                               | -t FILTER is missing",
        "sub -t a#                         | -t 'a#': the topic filter",
        "sub -t a/+b                       | -t 'a/+b': the topic filter",
        "sub -t a -C 0                     | -C: '0' is not",
        "sub -t a --buffer 511             | --buffer: '511' is not a whole number from 512 to 16384",
        "sub -t a --max-rsa 1024           | --max-rsa: '1024' is not",
        "sub -t a --suites AES256          | --suites: 'AES256' is not one of",
        "sub -t a --suites RSA,rsa         | --suites: 'rsa' is named twice",
        "sub -t a --fingerprint 12         | --fingerprint: '12' has the wrong length",
        "sub -t a --fingerprint 0000000000000000000000000000000000000000 | all zero is no key",
        "sub -t a --fingerprint FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF | all FF is no key",
        "sub -t a --fingerprint C11E35952BF33B05FAC94C04604D0EC3C5A9941G | does not belong there",
        "sub -t a --pin-sha256 abc         | --pin-sha256: 'abc'",
        "sub -t a --insecure --learn x     | --learn and --insecure exclude each other",
        "client                            | HOST:PORT is missing",
        "client localhost                  | 'localhost' is not HOST:PORT",
        "client a:1 b:2                    | one HOST:PORT expected, 2 given",
        "client a:70000                    | 'a:70000' is not HOST:PORT",
        "fingerprint                       | FILE or HOST:PORT is missing",
        "explain                           | CODE is missing",
        "explain 9999                      | '9999' is no code",
        "explain BR_ERR_NO                 | neither a number nor the name",
    })
    void wrongUsageIsOneLineAndExitTwo(String line, String message) {
        Cli.Result r = Cli.run(line.isEmpty() ? new String[] {""} : line.split(" ")).exits(2).says(message);
        assertTrue(r.err().startsWith("usage: ") && r.err().indexOf('\n') == r.err().length() - 1, r.err());
        assertEquals("", r.out());
    }

    @Test
    void noArgumentAtAllIsWrongUsage() {
        Cli.run().exits(2).says("a command is missing");
    }

    @Test
    void atMostTwoFingerprints() {
        String pin = "C11E35952BF33B05FAC94C04604D0EC3C5A99412";
        Cli.run("sub", "-t", "a", "--fingerprint", pin, "--fingerprint", pin, "--fingerprint", pin)
                .exits(2).says("--fingerprint can be given twice at most");
    }

    @Test
    void aServerNameIsChecked() {
        Cli.run("sub", "-t", "a", "--tls-alpn", "").exits(2).says("is no protocol name");
        Cli.run("sub", "-t", "a", "--tls-alpn", "mqtt", "--tls-alpn", "\u00fc").exits(2).says("is no protocol name");
        Cli.run("sub", "-t", "a", "--tls-alpn", "x".repeat(80)).exits(2).says("too long");
        Cli.run("sub", "-t", "a", "--servername", "a b").exits(2).says("is no host name");
        Cli.run("sub", "-t", "a", "--servername", "x".repeat(256)).exits(2).says("is no host name");
    }

    @Test
    void topicsWithNullCharacterOrBadUtf8AreRefused() {
        Cli.run("pub", "-t", "a\0b", "-m", "x").exits(2).says("not valid UTF-8");
        Cli.run("pub", "-t", "a\uDCFFb", "-m", "x").exits(2).says("not valid UTF-8");
        Cli.run("sub", "-t", "a\uD800").exits(2).says("not valid UTF-8");
    }

    @Test
    void anErrorLineStaysOneLine() {
        assertEquals(1, Cli.run("pub", "-t", "a", "-m", "x", "first\nsecond").exits(2).err().lines().count());
    }

    @ParameterizedTest
    @ValueSource(strings = {"pub", "sub", "client", "fingerprint", "verify", "ta", "explain"})
    void helpListsTheOptions(String command) {
        Cli.Result r = Cli.run(command, "--help").exits(0);
        assertTrue(r.out().startsWith("usage: " + command + " "), r.out());
        for (Option o : OptionTable.of(command)) {
            assertTrue(r.out().contains("--" + o.name + (o.argument == null ? "" : " " + o.argument)), o.name);
        }
        assertEquals("", r.err());
    }

    @Test
    void helpListsTheCommands() {
        assertTrue(Cli.run("--help").exits(0).out().contains("fingerprint {FILE | HOST:PORT}"));
    }

    @Test
    void readsBothSpellingsAndValuesThatLookLikeOptions() throws UsageError {
        Options o = Options.parse("pub", new String[] {"pub", "--topic=a=b", "-m", "--help", "-p", "12", "--", "-x"});
        assertEquals("a=b", o.text("topic", null));
        assertEquals("--help", o.text("message", null));
        assertEquals(12, o.number("port", 0, 1, 65535));
        assertEquals(List.of("-x"), o.arguments());
    }

    @Test
    void bytesThatWereNoUtf8ComeBackAsTheyWere() {
        assertArrayEquals(new byte[] {'a', (byte) 0x80, (byte) 0xFF, 'b'}, Options.bytesOf("a\uDC80\uDCFFb"));
        String text = "\u00E4\u20AC\uD83D\uDE00\uFEFF";
        assertArrayEquals(text.getBytes(StandardCharsets.UTF_8), Options.bytesOf(text));
    }
}
