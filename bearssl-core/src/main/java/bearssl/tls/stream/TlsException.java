package bearssl.tls.stream;

import bearssl.tls.TlsClient;
import java.io.IOException;

/**
 * The one exception of this library, made where it is thrown: the connection is dead. Its message is the line that
 * {@link ErrorText#line} makes: code, name, cause, remedy.
 */
public final class TlsException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int code;
    private final String cause;
    private final String remedy;

    /**
     * Makes one with the texts of its code.
     *
     * @param code a {@code BR_ERR_*} code, positive, or one of {@link ConnectError}
     */
    public TlsException(int code) {
        this(code, ErrorText.cause(code), ErrorText.remedy(code));
    }

    /**
     * Makes one with texts of its own.
     *
     * @param code   a {@code BR_ERR_*} code, positive, or one of {@link ConnectError}
     * @param cause  what happened
     * @param remedy what to do about it
     */
    public TlsException(int code, String cause, String remedy) {
        super(ErrorText.line(code, cause, remedy));
        this.code = code;
        this.cause = cause;
        this.remedy = remedy;
    }

    /** Makes the one that explains why an engine is closed. @param tls the engine @return a new exception */
    public static TlsException of(TlsClient tls) {
        return new TlsException(tls.error(), ErrorText.cause(tls), ErrorText.remedy(tls));
    }

    /** The error. @return a {@code BR_ERR_*} code, positive, or one of {@link ConnectError} */
    public int code() {
        return code;
    }

    /** What happened, in one clause. @return a text */
    public String what() {
        return cause;
    }

    /** What to do about it, in one clause. @return a text */
    public String remedy() {
        return remedy;
    }
}
