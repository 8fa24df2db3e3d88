package se.ringvakt.wash;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import se.ringvakt.wash.WashReport.FileFacts;

/// The washed file and, where asked for, that of the unreadable rows, until both are whole. For one
/// thread at a time.
final class Target implements Closeable {
    private final AsideFile out;
    private final @Nullable AsideFile rejects;

    /// What was written.
    record Written(FileFacts out, Optional<FileFacts> rejects) {}

    private Target(AsideFile out, @Nullable AsideFile rejects) {
        this.out = out;
        this.rejects = rejects;
    }

    static Target create(WashRequest request) throws IOException {
        AsideFile out = AsideFile.create(request.out());
        try {
            return new Target(
                    out,
                    request.rejects().isPresent()
                            ? AsideFile.create(request.rejects().get())
                            : null);
        } catch (IOException e) {
            out.close();
            throw e;
        }
    }

    /// Writes what precedes the rows. Unreadable rows go out as they came in, with their header.
    void begin(Layout layout) throws IOException {
        out.write(layout.headOut(), layout.headOut().length);
        if (rejects != null) {
            rejects.write(layout.head(), layout.head().length);
        }
    }

    void write(Segment segment) throws IOException {
        out.write(segment.out().array(), segment.out().length());
        if (rejects != null) {
            rejects.write(segment.rejects().array(), segment.rejects().length());
        }
    }

    /// Puts both in their places, the washed one last: where it stands, the wash is done.
    Written place() throws IOException {
        out.sync();
        if (rejects == null) {
            return new Written(out.place(), Optional.empty());
        }
        rejects.sync();
        FileFacts split = rejects.place();
        try {
            return new Written(out.place(), Optional.of(split));
        } catch (IOException e) {
            rejects.takeBack(e);
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        try (out) {
            if (rejects != null) {
                rejects.close();
            }
        }
    }
}
