/**
 * The demo: our client against Moquette, in one process. {@code mvn -q -Pdemo verify} runs it.
 *
 * <p>In order of reading: {@link mqttlite.demo.Demo} is the programme, {@code Round} what happens with one cipher
 * suite, {@link mqttlite.demo.Device} the client with all its memory, {@code Broker} the other side.
 */
package mqttlite.demo;
