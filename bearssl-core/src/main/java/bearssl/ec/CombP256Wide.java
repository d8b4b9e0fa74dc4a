package bearssl.ec;

import bearssl.base.Ct;

/**
 * Multiples of P-256's generator G, from which {@link EcP256Wide} adds up any multiple of it. A class of its own,
 * because it makes its table, 2 KB, when it is loaded.
 *
 * <p>A scalar, odd and of 257 bits, is written with 260 digits 1 and -1, digit i of weight 2^i: the highest is 1, digit
 * i is 1 if bit i+1 of the scalar is set. In column c are the ten digits c, c+26, ... c+234. Half of them, of which the
 * highest of the five is made 1 by a sign for all, name one of 16 points; so a column costs two additions.
 *
 * <p>CT: column and half leak, the scalar does not. Scratch: none.
 * Source: Lim-Lee 1994; Hamburg 2012 (eprint 2012/309).
 */
final class CombP256Wide {
    /** Columns of a scalar. */
    static final int COLUMNS = 26;
    /** What makes digit 259 a 1, in the highest limb of a scalar: bit 260. */
    static final long TOP = 1L << 260 - 8 * Limbs29.BITS;

    private static final int TEETH = 5;
    private static final int POINT = 8;
    private static final long[] POINTS;

    private CombP256Wide() {
    }

    /**
     * Reads a point, affine with unsigned limbs but for its sign, by reading all of its half of the table.
     *
     * @param w      elements
     * @param d      destination, x and y
     * @param scalar odd number below 2^257, unsigned limbs, with {@link #TOP} set in the highest one
     * @param column column, 0..25
     * @param half   0 for its lower digits, 1 for its higher ones
     */
    static void read(long[] w, int d, int scalar, int column, int half) {
        int digits = 0;
        for (int i = TEETH - 1; i >= 0; i--) {
            int bit = column + 1 + COLUMNS * (TEETH * half + i);
            digits = digits << 1 | (int) (w[scalar + bit / Limbs29.BITS] >> bit % Limbs29.BITS) & 1;
        }
        long minus = (digits >> TEETH - 1) - 1;
        int index = (digits ^ (int) minus) & 15;
        long x0 = 0;
        long x1 = 0;
        long x2 = 0;
        long x3 = 0;
        long y0 = 0;
        long y1 = 0;
        long y2 = 0;
        long y3 = 0;
        int p = 16 * POINT * half;
        for (int i = 0; i < 16; i++) {
            long mask = -Ct.eq(i, index);
            x0 |= POINTS[p] & mask;
            x1 |= POINTS[p + 1] & mask;
            x2 |= POINTS[p + 2] & mask;
            x3 |= POINTS[p + 3] & mask;
            y0 |= POINTS[p + 4] & mask;
            y1 |= POINTS[p + 5] & mask;
            y2 |= POINTS[p + 6] & mask;
            y3 |= POINTS[p + 7] & mask;
            p += POINT;
        }
        toLimbs(w, d, x0, x1, x2, x3, 0);
        toLimbs(w, d + Limbs29.LIMBS, y0, y1, y2, y3, minus);
    }

    // 256 bits, negated if the mask is -1.
    private static void toLimbs(long[] w, int d, long v0, long v1, long v2, long v3, long minus) {
        long mask = Limbs29.MASK;
        w[d] = (v0 & mask ^ minus) - minus;
        w[d + 1] = (v0 >> 29 & mask ^ minus) - minus;
        w[d + 2] = ((v0 >>> 58 | v1 << 6) & mask ^ minus) - minus;
        w[d + 3] = (v1 >> 23 & mask ^ minus) - minus;
        w[d + 4] = ((v1 >>> 52 | v2 << 12) & mask ^ minus) - minus;
        w[d + 5] = (v2 >> 17 & mask ^ minus) - minus;
        w[d + 6] = ((v2 >>> 46 | v3 << 18) & mask ^ minus) - minus;
        w[d + 7] = (v3 >> 11 & mask ^ minus) - minus;
        w[d + 8] = (v3 >>> 40 ^ minus) - minus;
    }

    static {
        // The sum of the five weights 2^(26*i), for i = 0..4, then 5..9, the highest added, the others added or
        // subtracted as bits 0..3 of the point's index say, times G: x*2^261 modulo p, then y so, high to low.
        String text = "\u9324\u4b4b\u4b14\ub061\ubd27\u33a0\uc4b8\u991b\u3214\ud5dc\u3e27\u2b1d\u7c66\ub8b2\uc5e5\u3a3f"
                + "\u80cb\ue92e\ua22d\u291d\u91a2\u5f9a\u6484\ub993\uf0fe\u73cb\uc6ba\ub6e1\ue02f\u6bf4\u35ff\ucfef"
                + "\uec23\uf67b\u1cc2\ud12e\u96b7\ua342\ucc00\u8987\u8bc7\u9b5e\u9d9b\uc615\ub378\u13f6\uc0b2\u65d6"
                + "\u5c61\uad93\udf60\uecd9\u3c40\u8f05\u17a3\u21ef\uafb1\u6b9c\u0b02\ucbac\u2a11\u7e79\u192c\ufb44"
                + "\u174b\u84c5\u3c2f\u2d64\u86b8\u9981\uc5f6\u54bb\ucfa8\u90ce\ufecc\u97ca\u23a9\u2be3\u2875\u86f3"
                + "\uc80a\ub2a2\u1f0d\uc56c\ueb9f\u88bd\u6d90\u5293\ud488\uaf73\u7f80\uf32e\u05ab\ud9e0\u4611\u32d2"
                + "\ua71b\u1d25\u5aaa\u05f6\u770d\u4f4a\ub77e\u1831\u6bf6\u4c65\ub03b\u488b\u26d0\u59a9\ub92f\u66af"
                + "\uf201\u4513\u484c\u09b6\u507f\ubfc5\uf0c3\u10fa\u2d38\u6751\u2614\uad3a\u1991\u53a2\u42b8\uee8d"
                + "\u1f5a\u8a59\u1137\u802d\u296f\u86b0\u398b\u7ca9\u0a3b\ufac6\ucd4f\ue1d2\u1eb1\u72de\ua2cc\ue625"
                + "\ud4fa\u8eb4\ufe7a\u1fa2\u51d6\ua723\u4fff\u09f0\u6a14\u7b58\u59d5\uf1d1\ue776\u145d\u0a9d\ub8b1"
                + "\u56df\u2590\uca43\u5eda\ude42\u6cfb\u138e\ud7de\u118a\u7af8\ue6fe\ub053\u2be1\u7854\ua744\u0d96"
                + "\ueb35\u0eaa\ue7e2\uf207\u0ea5\u470b\u429b\u472e\ub44e\uc3cf\u23e4\u9f68\u54e1\u8fd3\u8852\ue650"
                + "\u0cc8\uf431\uf508\u7ac2\u9612\u8a07\u6b3c\ua2ba\u5fe0\u1fdf\ua7bf\u268d\u0761\u3c68\u2525\ufdb9"
                + "\udb3a\ua8f1\ub1ee\u8cca\u6488\uba41\u0e56\u8244\u8278\u775a\uf819\u73b2\ufd27\ud2c4\u6c8b\u838e"
                + "\uf246\u3c1a\ua972\u01a4\ue9d3\u61a0\u1cb5\u4ea0\uee10\u4caf\u1318\u7293\u3d1c\u712a\u0c11\u51b0"
                + "\u0bf7\u922e\u0a87\u4a43\u9ebd\u43bd\u6884\u9388\u6467\u40d0\u6d72\ua24b\u8c26\u4cba\u9a58\ufc4e"
                + "\u8095\ucfad\u8ae3\u8b4a\u881e\ub3cf\uda9e\ue6b7\uf11e\u0484\u5d1d\uf816\ub011\u0414\uf4e5\uc84c"
                + "\uce30\ubdab\u613e\ucdc8\u6b44\ua334\u7f28\uca4d\ub316\u9a97\ub221\u4521\u3b3c\ua6ce\u5e9c\ue0a2"
                + "\u9008\u39f1\uee97\ue62b\u0ed5\u53df\ub645\u089f\u1999\u47eb\u8346\u7d13\u2d4f\u1f74\u6bab\u94a0"
                + "\u86f6\u3c20\ua24c\u3f30\uc439\ua0dc\u22ed\ufce4\ua1b1\u91b1\u77ef\ua94b\u8c14\u39bf\ub86e\ucdba"
                + "\uad7c\u0ff0\ucdff\u1229\u69c9\ufc9c\u0fe1\uccd6\u4bc3\ud524\uc714\udf5a\u056e\u2074\u35f6\u5999"
                + "\ue0a4\u8f30\u52f6\uc04e\u5203\u2972\uef33\u44fa\u9645\u09d8\uf757\u44d5\ucd08\ue6ab\ud010\uad54"
                + "\u2a26\u7b30\u3562\u7c0b\u0103\ubd5d\ua5fd\u9c64\u86da\ub37e\u7ef8\uc103\u8be9\ub287\ued20\ue788"
                + "\u65a7\u2101\u78f9\u12da\u198f\u6702\ue6a2\u5415\u6ada\ue530\u61de\ue3ad\u358d\uc4dd\u5f69\ud39f"
                + "\u0306\u552f\ue01b\uf641\u8081\uff0e\u8dd5\ue127\ud810\ue3d1\uf707\ua5d3\u9ddc\ue794\u1d9f\u6327"
                + "\u91e1\ue754\ue078\u1fb8\u14c2\ub76c\u45ce\uca9d\u68c5\u27a0\ue875\uc249\ua2d9\u2d1f\u7cfb\u18ad"
                + "\u06ea\u428c\u4e23\ue6ed\u97d3\uccb2\ua400\u8268\u9e43\u723a\u73ed\udd9c\ubf79\ufd12\ua142\u9ee1"
                + "\u0b52\ueecb\u8603\u4c6b\ucab3\u06a4\u51ba\u5cf7\ub9eb\u4d2c\u78a0\u6c88\ue7a4\u7a61\u443c\u95e2"
                + "\u7945\u92b5\ud6e4\u0109\u212f\ufa16\ubb74\u4d4d\uf30a\u7f10\u7317\u7c3f\u47ee\u7f97\u8fb8\u971f"
                + "\u7f6e\u0c70\ua376\u56f9\u9dbb\uabd8\u86fd\u2c0f\u8494\u50da\ud32d\u8438\u0908\ubc72\u2503\u08fb"
                + "\ub429\u5300\ueb73\u49db\u0751\u61d2\ub1dc\ufcd9\u102a\u4e5c\u2149\u6074\u56dc\u4dad\uda2c\u48bc"
                + "\u5ee3\uad90\ub71b\u72ae\uea88\uca03\u1e51\uc4c4\u8b15\u0144\u3b88\ub032\ua21a\ua4ed\uf2ec\uf862"
                + "\u16a2\u928e\u22e7\u6136\u9559\u485c\ua3a9\ubc75\u5f3e\u8d1f\u1d2e\ud97e\ue0e6\u4915\u7601\u51d5"
                + "\u1c7e\uf5dc\u51b0\uac0a\u9117\u0b0d\u6348\u6c2c\ud87a\u26cd\u22fc\u3fd0\u2f0b\u7402\u74ef\u0c36"
                + "\ubfa5\ue897\u2ae3\u37a1\u4eca\uedfc\u3c89\u7ea4\u94fe\u1214\u4b3e\u2470\u639f\u04ee\uee92\u98bb"
                + "\ub11e\u3120\u0d3b\u1a28\u5f78\u45ff\u1098\uc64f\uf2ba\ua63a\u3275\u3a08\u3381\u9cd3\uaf45\u118b"
                + "\u6fbc\u5263\u1a53\uaa01\udda7\u3cee\u54c0\u546c\u4cbe\ua447\u1da8\u6ae7\u366f\ubd58\u828c\uc5c8"
                + "\uede1\u5b30\u92e6\u5fa9\u6b0c\ubf59\u412b\uaeaa\ua808\ue594\u1234\u2bfc\u2429\u065d\u6700\u88b7"
                + "\u0a46\u191d\uecc1\u5a36\ua3ad\u7ca5\u30a6\u4388\uea5b\u3719\ud0f6\u0c75\u921e\uf3fb\u3bcb\ubc75"
                + "\u3329\u68f3\u1777\u5729\u74b1\ua35d\u56de\u4e2d\ue159\u44fc\ua8ff\u960d\uc4dc\u439d\u5682\ue48f"
                + "\u74d7\u3af0\u7f3d\u1ce4\u60d6\uac25\uf90e\ue204\ua4b4\u57f5\u3ed4\ua74d\ufb94\u36b0\ufb49\u57a3"
                + "\u8a6e\u5db7\u057e\u00e7\u19a7\ub868\u287e\u93df\u0641\u9d4d\u70bb\u4eaa\ub310\ue1cd\u7b83\u2728"
                + "\u21ec\u6bf8\u2246\uf5c4\u14c8\ub536\u2228\u6749\uf756\u900a\u71bc\u3fc4\u7240\u7add\ua608\u731d"
                + "\u5901\u1e17\u3239\u0cd3\uef65\u51e7\u55bc\u1ade\ubec3\u914d\u2907\u24e8\u6f31\uade2\ub1d5\u0e54"
                + "\u2a89\u4f21\ud9ca\ue069\ua100\u18fd\u2072\uaf6f\ub1c7\u174e\ue789\u95ef\u3885\u5910\u12e4\u6d5b"
                + "\u7a22\ua25c\uf322\u6bcd\u1d6b\u841e\u4e96\u7436\u4553\u3cee\ude18\uf072\u1632\ua38d\u6990\u91ac"
                + "\u0c15\u7ea6\u8949\ud3d9\u0ab9\ub6cb\ube3c\ua267\u935e\ufa65\ue847\u1191\u28d6\u5b1f\u65fe\ua86d"
                + "\u16a9\u6fae\u0f1e\ue224\u0388\ua919\u63d1\u4530\u23d6\u6d53\u4ad1\u64a9\u5436\u8736\uc514\u7a6e"
                + "\u7b38\u9ade\udbd6\uaa25\u2030\uc250\ua262\uadf5\ufca7\u55db\ucfd5\u8e28\u6090\ub162\u960f\u9dd8"
                + "\udf91\u8ba5\uf3ad\u0918\u8a29\uad33\ud09f\u4e1e\u0891\u4831\u24d4\u3b03\ua0c3\u49a3\ubb96\u7b84"
                + "\u07e3\uc183\u3772\u7a96\uc2f5\ue264\ue53d\uc446\u732d\ua7fb\udee5\u86e1\u8b85\uf5ef\u181a\u01dd"
                + "\u1b39\u1c25\u4ae3\u4453\ufe7d\ua8ab\u0c1e\u99de\u9195\ud08e\u4feb\u8f27\u263b\u8fd2\ubd04\uc9d5"
                + "\ud736\ua592\u2c23\uf5a7\u84e6\u5fde\u1753\uada0\uc470\u3e6f\ud9b9\u3259\ud09f\u48f1\u08fa\u4a68"
                + "\u216a\u4e59\u8752\ud9a5\ue0c5\u89eb\u5fc4\u6c6a\u2dab\u9598\u4a10\uc2b6\u39a1\uf773\u7559\ub365"
                + "\u924c\u9dc2\ueeeb\ue626\u6153\u8150\uacf9\u9c34\u846f\u8fca\u9a5b\u772d\u39cc\ud05b\uc63b\ud3e7"
                + "\u88c6\u11f1\u5325\u5100\u8702\u9092\ud012\u5b17\u68c1\u9bdb\u8eb3\u8cd8\udf85\ub31b\u4735\ucc64"
                + "\u5076\u71e9\u5d07\u0337\ubdca\u68c4\ud7b8\uab59\ue40b\u4d9e\uf145\u0c44\u31e7\ue1f2\u22e4\ud118"
                + "\ud367\u6849\u534a\u98fb\ubc7c\u79ad\u45a5\uf6dd\uda2a\ub057\u10da\uf466\u5fea\u311b\u8cdd\ubb71"
                + "\u2288\u254f\u7c83\ua1ad\u292a\uafe9\ufe83\u05e8\u1e44\u1e36\u076d\uee21\ub713\ub3a4\ue017\u237e"
                + "\ude49\u9943\u49f3\ue8ff\ubfd2\u5e5d\uefee\uf9ae\u8162\u8737\u2847\u3d5b\u1c47\ua51a\uad1e\uee03"
                + "\uad4e\u8ae4\u79ff\u870d\u61df\u7978\udaf1\u9b7e\ud2dd\u9336\u7d91\uf427\ub47f\uc627\u5a52\ue1f6"
                + "\u5855\u43c3\ufc9e\u2926\u66c0\ue5d3\uecf9\ue0cf\ua600\u5099\ua7fc\u8475\ub6a2\u0e36\u0d84\ueaaa"
                + "\u56a1\u0120\u9b2c\uec6f\u6da7\ufa3b\u509b\u47d3\u1f9b\uedad\u837e\uc930\uc911\ude6f\ucdd2\ub3a7"
                + "\u7d57\ufeaa\u860f\u5ce1\ua04d\ue6da\uf86b\u1152\u10ae\u98e6\ua882\uda74\u64d3\u1682\ubfcd\u5ca2";
        POINTS = new long[32 * POINT];
        for (int i = 0; i < 4 * POINTS.length; i++) {
            int word = i >> 2 ^ 3;
            POINTS[word] = POINTS[word] << 16 | text.charAt(i);
        }
    }
}
