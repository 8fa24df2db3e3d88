package se.ringvakt.replay;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import se.ringvakt.replay.Row.What;
import se.ringvakt.rule.Policies;
import se.ringvakt.wash.AsideFile;
import se.ringvakt.wash.CsvForm;
import se.ringvakt.wash.CsvRows;
import se.ringvakt.wash.RowProgress;

/// Judges a file of past or planned calls as the gate would have judged them. For one thread; runs
/// once.
public final class Replay {
    private static final int PROGRESS_ROWS = 4096;

    private final ReplayRequest request;
    private final Ground ground;
    private final RowProgress progress;
    private final Tally tally;
    private final Judge judge;
    private final @Nullable Judge inForce;
    private final Comparison comparison = new Comparison();
    private Optional<Instant> first = Optional.empty();
    private long rows;

    private Replay(ReplayRequest request, Ground ground, RowProgress progress) {
        this.request = request;
        this.ground = ground;
        this.progress = progress;
        this.tally = new Tally(ground.policies().zone());
        this.judge = judge(ground.other().orElse(ground.policies()), tally);
        this.inForce =
                ground.other().isPresent() ? judge(ground.policies(), (_, _, _) -> {}) : null;
    }

    private Judge judge(Policies policies, Judge.Ends ends) {
        return new Judge(
                ground.plan(),
                ground.knowledge(),
                policies,
                request.mode(),
                number -> ground.before().of(number, first.orElse(Instant.MIN)),
                ends);
    }

    /// Judges a file from end to end. Blocks until it is done; refused, it writes nothing.
    ///
    /// @throws ReplayRefused when the file cannot be replayed
    /// @throws se.ringvakt.wash.WashRefused when it is no text of columns, or may not be written
    public static ReplayReport run(ReplayRequest request, Ground ground, RowProgress progress) {
        request.out().ifPresent(out -> AsideFile.check(request.in(), out, request.replace()));
        if (!Files.isRegularFile(request.in())) {
            throw new ReplayRefused(
                    request.in()
                            + (Files.exists(request.in()) ? ": not a file" : ": no such file")
                            + " (expected: a file of calls)");
        }
        try (RowSource source = source(request, ground.policies().zone())) {
            return new Replay(request, ground, progress).over(source);
        } catch (IOException e) {
            String found =
                    e instanceof AccessDeniedException denied
                            ? denied.getFile() + ": access denied"
                            : request.in() + ": " + e.getMessage();
            throw new ReplayRefused(found + " (expected: to be read and written)", e);
        }
    }

    private static RowSource source(ReplayRequest request, ZoneId zone) throws IOException {
        Mapping mapping = request.mapping();
        Path in = request.in();
        CsvForm form =
                new CsvForm(
                        request.form().separator(), request.form().encoding(), mapping.header());
        boolean inOrder = !request.sort() && mapping.orderWindow().isZero();
        TimeReader times =
                new TimeReader(mapping.zone().orElse(zone), mapping.timeFormat(), inOrder);
        CallReader calls = new CallReader(mapping, times);
        CsvRows rows = CsvRows.open(in, form);
        try {
            return request.format() == Format.CEL
                    ? new EventReader(in, rows, mapping, calls, times)
                    : new TableReader(in, rows, mapping, calls);
        } catch (RuntimeException e) {
            rows.close();
            throw e;
        }
    }

    private ReplayReport over(RowSource source) throws IOException {
        InOrder inOrder =
                new InOrder(
                        request.in(),
                        source,
                        request.sort()
                                ? Optional.empty()
                                : Optional.of(request.mapping().orderWindow()));
        try (MarkedFile marked =
                request.out().isPresent()
                        ? MarkedFile.create(
                                request.out().get(), source.form(), ground.policies().zone())
                        : null) {
            for (Optional<Row> row = inOrder.next(); row.isPresent(); row = inOrder.next()) {
                take(row.get(), marked);
                if (++rows % PROGRESS_ROWS == 0) {
                    progress.reached(source.read(), source.total(), rows);
                }
            }
            judge.end();
            if (marked != null) {
                marked.place();
            }
        }
        return tally.report(
                inForce == null ? Optional.empty() : Optional.of(comparison.difference()));
    }

    private void take(Row row, @Nullable MarkedFile marked) throws IOException {
        switch (row.what()) {
            case What.Dialled(Call call) -> {
                Judged judged = judged(call);
                tally.judged(call, judged);
                if (marked != null) {
                    marked.judged(row, judged);
                }
            }
            case What.NotDialled _ -> {
                tally.notDialled();
                if (marked != null) {
                    marked.notDialled(row);
                }
            }
            case What.Unreadable(String why) -> {
                tally.unreadable(row.line(), why);
                if (marked != null) {
                    marked.unreadable(row, why);
                }
            }
        }
    }

    private Judged judged(Call call) {
        first = first.or(() -> Optional.of(call.at()));
        Judged judged = judge.judge(call);
        if (inForce != null) {
            comparison.judged(judged, inForce.judge(call));
        }
        return judged;
    }
}
