package constrained.teavm.program;

import bearssl.tls.profile.RsaGcmProfile;

/** {@link Device} with RSA key exchange and a pinned key, and nothing besides. */
public final class RsaPin {
    private RsaPin() {
    }

    /** Runs it. @param args none */
    public static void main(String[] args) {
        Device.run(RsaGcmProfile.create(), Device.pin(), 1);
    }
}
