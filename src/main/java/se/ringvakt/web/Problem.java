package se.ringvakt.web;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Why a request is not answered as asked, told as RFC 9457 says (`application/problem+json`).
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Kind kind;
    private final transient Optional<Duration> retryAfter;
    private final transient List<FieldError> errors;

    /// What is wrong with one part of the request.
    ///
    /// @param field a parameter's name, or the place in the body, such as `/callerIds/0/number`
    public record FieldError(String field, String message) {}

    /// What kinds there are. The name in lower case, with hyphens, is the last part of the type.
    public enum Kind {
        MALFORMED(400, "The request cannot be read"),
        LOGIN_REQUIRED(401, "Log in first"),
        FORBIDDEN(403, "Not allowed"),
        PASSWORD_CHANGE_REQUIRED(403, "Change the password first"),
        CSRF(403, "The request does not come from the dashboard's own page"),
        NOT_FOUND(404, "Not found"),
        METHOD_NOT_ALLOWED(405, "Not possible here"),
        NOT_ACCEPTABLE(406, "Not to be had in this form"),
        TIMEOUT(408, "Too slow"),
        CONFLICT(409, "In conflict with what there is"),
        CHANGED(412, "Changed by somebody else since it was read"),
        TOO_LARGE(413, "Too large"),
        UNSUPPORTED(415, "Not in this form"),
        UNPROCESSABLE(422, "Something in the request makes no sense"),
        ETAG_REQUIRED(428, "Say which version is to be changed"),
        TOO_MANY(429, "Too many requests"),
        FAULT(500, "A fault of the program"),
        UNAVAILABLE(503, "Not possible now");

        private final int status;
        private final String title;

        Kind(int status, String title) {
            this.status = status;
            this.title = title;
        }

        public int status() {
            return status;
        }

        public String title() {
            return title;
        }
    }

    private Problem(
            Kind kind, String detail, Optional<Duration> retryAfter, List<FieldError> errors) {
        super(detail);
        this.kind = kind;
        this.retryAfter = retryAfter;
        this.errors = List.copyOf(errors);
    }

    /// A problem.
    ///
    /// @param detail one line for the caller, such as `limit: 0 (expected: 1 to 500)`
    public static Problem of(Kind kind, String detail) {
        return new Problem(kind, detail, Optional.empty(), List.of());
    }

    /// A problem that may be gone after a while.
    public static Problem later(Kind kind, String detail, Duration after) {
        return new Problem(kind, detail, Optional.of(after), List.of());
    }

    /// There is no such thing.
    public static Problem notFound(String detail) {
        return of(Kind.NOT_FOUND, detail);
    }

    /// It can be read, but makes no sense.
    public static Problem unprocessable(String detail) {
        return of(Kind.UNPROCESSABLE, detail);
    }

    /// It is not as the contract wants it, in these places.
    public static Problem invalid(String detail, List<FieldError> errors) {
        return new Problem(Kind.UNPROCESSABLE, detail, Optional.empty(), errors);
    }

    public static Problem conflict(String detail) {
        return of(Kind.CONFLICT, detail);
    }

    public Kind kind() {
        return kind;
    }

    /// The line for the caller.
    public String detail() {
        return String.valueOf(getMessage());
    }

    public Optional<Duration> retryAfter() {
        return retryAfter;
    }

    /// What is wrong in which place; often empty.
    public List<FieldError> errors() {
        return errors;
    }

    /// A problem is an answer, not a fault: nobody reads where it was thrown.
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
