package bearssl.testing;

import bearssl.base.Workspace;
import bearssl.rsa.RsaPublic;
import bearssl.rsa.RsaPublicKey;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** RSA that computes everything once, as {@link RememberedCurve}. */
public final class RememberedRsa implements RsaPublic {
    private final RsaPublic rsa;
    private final Map<ByteBuffer, byte[]> powers = new HashMap<>(); // an empty array for what is refused

    public RememberedRsa(RsaPublic rsa) {
        this.rsa = rsa;
    }

    @Override
    public int scratchShorts(int modulusBits) {
        return rsa.scratchShorts(modulusBits);
    }

    @Override
    public int scratchLongs(int modulusBits) {
        return rsa.scratchLongs(modulusBits);
    }

    @Override
    public int scratchInts(int modulusBits) {
        return rsa.scratchInts(modulusBits);
    }

    @Override
    public int maxModulusLen(Workspace ws) {
        return rsa.maxModulusLen(ws);
    }

    @Override
    public synchronized boolean modPow(byte[] x, int off, int len, RsaPublicKey key, Workspace ws) {
        byte[] n = Arrays.copyOfRange(key.array(), key.modulusOff(), key.modulusOff() + key.modulusLen());
        byte[] e = Arrays.copyOfRange(key.array(), key.exponentOff(), key.exponentOff() + key.exponentLen());
        byte[] number = Arrays.copyOfRange(x, off, off + len);
        ByteBuffer input = ByteBuffer.wrap(Bytes.join(Bytes.u16(n.length), n, Bytes.u16(e.length), e, number));
        RememberedCurve.forget(powers);
        byte[] power = powers.computeIfAbsent(input,
                k -> rsa.modPow(x, off, len, key, ws) ? Arrays.copyOfRange(x, off, off + len) : new byte[0]);
        System.arraycopy(power, 0, x, off, power.length);
        return power.length > 0;
    }
}
