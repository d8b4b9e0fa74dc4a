/** What the tests of this module share. */
package mqttlite.testing;
