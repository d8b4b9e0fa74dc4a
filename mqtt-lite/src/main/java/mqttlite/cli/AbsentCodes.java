package mqttlite.cli;

import bearssl.tls.BrErr;
import bearssl.tls.stream.ConnectError;

/** Numbers of BearSSL's and Tasmota's tables that no command ends with, for those who met them elsewhere. */
final class AbsentCodes {
    private AbsentCodes() {
    }

    /** Why a code does not occur here. @return null if it may, or lies outside of those tables */
    static String why(int code) {
        switch (code) {
            case 11:
            case 30:
            case 61:
                return "BearSSL gives this number to no error";
            case BrErr.BR_ERR_NO_CLIENT_AUTH:
                return "BearSSL's server says it; a client is told by an alert of the server's: 296, 298, 372 or the like";
            case BrErr.BR_ERR_X509_OK:
                return "an X.509 engine says it to itself; a connection goes on with a valid chain, and its code is 0";
            case ConnectError.ERR_MISSING_CA:
                return "without pin and anchor the handshake ends with 62, and the error shows the server's key";
            default:
                return isAlertSent(code)
                        ? "the error that made this client send alert n is told instead; TlsClient.alertSent() is n" : null;
        }
    }

    /** Whether a code is {@code 512 + n}. */
    static boolean isAlertSent(int code) {
        return BrErr.alertName(code - BrErr.BR_ERR_SEND_FATAL_ALERT) != null;
    }
}
