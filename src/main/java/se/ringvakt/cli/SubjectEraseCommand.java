package se.ringvakt.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.evidence.EvidenceErasing;
import se.ringvakt.register.NumberLists.Entry;
import se.ringvakt.retention.Kept;
import se.ringvakt.retention.Schedule;
import se.ringvakt.site.Site;
import se.ringvakt.site.Typed;
import se.ringvakt.view.Table;

/// `subject erase`: erases what may be erased about a number.
@Command(
        name = "erase",
        description = {
            "Erase what may be erased about a number, and tell what is kept and why.",
            "Blocks stay: without them the number could be called again. Asks for --yes."
        })
final class SubjectEraseCommand implements Callable<Integer> {
    @Mixin private final Common common;
    @Mixin private final Who who;
    @Mixin private final Output output = new Output();

    @Parameters(paramLabel = "NUMBER", description = "In any spelling, quoted if it has spaces.")
    private String number = "";

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "Why; kept on the audit log. At most 200 characters.")
    private Optional<String> reason = Optional.empty();

    @Option(names = "--yes", description = "Do it; without this nothing is erased.")
    private boolean yes;

    SubjectEraseCommand(Host host) {
        common = new Common(host);
        who = new Who(host);
    }

    /// What became of one kind of thing.
    private record Part(String what, long erased, String kept, String why) {}

    private record Result(String number, List<Part> parts) {}

    @Override
    public Integer call() {
        String because = reason.map(Typed::reason).orElse("");
        try (Site site = common.open()) {
            PhoneNumber subject = common.number(number, site.plan());
            if (!yes) {
                throw common.misuse(
                        "--yes: missing (expected: it, to erase for good what may be erased about "
                                + subject.international()
                                + "; subject export shows it before)");
            }
            Result result = new Result(subject.international(), erase(site, subject));
            site.note(
                    who.caller(),
                    "subject.erase",
                    subject.masked(),
                    entry -> entry.after(result.parts()).because(because));
            output.print(result, SubjectEraseCommand::text);
        }
        return ExitCode.OK.code();
    }

    private List<Part> erase(Site site, PhoneNumber subject) {
        Instant now = site.now();
        Schedule schedule = site.schedule();
        Instant before = Schedule.before(schedule.request(), now, site.zone());
        Instant offers = schedule.before(Kept.OFFERS, now, site.zone());
        long run = site.retention().begin(now, who.name());
        Map<Kept, Long> erased = site.retention().erase(run, subject, before, offers);
        new EvidenceErasing(site.evidence().path())
                .eraseNumber(
                        Long.toString(subject.e164()),
                        Optional.of(before),
                        EvidenceErasing.ALL_FIELDS,
                        "subject erase",
                        who.name());
        site.retention().end(run, Instant.ofEpochMilli(site.clock().millis()));
        return parts(site, subject, erased, "of the last " + schedule.request());
    }

    private static List<Part> parts(
            Site site, PhoneNumber subject, Map<Kept, Long> erased, String last) {
        List<Part> parts = new ArrayList<>();
        String claims =
                "a complaint may be three months old, and the limits of attempts look back"
                        + " (GDPR 17.3 b and e)";
        add(parts, Kept.ATTEMPTS, erased, "those " + last + ", and calls still owed", claims);
        add(parts, Kept.DENIALS, erased, "those " + last, claims);
        add(parts, Kept.BYPASSES, erased, "those " + last, claims);
        add(
                parts,
                Kept.LIST_CHANGES,
                erased,
                "those " + last + ", and who made each entry that stands",
                "they show since when the number is blocked (GDPR 17.3 e)");
        add(
                parts,
                Kept.EXEMPTIONS,
                erased,
                "consents not withdrawn, relations and subscriptions",
                "they say whether a call is lawful; end them with consent withdraw and customer"
                        + " end");
        boolean blocked =
                site.lists().of(subject).stream().anyMatch(Entry.NumberBlock.class::isInstance);
        parts.add(
                new Part(
                        "blocks",
                        0,
                        blocked ? "all" : "none stands: the number may be called again (block add)",
                        "without them the number would be called again (GDPR 17.3 b, 21.3)"));
        parts.add(
                new Part(
                        "objections",
                        0,
                        "all, until " + site.schedule().keep(Kept.OBJECTIONS) + " after",
                        "they must be passed on, and show that they were (GDPR 17.3 b)"));
        parts.add(
                new Part(
                        "evidence",
                        0,
                        "records "
                                + last
                                + "; older ones lose number, agent and channel within"
                                + " seconds of a running gate"
                                + (site.isShared()
                                        ? "; of this gate alone: run it at every gate"
                                        : ""),
                        claims));
        parts.add(
                new Part(
                        "offers",
                        0,
                        "a keyed hash, for " + site.schedule().keep(Kept.OFFERS),
                        "two campaigns a year with one offer (GDPR 17.3 b)"));
        parts.add(
                new Part(
                        "recordings",
                        0,
                        "all, until " + site.schedule().keep(Kept.RECORDINGS) + " after",
                        "they are kept for six months (GDPR 17.3 e)"));
        return parts;
    }

    private static void add(
            List<Part> parts, Kept kept, Map<Kept, Long> erased, String what, String why) {
        parts.add(new Part(kept.word(), erased.getOrDefault(kept, 0L), what, why));
    }

    private static void text(Result result, PrintWriter out) {
        Table table = Table.of("WHAT", "ERASED", "KEPT", "WHY");
        for (Part part : result.parts()) {
            table.row(part.what(), Long.toString(part.erased()), part.kept(), part.why());
        }
        table.print(out);
    }
}
