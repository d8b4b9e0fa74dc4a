package bearssl.ec;

/**
 * P-521 (secp521r1), verification only: for certificates and signatures. It has no code for secrets.
 *
 * <p>CT: none, for public data only. Scratch: 560 shorts. Source: SP 800-186, 3.2.1.5. The arithmetic is described in
 * {@code EcPrimeI15}.
 */
public final class EcP521I15 extends EcPrimeI15 {
    // The order, two bytes to a character.
    private static final String ORDER;
    // p, and with R = 2^540: b*R, G*R, 3G*R modulo p. Limbs of 15 bits, lowest first.
    private static final String NUMBERS;

    static { // not as constants: docs/ARCHITECTURE.md, "No literal in a method"
        ORDER = "\u01ff\uffff\uffff\uffff\uffff\uffff\uffff\uffff\uffff\uffff\uffff\uffff"
                + "\uffff\uffff\uffff\uffff\ufffa\u5186\u8783\ubf2f\u966b\u7fcc\u0148\uf709"
                + "\ua5d0\u3bb5\uc9b8\u899c\u47ae\ubb6f\ub71e\u9138\u6409";
        NUMBERS = "\u7fff\u7fff\u7fff\u7fff\u7fff\u7fff\u7fff\u7fff\u7fff\u7fff\u7fff\u7fff"
                + "\u7fff\u7fff\u7fff\u7fff\u7fff\u7fff\u7fff\u7fff\u7fff\u7fff\u7fff\u7fff"
                + "\u7fff\u7fff\u7fff\u7fff\u7fff\u7fff\u7fff\u7fff\u7fff\u7fff\u07ff"
                + "\u4654\u7002\u6a07\u751a\u228f\u71ef\u5869\u20f4\u1efc\u7357\u37e0\u4eec"
                + "\u605e\u1652\u26f6\u31fa\u4a8f\u6193\u3c2a\u3c42\u48c7\u3489\u6771\u4c57"
                + "\u5ccd\u2725\u545b\u503b\u5b42\u21a0\u2534\u687e\u70e4\u1618\u07d7"
                + "\u1a16\u5666\u5cb7\u0c70\u3f3f\u1bf9\u5485\u0615\u459e\u6334\u751b\u68bf"
                + "\u6093\u7e1d\u3251\u3f9d\u73bf\u14b5\u3754\u534f\u3035\u28af\u43f0\u7ed4"
                + "\u4829\u4813\u538c\u6d10\u11ca\u4b66\u3c7d\u2736\u2027\u6b70\u01c0"
                + "\u60e4\u6508\u7a2c\u1da7\u5f4a\u4088\u6584\u1a89\u6384\u1353\u20ec\u4feb"
                + "\u5c80\u4550\u4c81\u7bd0\u14ca\u7ee7\u4592\u4f99\u0b93\u2fbd\u502f\u6d11"
                + "\u4abc\u5444\u331e\u46f6\u163e\u5fb4\u3914\u0011\u51de\u2789\u052d"
                + "\u1cf4\u57dd\u46f5\u4bb7\u48ce\u05a5\u65d4\u18b0\u2484\u3aeb\u7c43\u2d67"
                + "\u5e8b\u1da6\u640a\u6920\u3251\u53f1\u3a35\u5ea3\u0896\u2d7a\u73cb\u766a"
                + "\u5891\u26e5\u36a5\u651e\u5aca\u6a64\u323a\u6577\u7148\u443d\u06a4"
                + "\u7a6c\u0e59\u50d8\u287b\u2c46\u425f\u4b20\u724e\u2e4d\u4f10\u78e1\u77b0"
                + "\u6768\u2d5a\u6b60\u3715\u267c\u62dd\u5d85\u5573\u0fd1\u78ab\u2fa5\u740c"
                + "\u4154\u57fa\u5e2a\u053c\u655c\u06c6\u2f3f\u7766\u5316\u17df\u0077";
    }

    /** The only instance; it has no state. */
    public static final EcVerifyCurve INSTANCE = new EcP521I15();

    private EcP521I15() {
        super(521);
    }

    public int namedCurve() {
        return SECP521R1;
    }

    String order() {
        return ORDER;
    }

    String numbers() {
        return NUMBERS;
    }
}
