package bearssl.tls.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import bearssl.testing.DocTable;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorTextTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "2080 | 1024 | 1024 |    0 |    0 | a record of 2080 bytes arrived and 1024 fit: the server ignored max_fragment_length",
        "2080 | 1024 | 1024 | 1024 |    0 | a record of 2080 bytes arrived and 1024 fit: the server agreed to max_fragment_length and broke it",
        "2080 | 1024 |    0 |    0 |    0 | a record of 2080 bytes arrived and 1024 fit: the server was not asked for a max_fragment_length",
        "2080 | 1024 | 1024 |    0 | 4096 | a record of 2080 bytes arrived and 1024 fit: the server agreed to record_size_limit and broke it",
    })
    void aRecordTooLargeTellsWhoseFaultItIs(int received, int fits, int offered, int agreed, int limit, String text) {
        assertEquals(text, ErrorText.tooLarge(received, fits, offered, agreed, limit));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        " 3 | 0x5454 | 0x0300 | the server does not speak TLS on this port but HTTP",
        " 3 | 0x5353 | 0x0300 | the server does not speak TLS on this port: it answered in plain text",
        " 3 | 0x0200 | 0x0300 | the server does not speak TLS on this port: it may be the plain MQTT port",
        " 3 | 0x0300 | 0x0303 | the server offers SSL 3.0 only",
        " 3 | 0x0302 | 0x0303 | the server offers TLS 1.1 only",
        " 3 | 0x0304 | 0x0303 | the server wants TLS 1.3 only",
        " 3 | 0x0305 | 0x0303 | the server offers TLS 1.4 only",
        " 3 | 0x0302 |      0 | the server answered TLS 1.1 though it speaks TLS 1.2: something between alters the handshake",
        " 4 | 0x0301 | 0x0303 | a record has version 0x0301, but 0x0303 was negotiated",
        " 5 |  20000 |  16384 | a record of 20000 bytes arrived, the standard allows 16384",
        " 5 |      3 |     24 | a record of 3 bytes arrived, it takes at least 24",
        " 9 |     80 |      0 | a record has type 80, which TLS 1.2 does not define",
        "16 | 0xC030 |      0 | the server chose cipher suite 0xC030, which was not offered",
        "16 | 0x1301 |      0 | the server wants TLS 1.3 only: it chose cipher suite 0x1301",
        "20 |     43 |      2 | the server wants TLS 1.3 only: it sent the extension supported_versions",
        "20 |     35 |      0 | the server sent extension 35, twice or without having been asked",
        "18 |      4 |      2 | the server answered max_fragment_length code 4 to a request for code 2",
        "18 |     63 |     64 | the server answered record_size_limit 63, the least is 64",
        "18 |  16384 |   1024 | the server answered record_size_limit 16384 and max_fragment_length 1024, which exclude each other",
        "23 |   4096 |   2048 | the server's RSA key has 4096 bits, the workspace serves 2048",
        "23 |    713 |    512 | a message of the server has 713 bytes, 512 are served",
        "23 |      0 |      0 | more records than one key may protect",
        "25 | 0x009C | 0xC02F | the server resumed a session with cipher suite 0x009C, which had 0xC02F",
        "25 |      1 |      0 | the server resumed a session with extended master secret, which had none",
        "25 |      0 |      1 | the server resumed a session without its extended master secret",
        "51 |      1 |      2 | the server's key is RSA, but it chose a suite for EC keys",
        "51 |      2 |      1 | the server's key is EC, but it chose a suite for RSA keys",
        "60 |    512 |   1024 | the server's RSA key has 512 bits, the least is 1024",
        "54 |      0 |      0 | a certificate is expired or not valid yet",
    })
    void causesSayTheValues(int code, String first, String second, String text) {
        assertEquals(text, ErrorText.cause(code, Integer.decode(first), Integer.decode(second)));
    }

    @ParameterizedTest
    @CsvSource({"1025, 2048", "2048, 2048", "2080, 4096", "4097, 16384", "16384, 16384"})
    void theRemedyForALargeRecordNamesASufficientBuffer(int length, int buffer) {
        assertEquals("enlarge the receive buffer (--buffer " + buffer + "), or limit the record size at the server",
                ErrorText.remedy(6, length, 1024));
    }

    @Test
    void theRemedyForALongKeyNamesTheOption() {
        assertEquals("serve longer RSA keys (--max-rsa 3072), or use a server key of 2048 bits",
                ErrorText.remedy(23, 3072, 2048));
        assertEquals("serve longer RSA keys (--max-rsa 3072), or use a server key of 2104 bits",
                ErrorText.remedy(23, 3072, 2104));
        assertEquals("use a profile for longer RSA keys, or a server key of 2048 bits", ErrorText.remedy(23, 8192, 4096));
        assertEquals("connect again", ErrorText.remedy(23, 0, 0));
        assertEquals("use a server key with the exponent 65537", ErrorText.remedy(23, 72, 64));
        assertEquals("report it to the server's maintainers", ErrorText.remedy(23, 713, 512));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        " 3 | 0x0301 | 0x0303 | check the port; enable TLS 1.2 at the server",
        " 3 | 0x0301 |      0 | look for something between that intercepts TLS",
        " 3 | 0x5454 | 0x0300 | check the port: MQTT over TLS is 8883 by custom",
        "16 | 0x1303 |      0 | check the port; enable TLS 1.2 at the server",
        "16 | 0x009C |      0 | offer that suite (--suites)",
        "16 | 0xC030 |      0 | report it to the server's maintainers",
        "20 |     43 |      2 | check the port; enable TLS 1.2 at the server",
        "20 |     35 |      0 | report it to the server's maintainers",
    })
    void theRemedyForAnotherVersionIsToEnableThisOne(int code, String first, String second, String text) {
        assertEquals(text, ErrorText.remedy(code, Integer.decode(first), Integer.decode(second)));
    }

    @Test
    void everyCodeHasALineWhateverTheValues() {
        for (int code = -1100; code < 900; code++) {
            for (int value : new int[] {0, 1, -1, 255, 0x5454, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
                boolean isCode = ErrorText.name(code) != null;
                String cause = code < 0 ? ErrorText.cause(code) : ErrorText.cause(code, value, -value);
                String remedy = code < 0 ? ErrorText.remedy(code) : ErrorText.remedy(code, value, -value);
                assertEquals(isCode, cause != null, "cause of " + code);
                assertEquals(isCode, remedy != null, "remedy of " + code);
                assertNotNull(ErrorText.line(code, cause, remedy));
            }
        }
    }

    @Test
    void anExceptionSaysItAll() {
        TlsException e = new TlsException(31);
        assertEquals("31 BR_ERR_IO " + e.what() + "; " + e.remedy(), e.getMessage());
        assertEquals(31, e.code());
    }

    @Test
    void connectErrorsAreThoseOfTheDocument() {
        List<String> rows = new ArrayList<>();
        for (int code = -1000; code >= -1004; code--) {
            rows.add("| " + code + " | " + ConnectError.name(code) + " | " + ConnectError.cause(code) + " | "
                    + ConnectError.remedy(code) + " |");
        }
        assertEquals(rows, DocTable.rows("ERRORS.md", "## Connecting"));
    }

    @Test
    void numbersThatAreNoConnectErrorsHaveNoTexts() {
        for (int code : new int[] {0, -1, -999, -1005, 31}) {
            assertNull(ConnectError.name(code));
            assertNull(ConnectError.cause(code));
            assertNull(ConnectError.remedy(code));
        }
    }
}
