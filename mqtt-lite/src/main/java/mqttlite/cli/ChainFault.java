package mqttlite.cli;

import bearssl.tls.BrErr;
import java.util.List;

/** Why a chain was refused, in the words of its own certificates. */
final class ChainFault {
    /** More are refused by the engine, unless it is lenient. */
    static final int MAX_CERTS = 10;

    private final int code;
    private final int index;
    private final List<byte[]> chain;

    /**
     * Looks at a refusal.
     *
     * @param code  a {@code BR_ERR_X509_*} code
     * @param index of the certificate at which it was reached
     * @param chain the certificates as they came, leaf first
     */
    ChainFault(int code, int index, List<byte[]> chain) {
        this.code = code;
        this.index = Math.max(0, Math.min(index, chain.size() - 1));
        this.chain = chain;
    }

    /**
     * The cause.
     *
     * @param name name that was expected, null for none
     * @param time at which validity was judged
     */
    String cause(String name, long time) {
        if (chain.isEmpty()) {
            return Codes.cause(code);
        }
        CertificateFields c = new CertificateFields(chain.get(index));
        String which = "certificate " + index + " (" + c.subject + ")";
        switch (code) {
            case BrErr.BR_ERR_X509_EXPIRED:
                return which + (c.notBefore != UtcTime.BAD && time < c.notBefore
                        ? " is not valid before " + CertificateFields.text(c.notBefore)
                        : " expired on " + CertificateFields.text(c.notAfter))
                        + ", judged at " + UtcTime.format(time);
            case BrErr.BR_ERR_X509_BAD_SERVER_NAME:
                return name == null || name.length() == 0 ? "no name to check the certificate against"
                        : which + " is not for '" + name + "'" + (c.names.isEmpty() ? ": it holds no alternative name"
                        : " but for " + c.namesText());
            case BrErr.BR_ERR_X509_NOT_TRUSTED:
                return c.isSelfIssued ? "the chain ends in " + which + ", which no trusted CA vouches for"
                        : "the chain ends in " + which + ", whose issuer (" + c.issuer + ") is no trusted CA";
            case BrErr.BR_ERR_X509_LIMIT_EXCEEDED:
                return index >= MAX_CERTS ? "the chain has more than " + MAX_CERTS + " certificates"
                        : Codes.cause(code) + ": " + which + keyText(c);
            default:
                return Codes.cause(code) + ": " + which + keyText(c);
        }
    }

    private String keyText(CertificateFields c) {
        boolean isOfKeys = code == BrErr.BR_ERR_X509_UNSUPPORTED || code == BrErr.BR_ERR_X509_LIMIT_EXCEEDED
                || code == BrErr.BR_ERR_X509_WEAK_PUBLIC_KEY || code == BrErr.BR_ERR_X509_WRONG_KEY_TYPE
                || code == BrErr.BR_ERR_X509_BAD_SIGNATURE;
        return isOfKeys ? ", key " + c.key + ", signed by " + c.signature : "";
    }
}
