/** The client against a model broker over a network that loses, splits and delays, with a process that dies. */
package mqttlite.sim;
