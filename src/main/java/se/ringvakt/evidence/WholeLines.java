package se.ringvakt.evidence;

import java.io.IOException;
import java.io.Reader;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// Lines that end with a line feed, and with nothing else: what follows the last one is no line.
final class WholeLines extends Spliterators.AbstractSpliterator<String> {
    private static final int EXPECTED = 1024;

    private final Reader reader;

    private WholeLines(Reader reader) {
        super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
        this.reader = reader;
    }

    /// @throws EvidenceException while it is read, when it is not UTF-8 or cannot be read
    static Stream<String> of(Reader reader) {
        return StreamSupport.stream(new WholeLines(reader), false);
    }

    @Override
    public boolean tryAdvance(Consumer<? super String> action) {
        StringBuilder line = new StringBuilder(EXPECTED);
        try {
            int letter = reader.read();
            while (letter >= 0 && letter != '\n') {
                line.append((char) letter);
                letter = reader.read();
            }
            if (letter < 0) {
                return false;
            }
        } catch (IOException e) {
            throw new EvidenceException("a segment cannot be read: " + e.getMessage(), e);
        }
        action.accept(line.toString());
        return true;
    }
}
