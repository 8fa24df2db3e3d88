package se.ringvakt.wash;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import se.ringvakt.wash.WashReport.FileFacts;

/// Washes text files of columns: comma, semicolon, tab or pipe between them, as spreadsheets and
/// dialers write them. What is not changed is copied byte for byte.
public final class CsvWash {
    private static final int BLOCK_BYTES = 1 << 20;
    private static final int THREADS_MOST = 8;

    private final WashRequest request;
    private final CsvForm form;
    private final Screen screen;
    private final RowProgress progress;
    private final int blockBytes;
    private final int threads;

    private CsvWash(
            WashRequest request,
            CsvForm form,
            Screen screen,
            RowProgress progress,
            int blockBytes,
            int threads) {
        this.request = request;
        this.form = form;
        this.screen = screen;
        this.progress = progress;
        this.blockBytes = blockBytes;
        this.threads = threads;
    }

    /// Washes a file, on as many threads as there are processors, at most eight. Blocks until it is
    /// done; interrupted, it writes nothing.
    ///
    /// @throws WashRefused when the file cannot be washed, or the washed one not be written
    public static WashReport run(
            WashRequest request, CsvForm form, Screen screen, RowProgress progress) {
        int threads = Math.min(Runtime.getRuntime().availableProcessors(), THREADS_MOST);
        return run(request, form, screen, progress, threads);
    }

    /// The same on so many threads; a gate that has calls to judge gives it one.
    public static WashReport run(
            WashRequest request, CsvForm form, Screen screen, RowProgress progress, int threads) {
        return run(request, form, screen, progress, BLOCK_BYTES, threads);
    }

    static WashReport run(
            WashRequest request,
            CsvForm form,
            Screen screen,
            RowProgress progress,
            int blockBytes,
            int threads) {
        WashFiles.check(request);
        try {
            return new CsvWash(request, form, screen, progress, blockBytes, threads).run();
        } catch (IOException e) {
            throw WashFiles.refused(request.in(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WashRefused(request.in() + ": interrupted; nothing was written", e);
        }
    }

    private WashReport run() throws IOException, InterruptedException {
        try (BlockSource source = new BlockSource(request.in(), blockBytes)) {
            Layout layout = Layout.read(source.head(), source.ended(), request, form, screen);
            source.skip(layout.head().length, layout.separator());
            try (Target target = Target.create(request)) {
                target.begin(layout);
                Run run = new Run(source, target, layout.headLines() + 1L);
                new Relay(run)
                        .run(
                                threads,
                                blockBytes,
                                () -> new BlockWash(layout, request, form, screen));
                return run.report();
            }
        }
    }

    /// One wash on its way.
    private final class Run implements Relay.Stage {
        private final BlockSource source;
        private final Target target;
        private final Tally tally = new Tally();
        private long line;
        private long rowsRead;
        private long bytesRead;

        /// @param line on which the first row begins
        Run(BlockSource source, Target target, long line) {
            this.source = source;
            this.target = target;
            this.line = line;
        }

        @Override
        public boolean read(Block block) throws IOException {
            return source.next(block);
        }

        @Override
        public void write(Segment segment, Rows.@Nullable Fault fault) throws IOException {
            if (fault != null) {
                throw new WashRefused(
                        request.in()
                                + ": line "
                                + (line + fault.line())
                                + ": "
                                + fault.getMessage()
                                + " (expected: rows of columns)",
                        fault);
            }
            target.write(segment);
            tally.add(segment.tally(), line);
            line += segment.lines();
            rowsRead += segment.rowsRead();
            bytesRead += segment.bytesRead();
            progress.reached(bytesRead, source.total(), rowsRead);
        }

        WashReport report() throws IOException {
            FileFacts in = source.facts();
            if (rowsRead != tally.rows()) {
                throw new IllegalStateException(
                        "rows: "
                                + rowsRead
                                + " (expected: "
                                + tally.rows()
                                + ", as accounted for)");
            }
            Target.Written written = target.place();
            return new WashReport(
                    in,
                    written.out(),
                    written.rejects(),
                    tally.rows(),
                    tally.of(Fate.KEPT),
                    tally.numbers(),
                    tally.stopped(),
                    tally.bad(),
                    tally.troubles());
        }
    }
}
