package se.ringvakt.ledger.report;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import se.ringvakt.ledger.report.LedgerRows.Told;
import se.ringvakt.ledger.report.RecentAttempts.Recent;

/// Counts what is new in the ledger, a bounded step at a time. For one thread.
///
/// What is counted and how far it reaches is committed together, so that each decision counts once
/// whenever the process dies. The ledger is only read.
///
/// Attempts do not quite come in the order of their starts, since an attempt is timed before it is
/// committed, and neither do denials in the order of their ids where several gates write them. So
/// those of the last seconds, and each half minute those of the last minutes, are compared with
/// what was counted, by the index alone, and late ones are added. Outcomes come later still: every
/// attempt that may yet change is kept in `recent` and looked up again, the open ones of the last
/// minutes at each step, the others in turn.
final class ReportRoll implements AutoCloseable {
    /// Of attempts, and of denials, in one step.
    static final int BATCH = 5_000;

    /// How often the last minutes are compared, and not only the last seconds.
    private static final long LOOK_BACK_EVERY = TimeUnit.SECONDS.toMillis(30);

    /// How long facts are waited for that complete an outcome; and how far clocks may step back.
    static final long KEEP = TimeUnit.MINUTES.toMillis(10);

    /// How long an outcome is waited for.
    static final long OPEN_MOST = TimeUnit.HOURS.toMillis(24);

    private static final long NONE = -1;
    private static final int OPEN_BATCH = 2_000;
    private static final int OTHERS_BATCH = 1_000;

    private final LedgerView ledgerView;
    private final DenialIds ids;
    private final ReportFile file;
    private final LocalDays days;
    private final InstantSource clock;
    private final LedgerRows rows = new LedgerRows();
    private @Nullable Connection ledger;
    private @Nullable Connection reports;

    /// Where the rounds through `recent` are: the last attempt looked up.
    private long openAfter;

    private long othersAfter;
    private long ledgerVersion = NONE;

    private final DenialSweep sweep = new DenialSweep();

    /// How many rounds through all others it takes until nothing can have been missed.
    private int roundsLeft;

    ReportRoll(LedgerView ledgerView, ReportFile file, LocalDays days, InstantSource clock) {
        this.ledgerView = ledgerView;
        this.ids = ledgerView.denialIds();
        this.file = file;
        this.days = days;
        this.clock = clock;
    }

    /// When the last minutes are compared next, by the clock.
    private long lookBackAt;

    /// What a step found in the ledger.
    private record Found(
            List<Refused> refused,
            List<Refused> lateRefused,
            List<Dialled> dialled,
            List<Dialled> late,
            Map<Long, Told> fates) {}

    /// One step. Returns whether there is more to do at once.
    ///
    /// @throws se.ringvakt.ledger.LedgerException when either file cannot be read or written; the
    ///   next step begins where this one did
    boolean step() {
        try {
            return step(ledger(), reports());
        } catch (SQLException | RuntimeException e) {
            close();
            throw ReportFault.of(file.file(), e);
        }
    }

    private boolean step(Connection ledger, Connection reports) throws SQLException {
        if (!isNews(ledger)) {
            return false;
        }
        Position from = Position.read(reports);
        long now = clock.millis();
        List<Long> due = due(reports, now);
        Found found = find(ledger, reports, from, now, due);
        boolean sweeping = sweep.step(ledger, reports);
        ledger.rollback();

        CountWriter counts = new CountWriter(days, reports);
        Position to = to(from, found, now);
        refuse(reports, counts, found.refused(), to);
        refuse(reports, counts, found.lateRefused(), to);
        dial(reports, counts, found.dialled(), to, now);
        dial(reports, counts, found.late(), to, now);
        revise(reports, counts, found.fates(), now);
        counts.write();
        RecentAttempts.purge(reports, now, to.floor());
        RecentDenials.purge(reports, ids.from(to.floor()));
        to.write(reports);
        reports.commit();
        if (sweeping) {
            roundsLeft = 2;
        }
        return found.refused().size() == BATCH || found.dialled().size() == BATCH || sweeping;
    }

    /// Whether anything was committed to the ledger since everything in it was looked at.
    private boolean isNews(Connection ledger) throws SQLException {
        try {
            OptionalLong version = ledgerView.version(ledger);
            if (version.isEmpty() || version.getAsLong() != ledgerVersion) {
                ledgerVersion = version.orElse(NONE);
                roundsLeft = 2;
            }
        } finally {
            ledger.rollback();
        }
        return roundsLeft > 0;
    }

    private List<Long> due(Connection reports, long now) throws SQLException {
        List<Long> due =
                new ArrayList<>(RecentAttempts.open(reports, now - KEEP, openAfter, OPEN_BATCH));
        openAfter = due.size() < OPEN_BATCH ? 0 : due.getLast();
        List<Long> others = RecentAttempts.after(reports, othersAfter, OTHERS_BATCH);
        boolean round = others.size() < OTHERS_BATCH;
        othersAfter = round ? 0 : others.getLast();
        if (round) {
            roundsLeft--;
        }
        due.addAll(others);
        return due;
    }

    private Found find(
            Connection ledger, Connection reports, Position from, long now, List<Long> due)
            throws SQLException {
        List<Refused> refused = rows.refusedAfter(ledger, from.denial(), BATCH);
        List<Dialled> dialled = rows.dialledAfter(ledger, from, BATCH);
        boolean full = refused.size() == BATCH || dialled.size() == BATCH;
        if (full) {
            roundsLeft = 2;
        }
        long back = back(now);
        boolean lookBack = dialled.size() < BATCH || from.start() >= now - KEEP;
        List<Dialled> late = lookBack ? late(ledger, reports, from, now, back) : List.of();
        List<Refused> lateRefused = lateRefused(ledger, reports, from, now, back);
        return new Found(refused, lateRefused, dialled, late, rows.fates(ledger, due));
    }

    /// How far to look back now.
    private long back(long now) {
        if (Math.abs(now - lookBackAt) < LOOK_BACK_EVERY) {
            return ids.overlap();
        }
        lookBackAt = now;
        return KEEP;
    }

    /// Attempts that were committed later than others that started later.
    private List<Dialled> late(
            Connection ledger, Connection reports, Position from, long now, long back)
            throws SQLException {
        long since = Math.max(Math.min(now, from.start()) - back, from.floor());
        Set<Long> seen = RecentAttempts.startedSince(reports, since);
        List<Long> unseen =
                rows.startedSince(ledger, since, from).stream()
                        .filter(id -> !seen.contains(id))
                        .limit(BATCH)
                        .toList();
        return rows.dialled(ledger, unseen);
    }

    /// Denials that were committed later than others with higher ids.
    private List<Refused> lateRefused(
            Connection ledger, Connection reports, Position from, long now, long back)
            throws SQLException {
        if (!ids.mayComeLate()) {
            return List.of();
        }
        long last = Math.min(now, ids.millis(from.denial()));
        long since = ids.from(Math.max(last - back, from.floor()));
        Set<Long> seen = RecentDenials.since(reports, since);
        List<Long> unseen =
                rows.refusedBetween(ledger, since, from.denial()).stream()
                        .filter(id -> !seen.contains(id))
                        .limit(BATCH)
                        .toList();
        return rows.refused(ledger, unseen);
    }

    private static Position to(Position from, Found found, long now) {
        long denial = from.denial();
        long denialAt = from.denialAt();
        if (!found.refused().isEmpty()) {
            denial = found.refused().getLast().id();
            denialAt = found.refused().getLast().at();
        }
        long start = from.start();
        long attempt = from.attempt();
        if (!found.dialled().isEmpty()) {
            start = found.dialled().getLast().start();
            attempt = found.dialled().getLast().id();
        }
        long floor = Math.max(from.floor(), Math.min(now, Math.max(start, denialAt)) - KEEP);
        return new Position(denial, denialAt, start, attempt, floor);
    }

    private void refuse(Connection reports, CountWriter counts, List<Refused> refused, Position to)
            throws SQLException {
        RecentDenials.add(reports, refused, ids.from(to.floor()));
        try (PreparedStatement insert = reports.prepareStatement(NumberDenials.ADD)) {
            for (Refused denial : refused) {
                counts.count(
                        denial.at(),
                        counts.word(denial.campaign()),
                        counts.word(denial.agent()),
                        denial::count);
                if (denial.number() != 0) {
                    NumberDenials.add(insert, ids, denial);
                }
            }
        }
    }

    private static void dial(
            Connection reports, CountWriter counts, List<Dialled> dialled, Position to, long now)
            throws SQLException {
        List<Recent> kept = new ArrayList<>();
        List<Long> leaves = new ArrayList<>();
        for (Dialled dial : dialled) {
            long campaign = counts.word(dial.campaign());
            long agent = counts.word(dial.agent());
            counts.count(
                    dial.start(),
                    campaign,
                    agent,
                    tally -> {
                        tally.allow();
                        tally.became(dial.fate(), 1);
                    });
            long leave = leaves(dial.fate(), dial.start(), dial.heard());
            if (dial.start() >= to.floor() || leave >= now) {
                kept.add(new Recent(dial.id(), dial.start(), campaign, agent, dial.fate()));
                leaves.add(leave);
            }
        }
        RecentAttempts.add(reports, kept, leaves);
    }

    private static void revise(
            Connection reports, CountWriter counts, Map<Long, Told> fates, long now)
            throws SQLException {
        if (fates.isEmpty()) {
            return;
        }
        for (Recent recent : RecentAttempts.these(reports, fates.keySet())) {
            Told told = fates.getOrDefault(recent.attempt(), new Told(Fate.OPEN, 0));
            if (told.fate().equals(recent.fate())) {
                continue;
            }
            counts.count(
                    recent.start(),
                    recent.campaign(),
                    recent.agent(),
                    tally -> {
                        tally.became(recent.fate(), -1);
                        tally.became(told.fate(), 1);
                    });
            long leaves = Math.max(now + KEEP, leaves(told.fate(), recent.start(), told.heard()));
            RecentAttempts.change(reports, recent.attempt(), told.fate(), leaves);
        }
    }

    /// When nothing more is waited for.
    private static long leaves(Fate fate, long start, long heard) {
        return fate.isFinal() ? heard + KEEP : start + OPEN_MOST;
    }

    private Connection ledger() throws SQLException {
        if (ledger == null) {
            ledger = ledgerView.connect();
            ledgerVersion = NONE;
        }
        return ledger;
    }

    private Connection reports() throws SQLException {
        if (reports == null) {
            Connection connection = file.writer();
            reports = connection;
            openAfter = 0;
            othersAfter = 0;
            roundsLeft = 2;
            if (!isOfThisLedger(connection)) {
                file.empty(connection);
            }
        }
        return reports;
    }

    /// A ledger that was restored from a copy may lack what was counted.
    private boolean isOfThisLedger(Connection reports) throws SQLException {
        Position position = Position.read(reports);
        Connection connection = ledger();
        try (PreparedStatement select =
                connection.prepareStatement(
                        """
                        SELECT (? = 0 OR EXISTS (SELECT 1 FROM denial WHERE id = ? AND at = ?)
                                OR ? < (SELECT COALESCE(max(before), 0) FROM retention_erased
                                         WHERE what = 'DENIALS'))
                           AND (? = 0 OR EXISTS (SELECT 1 FROM attempt WHERE id = ? AND start = ?)
                                OR ? < (SELECT COALESCE(max(before), 0) FROM retention_erased
                                         WHERE what = 'ATTEMPTS'))
                        """)) {
            select.setLong(1, position.denial());
            select.setLong(2, position.denial());
            select.setLong(3, position.denialAt());
            select.setLong(4, position.denialAt());
            select.setLong(5, position.attempt());
            select.setLong(6, position.attempt());
            select.setLong(7, position.start());
            select.setLong(8, position.start());
            try (ResultSet row = select.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        } finally {
            connection.rollback();
            reports.rollback();
        }
    }

    @Override
    public void close() {
        ReportFault.closeQuietly(ledger);
        ReportFault.closeQuietly(reports);
        ledger = null;
        reports = null;
    }
}
