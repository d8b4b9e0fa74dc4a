package constrained.teavm.program;

import bearssl.tls.profile.EcdheProfile;
import bearssl.tls.profile.RsaGcmProfile;

/** {@link Device} in each of its forms. */
public final class TightExchange {
    /** How it connects: RSA key exchange and a pin, ECDHE and a pin, ECDHE and a CA. */
    public static final int RSA_PIN = 0;
    public static final int ECDHE_PIN = 1;
    public static final int ECDHE_CA = 2;

    private TightExchange() {
    }

    /** Runs it. @param args how it connects, and how many messages on each connection; by default RSA_PIN and one */
    public static void main(String[] args) {
        String[] settings = args.length == 2 ? args : new String[] {"0", "1"};
        int rounds = number(settings[1]);
        switch (number(settings[0])) {
            case RSA_PIN:
                Device.run(RsaGcmProfile.create(), Device.pin(), rounds);
                break;
            case ECDHE_PIN:
                Device.run(EcdheProfile.create(), Device.pin(), rounds);
                break;
            default:
                Device.run(EcdheProfile.create(), Device.ca(), rounds);
                break;
        }
    }

    private static int number(String digits) {
        int n = 0;
        for (int i = 0; i < digits.length(); i++) {
            n = 10 * n + digits.charAt(i) - '0';
        }
        return n;
    }
}
