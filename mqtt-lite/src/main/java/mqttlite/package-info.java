/**
 * A tiny MQTT 3.1.1 client for JVMs that have kilobytes: no thread, no clock, no socket, no allocation after set-up.
 *
 * <p>Reading order: {@link mqttlite.MqttPacket} (the words), {@code MqttEncoder} and {@code MqttDecoder} (bytes to
 * packets), {@code SendQueue}, {@code InFlight}, {@code KeepAlive} (what a connection remembers), {@code Connection}
 * (what it does), {@link mqttlite.MqttClient} (what a caller asks of it), {@link mqttlite.MqttListener} (whom it
 * tells). On the way
 * {@link mqttlite.TopicFilter}, {@link mqttlite.Utf8}, {@link mqttlite.MqttConnect}, {@link mqttlite.MqttStatus}.
 *
 * <p>With a transport, be it TCP or TLS:
 * <pre>
 *     final class Printer extends MqttListener {
 *         public void message(byte[] buf, int topicOff, int topicLen, int payloadOff, int payloadLen,
 *                 int qos, boolean retain, boolean dup) {
 *             System.out.write(buf, payloadOff, payloadLen);
 *         }
 *     }
 *
 *     MqttClient mqtt = new MqttClient(new byte[MqttClient.MAX_PACKET], new byte[MqttClient.MAX_PACKET],
 *             new Printer());
 *     int r = mqtt.connect(transport, new MqttConnect("kitchen-7"), System.currentTimeMillis());
 *     while (r &gt;= 0 &amp;&amp; mqtt.state() != MqttClient.CONNECTED) {
 *         r = mqtt.poll(System.currentTimeMillis());
 *     }
 *     mqtt.subscribe(Utf8.createBytes("cmnd/kitchen-7/#"), 1);
 *     while (r &gt;= 0) {
 *         r = mqtt.poll(System.currentTimeMillis());
 *     }
 *     System.err.println(MqttStatus.name(-r) + ": " + MqttStatus.cause(-r) + "; " + MqttStatus.remedy(-r));
 * </pre>
 */
package mqttlite;
