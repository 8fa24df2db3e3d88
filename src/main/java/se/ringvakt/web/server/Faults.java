package se.ringvakt.web.server;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.ringvakt.access.AccessRefused;
import se.ringvakt.access.AuditEntry;
import se.ringvakt.config.ConfigException;
import se.ringvakt.ledger.LedgerException;
import se.ringvakt.register.RegisterRefused;
import se.ringvakt.wash.WashRefused;
import se.ringvakt.web.Problem;
import se.ringvakt.web.Problem.Kind;

/// What the house throws, as whoever asked is told it.
final class Faults {
    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);
    private static final Duration LATER = Duration.ofSeconds(2);
    private static final int LINE_MOST = 500;

    private Faults() {}

    /// As a problem. A fault of ours is logged, and told by no more than the number to find it by.
    static Problem problem(Throwable thrown) {
        return switch (thrown) {
            case Problem problem -> problem;
            case AccessRefused refused -> refused(refused);
            case RegisterRefused refused -> senseless(refused);
            case WashRefused refused -> senseless(refused);
            case ConfigException refused -> senseless(refused);
            case DateTimeException refused -> senseless(refused);
            case IllegalArgumentException refused -> senseless(refused);
            case LedgerException fault -> unavailable(fault);
            default -> fault(thrown);
        };
    }

    private static Problem refused(AccessRefused refused) {
        Kind kind =
                switch (refused.kind()) {
                    case INVALID -> Kind.UNPROCESSABLE;
                    case UNKNOWN -> Kind.NOT_FOUND;
                    case CONFLICT -> Kind.CONFLICT;
                    case STALE -> Kind.CHANGED;
                    case FORBIDDEN -> Kind.FORBIDDEN;
                    case BUSY -> Kind.UNAVAILABLE;
                };
        return Problem.of(kind, line(refused));
    }

    private static Problem senseless(Exception refused) {
        LOG.debug("refused", refused);
        return Problem.unprocessable(line(refused));
    }

    private static Problem unavailable(LedgerException fault) {
        String id = id();
        LOG.warn("ledger, told as {}", id, fault);
        return Problem.later(
                Kind.UNAVAILABLE, "the records cannot be read or written now (" + id + ")", LATER);
    }

    private static Problem fault(Throwable thrown) {
        String id = id();
        LOG.error("fault {}", id, thrown);
        return Problem.of(Kind.FAULT, "fault " + id + ": it is in the log by this number");
    }

    /// By which the log tells more.
    static String id() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    }

    private static String line(Exception refused) {
        return AuditEntry.plain(String.valueOf(refused.getMessage()), LINE_MOST);
    }
}
