package constrained.teavm.program;

import bearssl.tls.profile.EcdheProfile;

/** {@link Device} with ECDHE and a CA, and nothing besides. */
public final class EcdheCa {
    private EcdheCa() {
    }

    /** Runs it. @param args none */
    public static void main(String[] args) {
        Device.run(EcdheProfile.create(), Device.ca(), 1);
    }
}
