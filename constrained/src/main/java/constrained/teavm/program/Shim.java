package constrained.teavm.program;

import org.teavm.interop.Address;
import org.teavm.interop.Import;
import org.teavm.interop.c.Include;

/** What a program takes from the system beneath it: shim.c. */
@Include(value = "shim.h", isSystem = false)
final class Shim {
    private Shim() {
    }

    /** Reads the file of the environment. @return bytes */
    @Import(name = "shim_file")
    static native int file(Address to, int len);

    /** Connects to the port of the environment. @return 0, or -1 */
    @Import(name = "shim_connect")
    static native int connect();

    /** Reads from the connection. @return bytes, 0 at the end, or -1 */
    @Import(name = "shim_read")
    static native int read(Address to, int len);

    /** Writes to the connection. @return bytes, or -1 */
    @Import(name = "shim_write")
    static native int write(Address from, int len);

    /** Ends the connection. */
    @Import(name = "shim_close")
    static native void close();

    /** Fills with random bytes. @return 0, or -1 */
    @Import(name = "shim_random")
    static native int random(Address to, int len);

    /** Seconds since 1970. */
    @Import(name = "shim_seconds")
    static native int seconds();

    /** Prints two numbers. */
    @Import(name = "shim_report")
    static native void report(int what, int value);
}
