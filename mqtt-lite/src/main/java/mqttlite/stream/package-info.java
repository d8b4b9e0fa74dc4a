/** MQTT over sockets for ordinary programs: calls that wait, exceptions, strings. The engine is {@link mqttlite}. */
package mqttlite.stream;
