package bearssl.x509;

import bearssl.tls.BrErr;

/**
 * Reads UTCTime and GeneralizedTime as certificates hold them: seconds must be there, a fraction of them is ignored,
 * the zone is Z. Years of two digits are 1950 to 2049. Source: RFC 5280, section 4.1.2.5.
 */
final class CertificateTime {
    /** Results below this are codes, see {@link #code}. */
    static final long FIRST = Long.MIN_VALUE / 2;

    private static final int DAYS_TO_1970 = 719528; // from 0000-01-01, Gregorian calendar
    // Days before each month of a year that is not leap, and before the next year.
    private static final String DAYS_BEFORE_MONTH;

    static { // not as constants: docs/ARCHITECTURE.md, "No literal in a method"
        DAYS_BEFORE_MONTH = "\0\37\73\132\170\227\265\324\363\u0111\u0130\u014e\u016d";
    }

    private CertificateTime() {
    }

    /**
     * Reads a time.
     *
     * @param b          holds the contents of the element
     * @param len        their length
     * @param fourDigits whether the year has four digits (GeneralizedTime) or two
     * @param isLast     whether something ends with this second: a leap second is then the last of its day, else the
     *                   first of the next
     * @return seconds since 1970, or below {@link #FIRST} an error
     */
    static long parse(byte[] b, int len, boolean fourDigits, boolean isLast) {
        int i = fourDigits ? 4 : 2;
        int year = two(b, 0, len, 0, 99);
        if (fourDigits && year >= 0) {
            int low = two(b, 2, len, 0, 99);
            year = low < 0 ? low : 100 * year + low;
        } else if (year >= 0) {
            year += year < 50 ? 2000 : 1900;
        }
        if (year < 0) {
            return error(-year);
        }
        boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        int month = two(b, i, len, 1, 12);
        if (month < 0) {
            return error(-month);
        }
        int before = DAYS_BEFORE_MONTH.charAt(month - 1);
        int inMonth = DAYS_BEFORE_MONTH.charAt(month) - before + (leap && month == 2 ? 1 : 0);
        int day = two(b, i + 2, len, 1, inMonth);
        int hour = day < 0 ? day : two(b, i + 4, len, 0, 23);
        int minute = hour < 0 ? hour : two(b, i + 6, len, 0, 59);
        int second = minute < 0 ? minute : two(b, i + 8, len, 0, 60);
        int end = second < 0 ? second : zone(b, i + 10, len);
        if (end < 0) {
            return error(-end);
        }
        int days = 365 * year + (year + 3) / 4 - (year + 99) / 100 + (year + 399) / 400
                + before + (leap && month > 2 ? 1 : 0) + day - 1 - DAYS_TO_1970;
        int inDay = 3600 * hour + 60 * minute + second;
        return 86400L * days + (isLast && inDay == 86400 ? inDay - 1 : inDay);
    }

    private static int two(byte[] b, int off, int len, int min, int max) {
        int value = 0;
        for (int i = off; i < off + 2; i++) {
            if (i >= len) {
                return -BrErr.BR_ERR_X509_INNER_TRUNC;
            }
            int digit = b[i] - '0';
            if (digit < 0 || digit > 9) {
                return -BrErr.BR_ERR_X509_BAD_TIME;
            }
            value = 10 * value + digit;
        }
        return value < min || value > max ? -BrErr.BR_ERR_X509_BAD_TIME : value;
    }

    private static int zone(byte[] b, int off, int len) {
        int i = off;
        if (i < len && b[i] == '.') {
            do {
                i++;
            } while (i < len && b[i] >= '0' && b[i] <= '9');
        }
        if (i >= len) {
            return -BrErr.BR_ERR_X509_INNER_TRUNC;
        }
        if (b[i] != 'Z') {
            return -BrErr.BR_ERR_X509_BAD_TIME;
        }
        return i + 1 == len ? 0 : -BrErr.BR_ERR_X509_EXTRA_ELEMENT;
    }

    private static long error(int code) {
        return Long.MIN_VALUE + code;
    }

    /** The code of a result below {@link #FIRST}. @return a {@code BR_ERR_X509_*} code */
    static int code(long result) {
        return (int) (result - Long.MIN_VALUE);
    }
}
