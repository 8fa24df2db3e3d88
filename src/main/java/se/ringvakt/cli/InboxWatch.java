package se.ringvakt.cli;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.ringvakt.access.Caller;
import se.ringvakt.metrics.Meter;
import se.ringvakt.metrics.Meters;
import se.ringvakt.register.InboxEvent;
import se.ringvakt.register.RegisterInbox;
import se.ringvakt.site.Site;
import se.ringvakt.view.ImportView;
import se.ringvakt.view.Words;

/// Looks into one register's inbox, counts what was taken, and tells in the log what happened: what
/// stays as it is, only once. For one thread.
final class InboxWatch {
    private static final Logger LOG = LoggerFactory.getLogger(InboxWatch.class);

    private final String register;
    private final RegisterInbox inbox;
    private final Site site;
    private final Meters meters;
    private final Refusals refusals;
    private Set<String> told = Set.of();

    /// Who else is told of a file that was refused.
    @FunctionalInterface
    interface Refusals {
        /// Nobody.
        Refusals UNHEARD = (register, file, at) -> {};

        /// Tells it.
        void refused(String register, InboxEvent file, Instant at);
    }

    InboxWatch(String register, RegisterInbox inbox, Site site, Meters meters, Refusals refusals) {
        this.register = register;
        this.inbox = inbox;
        this.site = site;
        this.meters = meters;
        this.refusals = refusals;
    }

    /// Never throws, so that it is called again.
    void look() {
        try {
            List<InboxEvent> events = inbox.look(site.today(), site.now());
            events.forEach(this::tell);
            told = events.stream().map(InboxEvent::text).collect(Collectors.toSet());
        } catch (RuntimeException e) {
            tellOnce("cannot be looked into: " + e);
        }
    }

    private void tell(InboxEvent event) {
        String text = event.text();
        switch (event.kind()) {
            case ACCEPTED, UNCHANGED -> {
                LOG.info("inbox of {}: {}", register, text);
                count(event);
                note(event, register, Caller.system("ringvakt"), site);
            }
            case REFUSED -> {
                LOG.warn("inbox of {}: refused, {}", register, text);
                count(event);
                refusals.refused(register, event, site.now());
            }
            case WAITING -> {
                // Complete a moment later, as a rule.
            }
            case PASSED_OVER, FAILED -> tellOnce(text);
        }
    }

    /// Puts on record that a file changed what is in force.
    static void note(InboxEvent event, String register, Caller who, Site site) {
        if (event.kind() == InboxEvent.Kind.ACCEPTED && event.report().isPresent()) {
            ImportView view = ImportView.of(event.report().get());
            site.note(who, "register.import", register, entry -> entry.after(view));
        }
    }

    private void tellOnce(String text) {
        if (!told.contains(text)) {
            Set<String> more = new HashSet<>(told);
            more.add(text);
            told = more;
            LOG.warn("inbox of {}: {}", register, text);
        }
    }

    private void count(InboxEvent event) {
        meters.count(Meter.REGISTER_FILES, register, Words.of(event.kind()));
    }
}
