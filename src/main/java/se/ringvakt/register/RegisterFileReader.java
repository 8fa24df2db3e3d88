package se.ringvakt.register;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import se.ringvakt.call.CountryCode;
import se.ringvakt.call.Dialled;
import se.ringvakt.register.BlockParser.Parsed;
import se.ringvakt.register.ImportReport.BadLine;

/// Reads the numbers of one register file: cuts it into blocks of whole lines and has them parsed
/// on several threads, with few blocks under way at a time. Used once, by one thread.
final class RegisterFileReader {
    private static final int BLOCK_BYTES = 1 << 20;
    private static final int LINE_BYTES_MOST = 1 << 12;

    private final SourceFile source;
    private final ImportFormat format;
    private final Coverage coverage;
    private final Function<CharSequence, Dialled> plan;
    private final CountryCode country;
    private final int threads;

    private final Queue<Future<Parsed>> underWay = new ArrayDeque<>();
    private final NumberCollector numbers = new NumberCollector();
    private final List<BadLine> bad = new ArrayList<>();
    private long linesCut;
    private long lines;
    private long unparsable;

    /// @param plan asked by several threads at once
    /// @param threads how many parse
    RegisterFileReader(
            SourceFile source,
            ImportFormat format,
            Coverage coverage,
            Function<CharSequence, Dialled> plan,
            CountryCode country,
            int threads) {
        this.source = source;
        this.format = format;
        this.coverage = coverage;
        this.plan = plan;
        this.country = country;
        this.threads = threads;
    }

    /// What a file held.
    record Content(
            NumberSet numbers,
            long lines,
            long unparsable,
            List<BadLine> firstUnparsable,
            long duplicates) {}

    Content read() {
        try (ExecutorService parsers = Executors.newFixedThreadPool(threads)) {
            cutAndParse(parsers, 2 * threads);
        }
        NumberSet set = numbers.build();
        return new Content(set, lines, unparsable, bad, numbers.added() - set.count());
    }

    private void cutAndParse(ExecutorService parsers, int blocksMost) {
        byte[] block = new byte[BLOCK_BYTES];
        int filled = 0;
        for (int got = fill(block, 0); got >= 0; got = fill(block, filled)) {
            filled += got;
            if (filled == block.length) {
                int end = endOfLines(block);
                submit(parsers, Arrays.copyOf(block, end));
                filled -= end;
                System.arraycopy(block, end, block, 0, filled);
            }
            while (underWay.size() >= blocksMost) {
                take();
            }
        }
        submit(parsers, Arrays.copyOf(block, filled));
        while (!underWay.isEmpty()) {
            take();
        }
    }

    private int fill(byte[] block, int filled) {
        return source.read(block, filled, block.length - filled);
    }

    private int endOfLines(byte[] block) {
        for (int end = block.length; end > block.length - LINE_BYTES_MOST; end--) {
            // Whether a return at the very end stands alone is not known yet.
            if (end < block.length || block[end - 1] == '\n') {
                if (BlockParser.endsLine(block, end - 1)) {
                    return end;
                }
            }
        }
        throw new RegisterRefused(
                source.path()
                        + ":"
                        + (linesCut + count(block) + 1)
                        + ": longer than "
                        + LINE_BYTES_MOST
                        + " bytes (expected: a line with one number)");
    }

    private void submit(ExecutorService parsers, byte[] block) {
        BlockParser parser =
                new BlockParser(source.path(), format, coverage, plan, country, block, linesCut);
        linesCut += count(block);
        underWay.add(parsers.submit(parser::parse));
    }

    private static long count(byte[] block) {
        long lines = 0;
        for (int i = 0; i < block.length; i++) {
            lines += BlockParser.endsLine(block, i) ? 1 : 0;
        }
        return lines;
    }

    /// Takes over the oldest block under way, so that everything keeps the file's order.
    private void take() {
        Parsed parsed = result(underWay.remove());
        numbers.addAll(parsed.numbers());
        lines += parsed.lines();
        unparsable += parsed.unparsable();
        parsed.firstUnparsable().stream()
                .limit(BlockParser.BAD_LINES_SHOWN - (long) bad.size())
                .forEach(bad::add);
    }

    private Parsed result(Future<Parsed> parsing) {
        try {
            return parsing.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RegisterRefused refused) {
                throw refused;
            }
            throw new IllegalStateException(
                    source.path() + ": cannot be parsed (expected: no failure)", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegisterRefused(
                    source.path() + ": import interrupted (expected: to be let finish)", e);
        }
    }
}
