package constrained.teavm.program;

import bearssl.tls.profile.EcdheProfile;

/** {@link Device} with ECDHE and a pinned key, and nothing besides. */
public final class EcdhePin {
    private EcdhePin() {
    }

    /** Runs it. @param args none */
    public static void main(String[] args) {
        Device.run(EcdheProfile.create(), Device.pin(), 1);
    }
}
