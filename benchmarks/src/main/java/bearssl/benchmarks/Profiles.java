package bearssl.benchmarks;

import bearssl.tls.TlsProfile;
import bearssl.tls.X509Engine;
import bearssl.tls.profile.EcdheProfile;
import bearssl.x509.X509Default;

/** The profiles of this library by the names of contenders, and the chain validation that goes with each. */
public final class Profiles {
    private Profiles() {
    }

    /** Makes a profile. @param contender {@link Suite#SMALL} */
    public static TlsProfile create(String contender) {
        return EcdheProfile.create();
    }

    /** Makes chain validation up to a CA. @param contender as above @param pem the CA's certificate */
    public static X509Engine trust(String contender, byte[] pem) {
        return X509Default.create(OurTrust.anchors(pem), OurTrust.clock());
    }
}
