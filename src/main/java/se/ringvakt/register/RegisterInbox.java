package se.ringvakt.register;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import se.ringvakt.call.CountryCode;
import se.ringvakt.call.Dialled;
import se.ringvakt.register.ImportReport.Effect;
import se.ringvakt.register.InboxEvent.Kind;
import se.ringvakt.register.RegisterImport.Checked;

/// A folder into which a register's new files are put. Look at it again and again: a file that is
/// complete is imported and archived, or moved aside with the reason beside it.
///
/// Several processes may look at one inbox: the register's lock lets one of them take a file. One
/// that is killed leaves the file where it was or where it belongs; taken again, it changes
/// nothing. For one thread.
public final class RegisterInbox {
    /// Until an import is tried again that failed through no fault of the file's.
    private static final long PAUSE_NANOS = Duration.ofSeconds(30).toNanos();

    private static final int THREADS = 1;

    private final Target target;
    private final InboxSettings settings;
    private final Sidecar.Reader sidecars;
    private final LongSupplier nanoTime;
    private final RegisterImport importer;
    private final InboxFolder folder;
    private final Settling settling;

    /// Files that are done with, but could not be moved away.
    private final Map<Path, Left> left = new HashMap<>();

    private Optional<Pause> pause = Optional.empty();

    /// The register that files go into, and how they are read.
    ///
    /// @param country whose numbers it lists
    public record Target(
            String register,
            RegisterStore store,
            ImportFormat format,
            ImportLimits limits,
            CountryCode country) {}

    private record Left(Arrival.State state, InboxEvent event) {}

    private record Pause(long until, InboxEvent event) {}

    /// A file to import.
    private record Offer(Arrival arrival, LocalDate updated, Coverage coverage) {}

    /// @param plan reads a number as dialled; it must not keep what it is given
    public RegisterInbox(
            Target target,
            InboxSettings settings,
            Function<CharSequence, Dialled> plan,
            Sidecar.Reader sidecars) {
        this(target, settings, plan, sidecars, System::nanoTime);
    }

    RegisterInbox(
            Target target,
            InboxSettings settings,
            Function<CharSequence, Dialled> plan,
            Sidecar.Reader sidecars,
            LongSupplier nanoTime) {
        this.target = target;
        this.settings = settings;
        this.sidecars = sidecars;
        this.nanoTime = nanoTime;
        this.importer = new RegisterImport(target.store(), plan, target.country(), THREADS);
        this.folder = new InboxFolder(settings.folder());
        this.settling = new Settling(settings.settle().toNanos(), nanoTime);
    }

    /// Takes what is complete. Never throws for what it finds.
    ///
    /// @param today the local date; no version may be dated after it
    /// @param now recorded as the time of the import
    public List<InboxEvent> look(LocalDate today, Instant now) {
        List<InboxEvent> events = new ArrayList<>();
        try {
            folder.prepare();
            List<Arrival> ready = ready(events);
            if (!ready.isEmpty()) {
                takeAll(ready, today, now, events);
            }
        } catch (IOException | UncheckedIOException e) {
            events.add(
                    InboxEvent.of(
                            Kind.FAILED,
                            "",
                            settings.folder()
                                    + ": "
                                    + e
                                    + " (expected: a folder to read and write)"));
        }
        return events;
    }

    private List<Arrival> ready(List<InboxEvent> events) throws IOException {
        Map<String, Path> entries = new LinkedHashMap<>();
        for (Path entry : folder.entries()) {
            entries.put(String.valueOf(entry.getFileName()), entry);
        }
        settling.keep(entries.values());
        left.keySet().retainAll(entries.values());
        List<Arrival> ready = new ArrayList<>();
        for (Map.Entry<String, Path> entry : entries.entrySet()) {
            try {
                Optional<Path> sidecar =
                        Optional.ofNullable(entries.get(entry.getKey() + Sidecar.SUFFIX));
                Arrival arrival =
                        new Arrival(entry.getValue(), Arrival.State.of(entry.getValue()), sidecar);
                if (isReady(arrival, entries, events)) {
                    ready.add(arrival);
                }
            } catch (NoSuchFileException _) {
                // Gone since it was listed: nothing to take.
            }
        }
        return ready;
    }

    private boolean isReady(Arrival arrival, Map<String, Path> entries, List<InboxEvent> events)
            throws IOException {
        String name = arrival.name();
        Left before = left.get(arrival.file());
        if (before != null && before.state.equals(arrival.state())) {
            events.add(before.event);
            return false;
        }
        if (arrival.state().kind() == Arrival.Kind.FOLDER) {
            events.add(InboxEvent.of(Kind.PASSED_OVER, name, arrival.file() + ": a folder"));
            return false;
        }
        if (name.endsWith(Sidecar.SUFFIX)) {
            String owner = name.substring(0, name.length() - Sidecar.SUFFIX.length());
            if (!entries.containsKey(owner)) {
                events.add(waiting(arrival, "waits for " + owner));
            }
            return false;
        }
        boolean settled = settling.isSettled(arrival.file(), arrival.state());
        if (arrival.sidecar().isPresent()) {
            Path sidecar = arrival.sidecar().get();
            settled &= settling.isSettled(sidecar, Arrival.State.of(sidecar));
        }
        if (!settled) {
            events.add(waiting(arrival, "may still be written"));
        }
        return settled;
    }

    /// What the store cannot do, or the program, is no fault of the files: they stay, and it is
    /// tried again after a while.
    private void takeAll(
            List<Arrival> ready, LocalDate today, Instant now, List<InboxEvent> events) {
        if (pause.isPresent() && nanoTime.getAsLong() - pause.get().until < 0) {
            events.add(pause.get().event);
            return;
        }
        pause = Optional.empty();
        try (RegisterLock _ = target.store().lock(target.register())) {
            for (Offer offer : offers(ready, events)) {
                take(offer, today, now, events);
            }
        } catch (RuntimeException e) {
            String what = e instanceof RegisterRefused ? e.getMessage() : e.toString();
            InboxEvent event = InboxEvent.of(Kind.FAILED, "", String.valueOf(what));
            pause = Optional.of(new Pause(nanoTime.getAsLong() + PAUSE_NANOS, event));
            events.add(event);
        }
    }

    /// Oldest first, so that files that have waited together are all taken.
    private List<Offer> offers(List<Arrival> ready, List<InboxEvent> events) {
        List<Offer> offers = new ArrayList<>();
        for (Arrival arrival : ready) {
            // Another process may have taken it before this one had the lock.
            if (arrival.isUnchanged()) {
                try {
                    offers.add(offer(arrival));
                } catch (RegisterRefused e) {
                    events.add(refused(arrival, String.valueOf(e.getMessage())));
                }
            }
        }
        offers.sort(
                Comparator.comparing(Offer::updated).thenComparing(offer -> offer.arrival.name()));
        return offers;
    }

    private Offer offer(Arrival arrival) {
        checkKind(arrival.file(), arrival.state());
        Sidecar sidecar = sidecar(arrival);
        LocalDate updated =
                sidecar.updated()
                        .or(() -> NameDate.find(settings.dates(), arrival.name()))
                        .orElseThrow(() ->
                                new RegisterRefused(
                                        arrival.file()
                                                + ": no update date (expected: one in its name, or"
                                                + " in "
                                                + arrival.name()
                                                + Sidecar.SUFFIX
                                                + ")"));
        return new Offer(arrival, updated, coverage(arrival, sidecar));
    }

    private static Coverage coverage(Arrival arrival, Sidecar sidecar) {
        try {
            return Coverage.of(sidecar.areas());
        } catch (RegisterRefused e) {
            throw new RegisterRefused(arrival.file() + Sidecar.SUFFIX + ": " + e.getMessage(), e);
        }
    }

    private Sidecar sidecar(Arrival arrival) {
        if (arrival.sidecar().isEmpty()) {
            return Sidecar.NONE;
        }
        Path file = arrival.sidecar().get();
        try {
            checkKind(file, Arrival.State.of(file));
            return sidecars.read(file);
        } catch (IllegalArgumentException | IOException e) {
            throw new RegisterRefused(String.valueOf(e.getMessage()), e);
        }
    }

    private static void checkKind(Path file, Arrival.State state) {
        switch (state.kind()) {
            case FILE -> {}
            case LINK ->
                    throw new RegisterRefused(file + ": a symbolic link (expected: a file itself)");
            default -> throw new RegisterRefused(file + ": not a regular file (expected: one)");
        }
    }

    private void take(Offer offer, LocalDate today, Instant now, List<InboxEvent> events) {
        Arrival arrival = offer.arrival;
        Optional<RegisterVersion> former = target.store().inForce(target.register());
        Checked checked;
        try {
            checked = importer.check(request(offer), former, today, now, Progress.NONE);
        } catch (RegisterRefused e) {
            boolean stopped = Thread.currentThread().isInterrupted();
            events.add(
                    stopped || !arrival.isUnchanged()
                            ? changed(arrival)
                            : refused(arrival, String.valueOf(e.getMessage())));
            return;
        }
        RegisterVersion version = checked.snapshot().version();
        if (!arrival.isUnchanged()) {
            events.add(changed(arrival));
        } else if (target.store().isRolledBack(version)) {
            events.add(refused(arrival, rolledBack(arrival, version)));
        } else {
            archive(arrival, importer.publish(checked), events);
        }
    }

    private ImportRequest request(Offer offer) {
        return new ImportRequest(
                target.register(),
                offer.arrival.file(),
                offer.updated,
                offer.coverage,
                target.format(),
                target.limits());
    }

    private static String rolledBack(Arrival arrival, RegisterVersion version) {
        return arrival.file()
                + ": "
                + version.id()
                + ", which was rolled back (expected: a newer version, or register rollback --to "
                + version.id()
                + ")";
    }

    private void archive(Arrival arrival, ImportReport report, List<InboxEvent> events) {
        boolean unchanged = report.effect() == Effect.UNCHANGED;
        String text =
                report.inForce().id()
                        + (unchanged ? " is in force already, " : " is in force, ")
                        + report.inForce().count()
                        + " numbers, from "
                        + arrival.name();
        events.add(
                new InboxEvent(
                        unchanged ? Kind.UNCHANGED : Kind.ACCEPTED,
                        arrival.name(),
                        text,
                        Optional.of(report)));
        try {
            folder.archive(arrival);
        } catch (IOException e) {
            events.add(leave(arrival, InboxFolder.ARCHIVE, e));
        }
    }

    private InboxEvent refused(Arrival arrival, String reason) {
        InboxEvent event = InboxEvent.of(Kind.REFUSED, arrival.name(), reason);
        try {
            folder.refuse(arrival, event.text());
            return event;
        } catch (IOException e) {
            return leave(arrival, InboxFolder.REFUSED + ", where it belongs: " + reason, e);
        }
    }

    private InboxEvent leave(Arrival arrival, String where, IOException cause) {
        InboxEvent event =
                InboxEvent.of(
                        Kind.FAILED,
                        arrival.name(),
                        arrival.file() + ": cannot be moved to " + where + ": " + cause);
        left.put(arrival.file(), new Left(arrival.state(), event));
        return event;
    }

    private static InboxEvent changed(Arrival arrival) {
        return waiting(arrival, "changed or was taken away while it was read");
    }

    private static InboxEvent waiting(Arrival arrival, String why) {
        return InboxEvent.of(Kind.WAITING, arrival.name(), arrival.file() + ": " + why);
    }
}
