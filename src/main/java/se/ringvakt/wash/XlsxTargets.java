package se.ringvakt.wash;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import se.ringvakt.wash.WashReport.FileFacts;

/// The washed spreadsheet and, where asked for, that of the unreadable rows, until both are whole.
///
/// @param rejects present when unreadable rows are split off
record XlsxTargets(XlsxTarget out, Optional<XlsxTarget> rejects) implements Closeable {
    static XlsxTargets create(XlsxPackage zip, WashRequest request) throws IOException {
        XlsxTarget out = XlsxTarget.create(zip, request.out());
        try {
            return new XlsxTargets(
                    out,
                    request.rejects().isPresent()
                            ? Optional.of(XlsxTarget.create(zip, request.rejects().get()))
                            : Optional.empty());
        } catch (IOException e) {
            out.close();
            throw e;
        }
    }

    List<XlsxTarget> all() {
        return Stream.concat(Stream.of(out), rejects.stream()).toList();
    }

    /// Has both reach the disk.
    void finish() throws IOException {
        for (XlsxTarget target : all()) {
            target.finish();
        }
    }

    /// Puts both in their places, the washed one last: where it stands, the wash is done.
    WashReport place(FileFacts in, Tally tally) throws IOException {
        Optional<FileFacts> split =
                rejects.isPresent() ? Optional.of(rejects.get().place()) : Optional.empty();
        try {
            return new WashReport(
                    in,
                    out.place(),
                    split,
                    tally.rows(),
                    tally.of(Fate.KEPT),
                    tally.numbers(),
                    tally.stopped(),
                    tally.bad(),
                    tally.troubles());
        } catch (IOException e) {
            rejects.ifPresent(target -> target.takeBack(e));
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        try (out) {
            if (rejects.isPresent()) {
                rejects.get().close();
            }
        }
    }
}
