package se.ringvakt.wash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import se.ringvakt.call.InvalidNumber;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.TestPlans;
import se.ringvakt.rule.Reason;
import se.ringvakt.wash.WashRequest.Mode;
import se.ringvakt.wash.WashRequest.Several;
import se.ringvakt.wash.WashRequest.Unreadable;

/// Washes in a folder, with a screen that stops every number that ends in an even digit.
final class Washes {
    static final LocalDate UNTIL = LocalDate.of(2027, 1, 19);
    static final Screen EVEN_STOPS = Washes::even;

    final Path in;
    final Path out;
    final Path rejects;
    List<String> columns = List.of("telefon");
    Mode mode = Mode.REMOVE;
    Several several = Several.ANY;
    boolean split;
    boolean replace;
    CsvForm form = CsvForm.DETECTED;
    Screen screen = EVEN_STOPS;
    RowProgress progress = RowProgress.NONE;
    int blockBytes = 1 << 16;
    int threads = 2;

    Washes(Path folder) {
        in = folder.resolve("in.csv");
        out = folder.resolve("out.csv");
        rejects = folder.resolve("rejects.csv");
    }

    /// Writes the list and washes it.
    WashReport wash(byte[] list) {
        try {
            Files.write(in, list);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return wash();
    }

    WashReport wash(String list) {
        return wash(list.getBytes(StandardCharsets.UTF_8));
    }

    WashReport wash() {
        return CsvWash.run(request(), form, screen, progress, blockBytes, threads);
    }

    WashRequest request() {
        return new WashRequest(
                in,
                out,
                columns,
                mode,
                several,
                split ? Unreadable.SPLIT : Unreadable.KEEP,
                split ? Optional.of(rejects) : Optional.empty(),
                replace);
    }

    byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text(Path file, Charset charset) {
        return new String(bytes(file), charset);
    }

    String out() {
        return text(out, StandardCharsets.UTF_8);
    }

    String rejects() {
        return text(rejects, StandardCharsets.UTF_8);
    }

    private static Finding even(CharSequence spelled) {
        return switch (TestPlans.sweden().read(spelled)) {
            case PhoneNumber number ->
                    number.e164() % 2 == 0
                            ? Finding.stop(Reason.LISTED)
                            : Finding.free(Optional.of(UNTIL));
            case InvalidNumber _ when spelled.toString().isBlank() -> Finding.EMPTY;
            default -> Finding.UNREADABLE;
        };
    }
}
