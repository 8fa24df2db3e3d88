package se.ringvakt.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import se.ringvakt.register.Progress;
import se.ringvakt.wash.RowProgress;

/// Shows how far a long reading has come, on a terminal; elsewhere it shows nothing.
final class Bar implements Progress, RowProgress, AutoCloseable {
    private static final long BYTES_PER_UNIT = 1_000_000;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final Duration EVERY = Duration.ofMillis(200);

    private final @Nullable ProgressBar bar;
    private final long begun = System.nanoTime();

    private Bar(@Nullable ProgressBar bar) {
        this.bar = bar;
    }

    /// @param task what is being done, in a word
    static Bar of(String task, Host host) {
        if (!host.terminal()) {
            return new Bar(null);
        }
        return new Bar(
                new ProgressBarBuilder()
                        .setTaskName(task)
                        .setUnit(" MB", BYTES_PER_UNIT)
                        .setStyle(ProgressBarStyle.ASCII)
                        .setUpdateIntervalMillis((int) EVERY.toMillis())
                        .clearDisplayOnFinish()
                        .build());
    }

    /// Shows it while this is done.
    static <T> T during(String task, Host host, Function<Bar, T> done) {
        try (Bar bar = of(task, host)) {
            return done.apply(bar);
        }
    }

    @Override
    public void reached(long readBytes, long totalBytes) {
        if (bar != null) {
            bar.maxHint(totalBytes);
            bar.stepTo(readBytes);
        }
    }

    /// Shows rows a second, too.
    @Override
    public void reached(long readBytes, long totalBytes, long rows) {
        if (bar != null) {
            double seconds = (System.nanoTime() - begun) / NANOS_PER_SECOND;
            bar.setExtraMessage(String.format(Locale.ROOT, "%,.0f rows/s", rows / seconds));
            reached(readBytes, totalBytes);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
