package bearssl.x509;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bearssl.testing.Bytes;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostNameTest {
    private static HostName expected(String name, boolean web) {
        HostName host = new HostName();
        host.start("2001:db8::1", true, true); // what was before does not matter
        host.start(name, true, web);
        return host;
    }

    private static boolean matches(HostName host, String name) {
        byte[] b = ("x" + name + "x").getBytes(StandardCharsets.ISO_8859_1);
        return host.matches(b, 1, b.length - 2);
    }

    private static boolean matches(String expected, String name) {
        return matches(expected(expected, false), name);
    }

    private static boolean lenient(String expected, String name) {
        HostName host = new HostName();
        host.start(expected, false, false);
        return matches(host, name);
    }

    @ParameterizedTest
    @CsvSource({
        // expected, in the certificate, by the rules, as BearSSL
        "broker.example, broker.example, true, true",
        "broker.example, BROKER.Example, true, true",
        "BROKER.Example, broker.example, true, true",
        "broker.example., broker.example, true, false",
        "broker.example, broker.example., false, false",
        "broker.example, roker.example, false, false",
        "broker.example, broker.exampl, false, false",
        "broker.example, broker.example.org, false, false",
        "broker.example, '', false, false",
        "broker, broker, true, true",
        "a.broker.example, *.broker.example, true, true",
        "A.broker.example, *.BROKER.example, true, true",
        "a.broker.example., *.broker.example, true, false",
        "a.b.broker.example, *.broker.example, false, false",
        "broker.example, *.broker.example, false, false",
        ".broker.example, *.broker.example, false, true",
        "a.broker.example, *.example, false, false",
        "broker.example, *.example, false, true",
        "broker.example, *., false, false",
        "broker., *., false, true",
        "broker.example, *, false, false",
        "a.broker.example, a.*.example, false, false",
        "a.broker.example, a*.broker.example, false, false",
        "a.broker.example, *a.broker.example, false, false",
        "a.broker.example, **.broker.example, false, false",
        "a.broker.example, *.*.example, false, false",
        "a.broker.example, *..broker.example, false, false",
        "a.example., *.example., false, true",
        "xn--bcher-kva.broker.example, *.broker.example, true, true",
        "a_b.broker.example, a_b.broker.example, true, true",
        "a.co.uk, *.co.uk, true, true"})
    void names(String expected, String name, boolean byTheRules, boolean asBearssl) {
        assertEquals(byTheRules, matches(expected, name), "by the rules");
        assertEquals(asBearssl, lenient(expected, name), "as BearSSL");
    }

    @ParameterizedTest
    @CsvSource({
        "a.co.uk, *.co.uk, false",
        "a.ac.uk, *.ac.uk, false",
        "a.com.au, *.COM.au, false",
        "a.org.br, *.org.br, false",
        "a.or.at, *.or.at, true", // not all of them are known without a list
        "a.co.example, *.co.example, true",
        "a.cox.uk, *.cox.uk, true",
        "a.b.co.uk, *.b.co.uk, true",
        "a.c.uk, *.c.uk, true",
        "co.uk, co.uk, true"})
    void onTheWebAWildcardIsNotForWhatRegistriesHaveBelowCountries(String expected, String name, boolean matches) {
        assertEquals(matches, matches(expected(expected, true), name));
        assertTrue(matches(expected, name), "not on the web");
    }

    @Test
    void noNameMatchesNothing() {
        for (String none : new String[] {null, ""}) {
            HostName host = expected(none, false);
            assertTrue(host.isEmpty());
            assertFalse(matches(host, ""));
            assertFalse(matches(host, "a"));
            assertFalse(matches(host, "*.example"));
            assertFalse(host.isAddress(new byte[16], 0, 4));
            assertFalse(host.isAddress(new byte[16], 0, 16));
        }
        // A name that is nothing but a dot is a name, so that it does not count as "none expected".
        assertFalse(expected(".", false).isEmpty());
        assertFalse(matches(expected(".", false), ""));
    }

    @Test
    void namesBeyondAsciiMatchNothing() {
        String utf8 = new String("b\u00fccher.example".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        assertFalse(matches(utf8, utf8));
        assertTrue(lenient(utf8, utf8));
        assertFalse(matches("\u212Aelvin.example", "kelvin.example"));
        assertFalse(matches("b\u0162.example", "bb.example")); // not by its low byte
    }

    // ---- addresses

    private static byte[] address(String literal) throws UnknownHostException {
        return InetAddress.getByName(literal).getAddress();
    }

    private static void assertIsAddress(String text, byte[] address) {
        for (int len : new int[] {4, 16}) {
            byte[] b = Bytes.join(Bytes.of(9), address, new byte[16]);
            assertEquals(len == address.length, expected(text, false).isAddress(b, 1, len), text);
        }
        for (int i = 0; i < address.length; i++) {
            assertFalse(expected(text, false).isAddress(Bytes.flip(address, i, 1), 0, address.length), text);
        }
        assertFalse(matches(text, text));
        assertFalse(matches(text, "*" + text.substring(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "127.0.0.1", "255.255.255.255", "10.20.30.40", "1.2.3.4"})
    void ipv4(String text) throws UnknownHostException {
        assertIsAddress(text, address(text));
        assertIsAddress(text + ".", address(text));
        assertFalse(matches(text, "*" + text.substring(text.indexOf('.'))));
        assertTrue(lenient(text, text), "BearSSL compares it as a name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2.3", "1.2.3.4.5", "1.2.3.256", "01.2.3.4", "1.2.3.04", "1.2.3.1000", "1..2.3",
        "1.2.3.a", "0x1.2.3.4", "1.2.3.-4", "1.2.3.4 ", "+1.2.3.4"})
    void whatIsNoIpv4AddressIsAName(String text) {
        HostName host = expected(text, false);
        assertFalse(host.isAddress(Bytes.of(1, 2, 3, 4), 0, 4));
        assertTrue(matches(host, text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"::", "::1", "1::", "2001:db8::1", "2001:DB8:0:0:0:0:0:1", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7::",
        "::2:3:4:5:6:7:8", "1::8", "1:2::7:8", "1:0002::00a:fFfF", "1:2:3:4:5:6:1.2.3.4", "::1.2.3.4",
        "::ffff:1.2.3.4", "1::1.2.3.4", "1:2:3:4:5::1.2.3.4", "1:2:3::5:6:7:8", "fe80::"})
    void ipv6(String text) throws UnknownHostException {
        byte[] address = address(text);
        // Java makes IPv4 addresses of mapped ones.
        assertIsAddress(text, address.length == 16 ? address
                : Bytes.join(new byte[10], Bytes.of(0xFF, 0xFF), address));
    }

    @ParameterizedTest
    @ValueSource(strings = {":", ":::", "1", "1:", ":1", "1:2", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8:",
        ":1:2:3:4:5:6:7:8", "1::2::3", "1:::2", "::12345", "::g", "::1%1", "[::1]", "1:2:3:4:5:6:7:1.2.3.4",
        "1:2:3:4:5:6:7:8::", "1:2:3:4:5:6::1.2.3.4", "::1.2.3", "::1.2.3.4.5", "::1.2.3.4:5", "::256.2.3.4", "1.2.3.4::",
        "::-1", "1:2:3:4::5:6:7:8", "0:0:0:0:0:0:0:0:0"})
    void whatIsNoIpv6AddressIsNone(String text) {
        HostName host = expected(text, false);
        byte[] any = new byte[16];
        assertFalse(host.isAddress(any, 0, 16));
        any[15] = 1;
        assertFalse(host.isAddress(any, 0, 16));
        assertTrue(matches(host, text), "it is a name like any other");
    }

    @Property(tries = 3000)
    void ipv6OfAnyNumbers(@ForAll @Size(8) int[] groups, @ForAll @IntRange(max = 7) int from,
            @ForAll @IntRange(max = 8) int count, @ForAll boolean upper, @ForAll boolean mixed) {
        int n = Math.min(count, 8 - from);
        byte[] address = new byte[16];
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            int group = i >= from && i < from + n ? 0 : groups[i] & 0xFFFF >> (groups[i] >>> 28 & 15);
            address[2 * i] = (byte) (group >> 8);
            address[2 * i + 1] = (byte) group;
            if (n > 0 && i == from) {
                text.append("::");
            }
            boolean inGap = i >= from && i < from + n;
            if (mixed && i == 6 && (n == 0 || from + n <= 6)) {
                separate(text);
                int last = groups[7] & 0xFFFF;
                address[14] = (byte) (last >> 8);
                address[15] = (byte) last;
                text.append((group >> 8) + "." + (group & 0xFF) + "." + (last >> 8) + "." + (last & 0xFF));
                break;
            }
            if (!inGap) {
                separate(text);
                text.append(Integer.toHexString(group));
            }
        }
        String s = upper ? text.toString().toUpperCase(Locale.ROOT) : text.toString();
        assertTrue(expected(s, false).isAddress(address, 0, 16), s);
    }

    private static void separate(StringBuilder text) {
        if (text.length() > 0 && text.charAt(text.length() - 1) != ':') {
            text.append(':');
        }
    }

    @Property(tries = 3000)
    void anyTextsAreCompared(@ForAll String expected, @ForAll @Size(max = 40) byte[] name, @ForAll boolean modern) {
        byte[] before = name.clone();
        HostName host = new HostName();
        host.start(expected, modern, modern);
        boolean equal = expected.equalsIgnoreCase(new String(name, StandardCharsets.US_ASCII));
        assertTrue(equal || name.length < 2 || name[0] == '*' || !host.matches(name, 0, name.length));
        assertFalse(host.isAddress(name, 0, name.length) && equal);
        assertArrayEquals(before, name);
    }
}
