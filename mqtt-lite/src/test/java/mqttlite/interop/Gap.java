package mqttlite.interop;

import java.util.function.Predicate;

/**
 * Cells that a peer cannot do. They are tried all the same, and have to fail as said.
 *
 * @param what  in words
 * @param why   the reason
 * @param error of our client's handshake
 * @param cells which ones
 */
record Gap(String what, String why, int error, Predicate<Cell> cells) {
}
