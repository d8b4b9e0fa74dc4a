/**
 * The command line: {@code pub}, {@code sub}, {@code client}, {@code fingerprint}, {@code probe}, {@code verify},
 * {@code ta}, {@code explain}. For ordinary JVMs; no library class needs it, and it is packed into
 * {@code mqtt-lite-cli.jar} only.
 *
 * <p>In order of reading: {@link mqttlite.cli.Main} runs a command and turns every failure into one line and an exit
 * code; {@code OptionTable} declares all options, {@code Options} reads them; {@code PubCommand}, {@code SubCommand},
 * {@code ClientCommand}, {@code FingerprintCommand}, {@code ExplainCommand} are the commands; {@code MqttSession} is a
 * connection to a broker, {@code NetworkLink} the socket and TLS under it, {@code ServerTrust} the pins,
 * {@code PinFile} what was learned, {@code SessionFile} what is resumed, {@code CaTrust} the CAs and {@code CaFiles}
 * where they come from, {@code ClientIdentity} who we are.
 * {@code ProbeCommand} looks at a server, by a {@code ProbeLook} for each connection with a {@code ServerFlight} in it,
 * has {@code ProbeChain} and {@code ProbeTrust} judge what it sends, and writes a {@code ProbeAdvice} down.
 * {@code VerifyCommand} judges chains in files and {@code VerifyBatch} those in lines of text, both by
 * {@code ChainCheck}; {@code CertificateFields} and {@code ChainFault} put certificates into words; {@code TaCommand}
 * and {@code AnchorSource} write trust anchors down. {@code PemFile} reads files of certificates and keys,
 * {@code PrivateKey} takes a key from there. {@code Failure}, {@code UsageError}, {@code Codes} and
 * {@code Deadline} say how things end.
 *
 * <pre>
 *     int exit = Main.run(new String[] {"pub", "-t", "a/b", "-m", "hello"}, System.in, System.out, System.err);
 * </pre>
 */
package mqttlite.cli;
