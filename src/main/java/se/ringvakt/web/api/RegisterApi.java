package se.ringvakt.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import se.ringvakt.access.AuditEntry;
import se.ringvakt.access.Right;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.register.Coverage;
import se.ringvakt.register.ImportReport;
import se.ringvakt.register.ImportRequest;
import se.ringvakt.register.RegisterDiff;
import se.ringvakt.register.RegisterImport;
import se.ringvakt.register.RegisterRefused;
import se.ringvakt.register.RegisterSnapshot;
import se.ringvakt.register.RegisterVersion;
import se.ringvakt.site.Exports;
import se.ringvakt.site.Site;
import se.ringvakt.view.DiffView;
import se.ringvakt.view.ImportView;
import se.ringvakt.view.Times;
import se.ringvakt.view.VersionRow;
import se.ringvakt.view.Words;
import se.ringvakt.web.Ask;
import se.ringvakt.web.Json;
import se.ringvakt.web.Operations;
import se.ringvakt.web.Problem;
import se.ringvakt.web.Problem.Kind;
import se.ringvakt.web.Reply;

/// Registers: their versions, how two differ, going back to one, and importing a new one.
public final class RegisterApi {
    private static final String USUAL_NAME = "register.txt";
    private static final int SAMPLE_USUAL = 20;
    private static final int SAMPLE_MOST = 100;

    private final Site site;
    private final Jobs jobs;

    /// Two versions are in memory while they are compared, millions of numbers each.
    private final Semaphore comparing = new Semaphore(1);

    public RegisterApi(Site site, Jobs jobs) {
        this.site = site;
        this.jobs = jobs;
    }

    /// Offers `listRegisters`, `registerVersions`, `registerDiff`, `rollBackRegister`,
    /// `importRegister`, `listImports`, `importJob` and `deleteImport`.
    public void offer(Operations operations) {
        operations
                .on("listRegisters", _ -> Reply.ok(Map.of("items", registers())))
                .on("registerVersions", this::versions)
                .on("registerDiff", this::diff)
                .on("rollBackRegister", this::rollBack)
                .on("importRegister", this::importFile)
                .on("listImports", ask -> Reply.ok(jobs.page(ask, site.zone(), Job.Kind.IMPORT)))
                .on("importJob", ask -> Reply.ok(jobs.view(job(ask), site.zone())))
                .on("deleteImport", this::delete);
    }

    /// A register as the list shows it.
    ///
    /// @param versions how many are stored
    /// @param inbox whether files are fetched from a folder
    /// @param inForce empty: none is, and what it binds is denied
    private record Shown(String name, int versions, boolean inbox, Optional<VersionRow> inForce) {}

    private List<Shown> registers() {
        return site.registers().stream()
                .map(register -> {
                    List<VersionRow> rows = rows(register);
                    return new Shown(
                            register.name(),
                            rows.size(),
                            register.upkeep().inbox().isPresent(),
                            rows.stream().filter(VersionRow::inForce).findFirst());
                })
                .toList();
    }

    private List<VersionRow> rows(Site.Register register) {
        return register.store().versions(register.name()).stream()
                .map(stored -> VersionRow.of(register, stored, site))
                .toList();
    }

    private Reply versions(Ask ask) {
        return Reply.ok(Map.of("items", rows(Wanted.registerAt(ask, site))));
    }

    /// How two versions differ.
    ///
    /// @param sample the first few numbers that are not the same in both
    private record Difference(DiffView counts, List<Changed> sample) {}

    /// @param number masked, unless the caller may see it and asked to
    private record Changed(String change, String number) {}

    private Reply diff(Ask ask) {
        Site.Register register = Wanted.registerAt(ask, site);
        String from = ask.query("from").orElse("former");
        String to = ask.query("to").orElse("current");
        int sample = Wanted.number(ask, "sample", SAMPLE_USUAL, 0, SAMPLE_MOST);
        boolean full = ask.flag("full");
        if (full && !ask.caller().may(Right.REVEAL)) {
            throw Problem.of(Kind.FORBIDDEN, "full: true (expected: the right REVEAL)");
        }
        if (!comparing.tryAcquire()) {
            throw Problem.later(
                    Kind.TOO_MANY,
                    "versions: others are being compared (expected: one comparison at a time)",
                    Duration.ofSeconds(2));
        }
        try {
            RegisterSnapshot earlier = register.store().load(register.name(), from);
            RegisterSnapshot later = register.store().load(register.name(), to);
            if (full) {
                note(ask, register, earlier.version(), later.version());
            }
            return Reply.ok(
                    new Difference(
                            DiffView.of(register.name(), earlier, later, site.plan()),
                            sample(earlier, later, sample, full)));
        } finally {
            comparing.release();
        }
    }

    private static List<Changed> sample(
            RegisterSnapshot earlier, RegisterSnapshot later, int most, boolean full) {
        return RegisterDiff.changed(earlier, later)
                .limit(most)
                .map(changed -> {
                    PhoneNumber number = changed.number();
                    return new Changed(
                            Words.of(changed.change()),
                            full ? number.international() : number.masked());
                })
                .toList();
    }

    /// Before anything is given out: what cannot be noted is not given.
    private void note(Ask ask, Site.Register register, RegisterVersion from, RegisterVersion to) {
        String versions = from.id() + ".." + to.id();
        ask.audit(
                "register.reveal",
                register.name(),
                Optional.empty(),
                Optional.of(Map.of("versions", versions)),
                "");
        Exports.note(register, site, ask.caller().name(), versions, "the dashboard");
    }

    /// What to go back to, and why.
    private record RollBack(String version, String reason) {}

    private Reply rollBack(Ask ask) {
        Site.Register register = Wanted.registerAt(ask, site);
        RollBack wanted = ask.body(RollBack.class);
        if (wanted.version() == null || wanted.reason() == null || wanted.reason().isBlank()) {
            throw Problem.unprocessable("reason: none (expected: a version, and why)");
        }
        Optional<String> before = inForce(register);
        RegisterVersion now = register.store().rollBack(register.name(), wanted.version());
        ask.audit(
                "register.rollback",
                register.name(),
                before.map(id -> Map.of("inForce", id)),
                Optional.of(Map.of("inForce", now.id())),
                wanted.reason());
        return Reply.ok(new InForce(now.register(), now.id(), now.updated(), now.count()));
    }

    /// What is in force now.
    private record InForce(String register, String inForce, LocalDate updated, long numbers) {}

    /// Also where it is known only that it cannot be read, which a roll-back may mend.
    private static Optional<String> inForce(Site.Register register) {
        try {
            return register.store().inForce(register.name()).map(RegisterVersion::id);
        } catch (RegisterRefused e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private Reply importFile(Ask ask) throws IOException {
        Site.Register register = Wanted.registerAt(ask, site);
        LocalDate updated = updated(ask);
        Coverage coverage = Coverage.of(ask.queries("area"));
        FileName name = FileName.of(ask, USUAL_NAME);
        Job.Facts job =
                jobs.add(
                        Job.Kind.IMPORT,
                        ask.caller(),
                        name,
                        ask.file(),
                        facts -> note(ask, register, facts, updated, coverage),
                        running -> run(running, register, updated, coverage, ask));
        return Reply.accepted("/api/v1/imports/" + job.id(), Map.of("id", job.id()));
    }

    private static void note(
            Ask ask, Site.Register register, Job.Facts job, LocalDate updated, Coverage coverage) {
        ask.audit(
                "register.upload",
                register.name(),
                inForce(register).map(id -> Map.of("inForce", id)),
                Optional.of(
                        Map.of(
                                "job", job.id(),
                                "file", job.name(),
                                "bytes", job.bytes(),
                                "updated", updated.toString(),
                                "areas", coverage.toString())),
                "");
    }

    private static LocalDate updated(Ask ask) {
        try {
            return Times.readDate(ask.query("updated").orElse(""));
        } catch (DateTimeException e) {
            throw Problem.unprocessable("updated: " + e.getMessage());
        }
    }

    private JsonNode run(
            Jobs.Running job, Site.Register register, LocalDate updated, Coverage coverage, Ask ask)
            throws IOException {
        // A version says the name of the file it came from.
        String plain = FileName.of(job.facts().name(), USUAL_NAME).plain();
        Path file =
                Files.move(
                        job.in(), job.file(plain.startsWith(JobFolder.FACTS) ? USUAL_NAME : plain));
        ImportRequest request =
                new ImportRequest(
                        register.name(),
                        file,
                        updated,
                        coverage,
                        register.format(),
                        register.limits());
        ImportReport report =
                new RegisterImport(
                                register.store(),
                                site.plan()::read,
                                site.plan().country(),
                                Jobs.THREADS)
                        .run(
                                request,
                                site.today(),
                                site.now(),
                                (read, total) -> job.reached(read, total, 0),
                                job::settle);
        Files.delete(file);
        ImportView view = ImportView.of(report);
        noteInForce(ask, register, report.former(), view);
        return Json.MAPPER.valueToTree(view);
    }

    /// At the time it came into force, which may be long after the upload.
    private void noteInForce(
            Ask ask, Site.Register register, Optional<RegisterVersion> former, ImportView view) {
        AuditEntry entry =
                AuditEntry.of(ask.caller(), site.now(), "register.import", register.name())
                        .after(view);
        ask.audits()
                .accept(former.map(it -> entry.before(Map.of("inForce", it.id()))).orElse(entry));
    }

    private Job job(Ask ask) {
        return jobs.find(ask.path("job"), ask.caller(), Job.Kind.IMPORT);
    }

    private Reply delete(Ask ask) {
        Job job = job(ask);
        ask.audit(
                "register.upload-delete",
                job.facts().name(),
                Optional.of(Map.of("job", job.facts().id())),
                Optional.empty(),
                "");
        jobs.remove(job);
        return Reply.noContent();
    }
}
