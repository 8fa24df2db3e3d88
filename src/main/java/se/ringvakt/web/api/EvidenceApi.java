package se.ringvakt.web.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import se.ringvakt.bundle.Bundle;
import se.ringvakt.bundle.BundleRequest;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.site.Site;
import se.ringvakt.site.Typed;
import se.ringvakt.view.Times;
import se.ringvakt.web.Ask;
import se.ringvakt.web.Operations;
import se.ringvakt.web.Problem;
import se.ringvakt.web.Reply;

/// What answers a complaint, as one zip. Each one is in the audit log.
public final class EvidenceApi {
    private final Site site;

    public EvidenceApi(Site site) {
        this.site = site;
    }

    /// Offers `evidenceBundle`.
    public void offer(Operations operations) {
        operations.on("evidenceBundle", ask -> bundle(ask.withBodyAsQuery()));
    }

    /// What the audit log is told of it.
    private record Noted(String from, String to, int decisions) {}

    private Reply bundle(Ask ask) {
        PhoneNumber number = Typed.number(ask.query("number").orElse(""), site.plan());
        Instant from = instant(ask, "from", Instant.EPOCH);
        Instant to = instant(ask, "to", ask.now().plusMillis(1));
        if (!from.isBefore(to)) {
            throw Problem.unprocessable("from: " + from + " (expected: before to, " + to + ")");
        }
        Bundle bundle =
                Bundle.gather(
                        BundleRequest.of(site, number, from, to, languages(ask)), site.evidence());
        if (!bundle.findings().isEmpty()) {
            throw Problem.conflict(
                    bundle.findings().getFirst().line() + " (expected: a record that verifies)");
        }
        // Before it is given out: what cannot be noted is not shown.
        ask.audit(
                "evidence.export",
                number.masked(),
                Optional.empty(),
                Optional.of(new Noted(from.toString(), to.toString(), bundle.decisions())),
                "");
        return Reply.written("application/zip", name(ask), bundle::write);
    }

    /// Without the number: names of files are seen by many.
    private String name(Ask ask) {
        return "evidence-" + LocalDate.ofInstant(ask.now(), site.zone()) + ".zip";
    }

    private static List<Locale> languages(Ask ask) {
        String language = ask.query("language").orElse("both");
        return language.equals("both")
                ? List.of(Locale.of("sv"), Locale.of("en"))
                : List.of(Locale.of(language));
    }

    private Instant instant(Ask ask, String key, Instant usual) {
        try {
            return ask.query(key).map(text -> Times.readBegin(text, site.zone())).orElse(usual);
        } catch (DateTimeException e) {
            throw Problem.unprocessable(key + ": " + e.getMessage() + " or a date, 2026-11-23");
        }
    }
}
