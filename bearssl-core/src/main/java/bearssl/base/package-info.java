/**
 * What every layer stands on: {@link bearssl.base.Transport} (bytes in and out), {@link bearssl.base.Workspace}
 * (scratch memory as an explicit stack), {@link bearssl.base.Codec} and {@link bearssl.base.Ct}.
 *
 * <p>Read in that order. A frame in use:
 * <pre>
 *     int t = ws.pushInts(26);
 *     Sha256.INSTANCE.init(ws.ints, t);
 *     ...
 *     ws.popInts(t);      // wiped
 * </pre>
 */
package bearssl.base;
