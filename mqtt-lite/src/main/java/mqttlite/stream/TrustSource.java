package mqttlite.stream;

import bearssl.tls.X509Engine;

/** Makes the engines that judge a server's certificate, for who needs several: an engine serves one handshake at a time. */
public interface TrustSource {
    /**
     * Makes an engine, by {@link Trust} for instance. Called at set-up, and again for an engine that is an hour old when
     * a handshake wants it, so that validity is judged by the time that it is.
     *
     * @return an engine that nobody else uses; each of the same kind
     * @throws MqttException if there is none
     */
    X509Engine newEngine() throws MqttException;
}
