package se.ringvakt.wash;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import se.ringvakt.wash.WashReport.FileFacts;

/// Washes spreadsheets in the form of Office Open XML (.xlsx, .xlsm). Only the worksheet that holds
/// the numbers is written anew, character by character as it stood but for what the wash changes;
/// all other parts of the package are copied packed. Memory does not grow with the file.
///
/// When rows are left out, those below move up, and what refers to them moves along: the table, the
/// filter, names, links, rules. What cannot be moved without a doubt, such as formulas, is refused
/// by name; marking moves nothing.
public final class XlsxWash {
    private static final int BUFFER_BYTES = 1 << 16;

    private final WashRequest request;
    private final XlsxOptions options;
    private final Screen screen;
    private final Reading reading;

    private XlsxWash(
            WashRequest request, XlsxOptions options, Screen screen, RowProgress progress) {
        this.request = request;
        this.options = options;
        this.screen = screen;
        this.reading = new Reading(progress);
    }

    /// Washes the first worksheet of a file of Swedish numbers.
    ///
    /// @throws WashRefused when the file cannot be washed, or the washed one not be written
    public static WashReport run(WashRequest request, Screen screen, RowProgress progress) {
        return run(request, XlsxOptions.USUAL, screen, progress);
    }

    /// Washes a file. Blocks until it is done; interrupted, it writes nothing.
    ///
    /// @throws WashRefused when the file cannot be washed, or the washed one not be written
    public static WashReport run(
            WashRequest request, XlsxOptions options, Screen screen, RowProgress progress) {
        WashFiles.check(request);
        try {
            return new XlsxWash(request, options, screen, progress).run();
        } catch (WashRefused e) {
            throw interrupted(request, e).orElse(e);
        } catch (IOException e) {
            throw interrupted(request, e).orElseGet(() -> WashFiles.refused(request.in(), e));
        }
    }

    /// Files are closed under a thread that is interrupted, which can look like damage.
    private static Optional<WashRefused> interrupted(WashRequest request, Exception cause) {
        return Thread.currentThread().isInterrupted()
                ? Optional.of(
                        new WashRefused(request.in() + ": interrupted; nothing was written", cause))
                : Optional.empty();
    }

    private WashReport run() throws IOException {
        checkName(request.out());
        request.rejects().ifPresent(this::checkName);
        FileFacts in = digest();
        try (XlsxPackage zip = XlsxPackage.open(request.in(), reading)) {
            Workbook workbook = Workbook.read(zip, options.sheet());
            String sheet = workbook.sheet().part();
            reading.expect(workbook.strings().map(zip::size).orElse(0L) + 2 * zip.size(sheet));
            zip.checkOthers(
                    workbook.strings().map(part -> Set.of(part, sheet)).orElse(Set.of(sheet)));
            try (SharedStrings strings = strings(zip, workbook)) {
                return wash(zip, workbook, strings, in);
            }
        }
    }

    /// A workbook with macros under the name of one without, or the other way, does not open.
    private void checkName(Path file) {
        String expected = ending(request.in());
        String found = ending(file);
        if (!found.isEmpty() && !expected.isEmpty() && !found.equals(expected)) {
            throw Refusal.of(
                    file, "another ending than that of the file washed", "a name in " + expected);
        }
    }

    /// With its dot, in small letters; empty if there is none.
    private static String ending(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot);
    }

    private FileFacts digest() throws IOException {
        var digest = new FileDigest();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = Files.newInputStream(request.in())) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return digest.facts(request.in());
    }

    private SharedStrings strings(XlsxPackage zip, Workbook workbook) {
        Path folder = Optional.ofNullable(request.out().toAbsolutePath().getParent()).orElseThrow();
        return workbook.strings()
                .map(part -> SharedStrings.read(zip, part, folder))
                .orElse(SharedStrings.NONE);
    }

    private WashReport wash(XlsxPackage zip, Workbook workbook, SharedStrings strings, FileFacts in)
            throws IOException {
        NumberFormats formats =
                workbook.styles()
                        .map(part -> NumberFormats.read(zip, part))
                        .orElse(NumberFormats.NONE);
        var reader = new NumberCells(screen, strings, formats, options.country());
        SheetSurvey survey = SheetSurvey.of(zip, workbook.sheet(), reader);
        List<Integer> numbers = survey.columns(zip, request.columns(), reader);
        var wash = new SheetWash(zip, workbook.sheet(), request, survey, reader, numbers);
        try (XlsxTargets targets = XlsxTargets.create(zip, request)) {
            if (SheetWash.moves(request)) {
                MovedParts moved = MovedParts.check(zip, workbook, survey);
                writeMoved(wash, workbook.sheet().part(), moved, targets);
            } else {
                targets.out().copy(Set.of(workbook.sheet().part()));
                wash.run(targets, reading);
            }
            targets.finish();
            if (!digest().equals(in)) {
                throw Refusal.of(request.in(), "changed while it was read", "a file at rest");
            }
            reading.end();
            return targets.place(in, wash.tally());
        }
    }

    private void writeMoved(SheetWash wash, String sheet, MovedParts moved, XlsxTargets targets)
            throws IOException {
        Set<String> rewritten = new TreeSet<>(moved.parts());
        rewritten.add(sheet);
        for (XlsxTarget target : targets.all()) {
            target.copy(rewritten);
        }
        wash.run(targets, reading);
        for (XlsxTarget target : targets.all()) {
            for (Map.Entry<String, String> part : moved.moved(target.shift).entrySet()) {
                target.write(part.getKey(), part.getValue());
            }
        }
    }
}
