package mqttlite.cli;

/** How a chain is to be judged; the same words as options of {@code verify} and as tokens of its batch lines. */
final class VerifySettings {
    /** Names of hash functions; bit i of {@link #hashes} stands for the i-th. */
    static final String[] HASHES = {"sha1", "sha224", "sha256", "sha384", "sha512"};

    private static final int ALL_HASHES = 0x1F;
    private static final int SOUND_HASHES = 0x1C;
    private static final int MIN_BITS = 512;
    private static final int BEARSSL_MIN_BITS = 1024;
    private static final int NO_KEY = 1 << 20; // longer than any
    private static final int MAX_BITS = 16384;

    /** Name that the leaf has to have, each char a byte; null: any. */
    String name;
    /** Seconds since 1970; {@link UtcTime#BAD}: the machine's clock. */
    long time = UtcTime.BAD;
    /** What was said of strictness: yes, no, or null. */
    String strict;

    private int hashes = -1;
    private int minRsa;
    private int maxRsa = 4096;

    /**
     * Takes a setting in.
     *
     * @param key hashes, min-rsa, max-rsa or strict
     * @return null, or what is wrong with the value
     */
    String set(String key, String value) {
        if (key.equals("hashes")) {
            return setHashes(value);
        }
        if (key.equals("strict")) {
            strict = value;
            return value.equals("yes") || value.equals("no") ? null : "'" + shorten(value) + "' is neither yes nor no";
        }
        int bits = number(value);
        if (bits < MIN_BITS || bits > MAX_BITS) {
            return "'" + shorten(value) + "' is not a whole number from " + MIN_BITS + " to " + MAX_BITS;
        }
        if (key.equals("min-rsa")) {
            minRsa = bits;
        } else {
            maxRsa = bits;
        }
        return null;
    }

    // MD5 is known by name, so that a list for other programs can be used: no signature of it is taken.
    private String setHashes(String list) {
        hashes = 0;
        for (String name : list.length() == 0 ? new String[0] : list.split(",", -1)) {
            if (name.equals("md5")) {
                continue;
            }
            int i = 0;
            while (i < HASHES.length && !HASHES[i].equals(name)) {
                i++;
            }
            if (i == HASHES.length) {
                return "unknown hash '" + shorten(name) + "', there are sha1, sha224, sha256, sha384, sha512";
            }
            hashes |= 1 << i;
        }
        return null;
    }

    private static int number(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return -1;
            }
        }
        return text.length() == 0 || text.length() > 6 ? -1 : Integer.parseInt(text);
    }

    /** The start of a value, for messages. */
    static String shorten(String value) {
        return value.length() <= 40 ? value : value.substring(0, 37) + "...";
    }

    /** BearSSL's leniency was asked for. */
    boolean isLenient() {
        return "no".equals(strict);
    }

    /** Everything that can be checked was asked for. */
    boolean isStrict() {
        return "yes".equals(strict);
    }

    /** Hash functions that a signature may use, as bits. */
    int hashes() {
        return hashes >= 0 ? hashes : isLenient() ? ALL_HASHES : SOUND_HASHES;
    }

    /** Least length of an RSA key in bits. Told to take less than its own 1024, BearSSL refuses every RSA key. */
    int minRsa() {
        if (isLenient()) {
            return minRsa == 0 ? BEARSSL_MIN_BITS : minRsa < BEARSSL_MIN_BITS ? NO_KEY : minRsa;
        }
        return minRsa != 0 ? minRsa : 2048;
    }

    /** Greatest length of an RSA key in bits. */
    int maxRsa() {
        return maxRsa;
    }
}
