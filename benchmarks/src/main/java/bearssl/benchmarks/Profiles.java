package bearssl.benchmarks;

import bearssl.base.Workspace;
import bearssl.tls.TlsProfile;
import bearssl.tls.X509Engine;
import bearssl.tls.profile.EcdheProfile;
import bearssl.tls.profile.FastProfile;
import bearssl.x509.X509Default;
import bearssl.x509.X509Fast;
import java.util.List;

/** The profiles of this library by the names of contenders, and the chain validation that goes with each. */
public final class Profiles {
    /** The names. */
    public static final List<String> ALL = List.of(Suite.FAST, Suite.SMALL);

    private Profiles() {
    }

    /** Makes a profile. @param contender one of the names */
    public static TlsProfile create(String contender) {
        if (contender.equals(Suite.FAST)) {
            return FastProfile.create();
        }
        return EcdheProfile.create();
    }

    /** Memory of the scratch that a handshake with chain validation takes. @return bytes of array elements */
    public static int workspaceBytes(String contender) {
        Workspace ws = create(contender).newWorkspace(trust(contender, Inputs.pki("ca.pem")));
        return ws.bytes.length + Short.BYTES * ws.shorts.length + Integer.BYTES * ws.ints.length
                + Long.BYTES * ws.longs.length;
    }

    /** Makes chain validation up to a CA. @param contender as above @param pem the CA's certificate */
    public static X509Engine trust(String contender, byte[] pem) {
        if (contender.equals(Suite.FAST)) {
            return X509Fast.create(OurTrust.anchors(pem), OurTrust.clock());
        }
        return X509Default.create(OurTrust.anchors(pem), OurTrust.clock());
    }
}
