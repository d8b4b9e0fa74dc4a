package mqttlite.cli;

/** Times as {@code 2026-01-31T23:59:59Z}, and as seconds since 1970, in the Gregorian calendar from year 0 to 9999. */
final class UtcTime {
    /** No time. */
    static final long BAD = Long.MIN_VALUE;

    private static final String PATTERN = "dddd-dd-ddTdd:dd:ddZ"; // d: a digit
    private static final long DAY = 86400;
    private static final int DAYS_TO_1970 = 719468; // from 0000-03-01
    private static final int DAYS_OF_400_YEARS = 146097;

    private UtcTime() {
    }

    /** Reads {@code YYYY-MM-DDThh:mm:ssZ}. @return seconds, {@link #BAD} if it is something else */
    static long parse(String text) {
        if (text.length() != PATTERN.length()) {
            return BAD;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char wanted = PATTERN.charAt(i);
            if (wanted == 'd' ? c < '0' || c > '9' : c != wanted) {
                return BAD;
            }
        }
        return of(number(text, 0, 4), number(text, 5, 2), number(text, 8, 2), number(text, 11, 2),
                number(text, 14, 2), number(text, 17, 2));
    }

    /** Reads what people write: the same, a date alone, or seconds since 1970. */
    static long parseLoosely(String text) {
        if (text.length() == 10 && text.indexOf('-') == 4) {
            return parse(text + "T00:00:00Z");
        }
        try {
            return text.indexOf('T') < 0 ? Long.parseLong(text) : parse(text);
        } catch (NumberFormatException e) {
            return BAD;
        }
    }

    private static int number(String text, int off, int len) {
        return Integer.parseInt(text.substring(off, off + len));
    }

    /** Seconds since 1970, {@link #BAD} for a day or time of day that does not exist. */
    static long of(int year, int month, int day, int hour, int minute, int second) {
        if (month < 1 || month > 12 || day < 1 || day > length(year, month) || hour > 23 || minute > 59
                || second > 59) {
            return BAD;
        }
        // Years that begin in March have the leap day at their end.
        int y = month < 3 ? year - 1 : year;
        int dayOfYear = (153 * (month < 3 ? month + 9 : month - 3) + 2) / 5 + day - 1;
        long days = 365L * y + Math.floorDiv(y, 4) - Math.floorDiv(y, 100) + Math.floorDiv(y, 400) + dayOfYear
                - DAYS_TO_1970;
        return days * DAY + hour * 3600 + minute * 60 + second;
    }

    private static int length(int year, int month) {
        if (month == 2) {
            return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
        }
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    }

    /** Writes {@code YYYY-MM-DDThh:mm:ssZ}. */
    static String format(long unixSeconds) {
        long days = Math.floorDiv(unixSeconds, DAY) + DAYS_TO_1970;
        int second = (int) Math.floorMod(unixSeconds, DAY);
        long era = Math.floorDiv(days, (long) DAYS_OF_400_YEARS);
        int dayOfEra = (int) (days - era * DAYS_OF_400_YEARS);
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int month = (5 * dayOfYear + 2) / 153;
        int day = dayOfYear - (153 * month + 2) / 5 + 1;
        long year = era * 400 + yearOfEra + (month < 10 ? 0 : 1);
        return digits(year, 4) + '-' + digits(month < 10 ? month + 3 : month - 9, 2) + '-' + digits(day, 2) + 'T'
                + digits(second / 3600, 2) + ':' + digits(second / 60 % 60, 2) + ':' + digits(second % 60, 2) + 'Z';
    }

    private static String digits(long value, int count) {
        StringBuilder s = new StringBuilder().append(value);
        while (s.length() < count) {
            s.insert(0, '0');
        }
        return s.toString();
    }
}
