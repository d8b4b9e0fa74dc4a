package bearssl.ec;

/**
 * P-384 (secp384r1), verification only: for certificates and signatures. It has no code for secrets.
 *
 * <p>CT: none, for public data only. Scratch: 416 shorts. Source: SP 800-186, 3.2.1.4. The arithmetic is described in
 * {@code EcPrimeI15}.
 */
public final class EcP384I15 extends EcPrimeI15 {
    // The order, two bytes to a character.
    private static final String ORDER;
    // p, and with R = 2^390: b*R, G*R, 3G*R modulo p. Limbs of 15 bits, lowest first.
    private static final String NUMBERS;

    static { // not as constants: docs/ARCHITECTURE.md, "No literal in a method"
        ORDER = "\uffff\uffff\uffff\uffff\uffff\uffff\uffff\uffff\uffff\uffff\uffff\uffff"
                + "\uc763\u4d81\uf437\u2ddf\u581a\u0db2\u48b0\ua77a\uecec\u196a\uccc5\u2973";
        NUMBERS = "\u7fff\u7fff\u0003\u0000\u0000\u0000\u7fc0\u7fff\u7eff\u7fff\u7fff\u7fff\u7fff"
                + "\u7fff\u7fff\u7fff\u7fff\u7fff\u7fff\u7fff\u7fff\u7fff\u7fff\u7fff\u7fff\u01ff"
                + "\u7333\u2096\u70d1\u2310\u3020\u6197\u1464\u35bb\u70ca\u0117\u1920\u4136\u5fc8"
                + "\u5713\u4938\u7dd2\u4dd2\u4a71\u0220\u683e\u2c87\u4db1\u7bff\u6c09\u0452\u0084"
                + "\u4a13\u605a\u65fd\u20ea\u60f7\u3671\u2ecd\u6f1c\u1b38\u26b7\u541b\u75f8\u1e70"
                + "\u77fc\u1a30\u508b\u1521\u15b2\u4ede\u46c2\u3fdc\u1c09\u6151\u4533\u2b70\u009d"
                + "\u3f8a\u01d2\u2d23\u087b\u308c\u254d\u7a3b\u7517\u326f\u5828\u2e83\u4eac\u2eb7"
                + "\u7ecc\u0f4f\u432d\u30d4\u2063\u69a8\u4c72\u0008\u4eec\u5c5e\u4b42\u2af0\u01bc"
                + "\u1cf4\u6e20\u65f1\u49b7\u7017\u7bbc\u0c04\u5540\u6553\u6678\u2170\u69d3\u2c80"
                + "\u61f3\u51c6\u665a\u1235\u381d\u3aa4\u5a4c\u3df8\u671b\u1c3a\u1cf8\u7f9a\u0141"
                + "\u55d1\u2770\u217c\u5090\u35f8\u071b\u7bee\u7134\u35b5\u3a23\u4ef6\u4780\u4c99"
                + "\u05a0\u2e1d\u2b5a\u004b\u1cb4\u02b3\u62a2\u6da2\u7fb6\u292a\u1306\u197f\u012a";
    }

    /** The only instance; it has no state. */
    public static final EcVerifyCurve INSTANCE = new EcP384I15();

    private EcP384I15() {
        super(384);
    }

    public int namedCurve() {
        return SECP384R1;
    }

    String order() {
        return ORDER;
    }

    String numbers() {
        return NUMBERS;
    }
}
