package bearssl.benchmarks.page;

import java.util.Locale;

/**
 * One number.
 *
 * @param group     what kind of measurement, {@link #PRIMITIVE} and so on
 * @param jvm       version, and behind a space what is peculiar about it
 * @param what      the operation
 * @param contender who did it
 * @param unit      of the value; the less the better, except for {@code messages/s}
 * @param value     the number
 */
public record Row(String group, String jvm, String what, String contender, String unit, double value) {
    /** Operations in one JVM. */
    public static final String PRIMITIVE = "primitive";
    /** From the start of a JVM to PUBACK. */
    public static final String COLD = "cold";
    /** Programs that have run for a while. */
    public static final String WARM = "warm";
    /** What a profile of this library takes, whatever the JVM. */
    public static final String PROFILE = "profile";
    /** Operations by JMH. */
    public static final String JMH = "jmh";
    /** Something that was not measured; {@link #what} says what, the contender why not. */
    public static final String ABSENT = "absent";

    /** Machine, JVM, flags: {@link #what} it is, and its name as the contender. */
    public static final String ABOUT = "about";

    /** A line of a file. */
    public String toLine() {
        return String.join("\t", group, jvm, what, contender, unit, number(value));
    }

    /** The inverse. */
    public static Row parse(String line) {
        String[] f = line.split("\t", -1);
        return new Row(f[0], f[1], f[2], f[3], f[4], Double.parseDouble(f[5]));
    }

    /** A number to three digits, without an exponent. */
    public static String number(double v) {
        int digits = v == 0 ? 0 : Math.max(0, 2 - (int) Math.floor(Math.log10(Math.abs(v))));
        return String.format(Locale.ROOT, "%." + digits + "f", v);
    }
}
