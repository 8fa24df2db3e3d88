package se.ringvakt.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static se.ringvakt.register.Samples.FOREIGN;
import static se.ringvakt.register.Samples.LISTED;
import static se.ringvakt.register.Samples.NOT_LISTED;
import static se.ringvakt.register.Samples.NOW;
import static se.ringvakt.register.Samples.TODAY;
import static se.ringvakt.register.Samples.request;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import se.ringvakt.call.CountryCode;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.register.ImportReport.BadLine;
import se.ringvakt.register.ImportReport.Effect;

final class RegisterImportTest {
    private static final String LINES = "070-174 06 05\n070-174 06 06\n08-465 004 00\n";
    private static final LocalDate YESTERDAY = TODAY.minusDays(1);

    @TempDir private Path folder;
    private RegisterStore store;
    private RegisterImport importer;

    @BeforeEach
    void open() {
        store = new RegisterStore(folder.resolve("registers"), 10);
        importer = new RegisterImport(store, TestPlan::read, CountryCode.SWEDEN);
    }

    @Test
    void publishesWhatTheFileLists() throws IOException {
        ImportReport report = run(request(file("nix.txt", LINES), TODAY));

        assertThat(report.effect()).isEqualTo(Effect.FIRST);
        assertThat(report.lines()).isEqualTo(3);
        assertThat(report.former()).isEmpty();
        assertThat(report.inForce().count()).isEqualTo(3);
        assertThat(report.inForce().source()).isEqualTo("nix.txt");
        assertThat(report.inForce().imported()).isEqualTo(NOW);
        assertThat(report.inForce().sourceChecksum()).hasSize(64);
        assertThat(inForce().contains(LISTED)).isTrue();
        assertThat(inForce().contains(NOT_LISTED)).isFalse();
        assertThat(inForce().contains(FOREIGN)).isFalse();
        assertThat(inForce().version()).isEqualTo(report.inForce());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0701740605",
                "701740605",
                "+46701740605",
                "0046701740605",
                "070-174 06 05",
                "(070) 174.06.05",
                "\"070/1740605\"",
                "  0701740605\t",
                "070\u00a01740605"
            })
    void readsEverySpelling(String spelling) throws IOException {
        run(request(file("nix.txt", spelling), TODAY));

        assertThat(inForce().contains(LISTED)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "070;1740605",
                "70;1740605",
                "070; 174 06 05 ",
                "\"070\";\"174-06 05\"",
                "+46 70;1740605",
                ";0701740605",
                "070;1740605;Å;Ä"
            })
    void readsAreaCodeAndNumberInTwoColumns(String line) throws IOException {
        run(request(file("nix.csv", line + "\r\n"), Samples.columns(';', 1, 2, false)));

        assertThat(inForce().contains(LISTED)).isTrue();
    }

    @Test
    void readsColumnsInAnyOrderBelowAHeader() throws IOException {
        String text = "namn,nummer,riktnr\n\"Ek, Bo\",1740605,070\nÖberg,1740606,070\n";
        ImportReport report = run(request(file("nix.csv", text), Samples.columns(',', 3, 2, true)));

        assertThat(report.lines()).isEqualTo(2);
        assertThat(inForce().contains(LISTED)).isTrue();
    }

    @Test
    void passesOverTheMarkOfUtf8AndBlankLinesAndCarriageReturns() throws IOException {
        ImportReport report =
                run(request(file("nix.txt", "\ufeff0701740605\r\n\r\n0701740606\r\n"), TODAY));

        assertThat(report.lines()).isEqualTo(2);
        assertThat(report.unparsable()).isZero();
        assertThat(inForce().contains(LISTED)).isTrue();
    }

    @Test
    void readsTheNoBreakSpaceOfLatin1() throws IOException {
        ImportFormat latin =
                new ImportFormat(
                        StandardCharsets.ISO_8859_1,
                        Optional.empty(),
                        false,
                        1,
                        OptionalInt.empty());
        byte[] text = "070\u00a0174\u00a006\u00a005".getBytes(StandardCharsets.ISO_8859_1);
        run(request(Files.write(folder.resolve("nix.txt"), text), latin));

        assertThat(inForce().contains(LISTED)).isTrue();
        assertThatThrownBy(() -> run(request(folder.resolve("nix.txt"), ImportFormat.LINES)))
                .hasMessageContaining("nix.txt: empty (expected: at least one number)");
    }

    @Test
    void refusesOtherEncodings() throws IOException {
        assertRefused(
                request(file("nix.txt", LINES, StandardCharsets.UTF_16), TODAY),
                "nix.txt: UTF-16 text (expected: UTF-8)");
        assertThatThrownBy(() ->
                        new ImportFormat(
                                StandardCharsets.UTF_16,
                                Optional.empty(),
                                false,
                                1,
                                OptionalInt.empty()))
                .hasMessage("encoding: UTF-16 (expected: UTF-8 or ISO-8859-1)");
    }

    @Test
    void keepsMachineNumbersOfThirteenDigits() throws IOException {
        run(request(file("nix.txt", "0710 0000000001\n07101234567890\n0701740605"), TODAY));

        assertThat(inForce().contains(new PhoneNumber(46_710_0000000001L))).isTrue();
        assertThat(inForce().contains(new PhoneNumber(46_710_1234567890L))).isTrue();
        assertThat(inForce().contains(new PhoneNumber(46_710_1234567891L))).isFalse();
        assertThat(inForce().contains(LISTED)).isTrue();
    }

    @Test
    void readsGzip() throws IOException {
        run(request(gzip("nix.txt.gz", LINES), TODAY));

        assertThat(inForce().contains(LISTED)).isTrue();
    }

    @Test
    void readsZipWithOneFile() throws IOException {
        run(request(zip("nix.zip", "lists/", "lists/nix.txt"), TODAY));

        assertThat(inForce().contains(LISTED)).isTrue();
    }

    @Test
    void refusesZipWithTwoFilesOrNone() throws IOException {
        assertRefused(
                request(zip("two.zip", "a.txt", "b.txt"), TODAY),
                "two.zip: zip with 2 files in it (expected: exactly one)");
        assertRefused(
                request(zip("none.zip"), TODAY),
                "none.zip: zip with 0 files in it (expected: exactly one)");
    }

    @Test
    void refusesFilesCutShortAnywhere() throws IOException {
        for (Path whole : List.of(gzip("nix.gz", LINES), zip("nix.zip", "nix.txt"))) {
            byte[] bytes = Files.readAllBytes(whole);
            for (int length = 0; length < bytes.length; length++) {
                Files.write(whole, Arrays.copyOf(bytes, length));
                assertRefused(request(whole, TODAY), whole.getFileName().toString());
            }
        }
    }

    @Test
    void refusesAZipWhoseContentChanged() throws IOException {
        Path file = folder.resolve("nix.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            out.setLevel(0);
            out.putNextEntry(new ZipEntry("nix.txt"));
            out.write(LINES.getBytes(StandardCharsets.UTF_8));
        }
        byte[] bytes = Files.readAllBytes(file);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '5') {
                bytes[i] = '4';
                break;
            }
        }
        Files.write(file, bytes);

        assertRefused(request(file, TODAY), "checksum differs");
    }

    @Test
    void refusesAFileThatIsNotThere() {
        assertRefused(request(folder.resolve("nix.txt"), TODAY), "nix.txt: no such file");
        assertRefused(request(folder, TODAY), "not a regular file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "\ufeff", "nummer\n"})
    void refusesAnEmptyFile(String text) throws IOException {
        assertRefused(
                request(file("nix.txt", text), TODAY),
                "nix.txt: empty (expected: at least one number)");
    }

    @Test
    void refusesAFutureDate() throws IOException {
        assertRefused(
                request(file("nix.txt", LINES), TODAY.plusDays(1)),
                "nix.txt: update date 2026-11-23 is in the future"
                        + " (expected: 2026-11-22 or earlier)");
    }

    @Test
    void refusesYesterdaysVersionAfterTodays() throws IOException {
        run(request(file("today.txt", LINES), TODAY));

        assertRefused(
                request(file("yesterday.txt", "0701740699"), YESTERDAY),
                "yesterday.txt: update date 2026-11-21 is older than the version in force"
                        + " (expected: 2026-11-22 or later, or a roll-back)");
        assertThat(inForce().contains(LISTED)).isTrue();
        assertThat(inForce().contains(NOT_LISTED)).isFalse();
    }

    @Test
    void saysThatTheSameContentOfTheSameDayChangesNothing() throws IOException {
        ImportReport first = run(request(file("nix.txt", LINES), TODAY));
        String revision = store.revision("nix");

        ImportReport again =
                run(request(file("same.txt", "+4684650 0400\n0701740606\n701740605"), TODAY));

        assertThat(again.effect()).isEqualTo(Effect.UNCHANGED);
        assertThat(again.inForce()).isEqualTo(first.inForce());
        assertThat(store.revision("nix")).isEqualTo(revision);
    }

    @Test
    void takesTheSameContentOfANewDayAsANewVersion() throws IOException {
        run(request(file("nix.txt", LINES), YESTERDAY));

        ImportReport report = run(request(file("nix.txt", LINES), TODAY));

        assertThat(report.effect()).isEqualTo(Effect.NEWER);
        assertThat(inForce().version().updated()).isEqualTo(TODAY);
    }

    @Test
    void takesOtherContentOfTheSameDayAsACorrection() throws IOException {
        run(request(file("nix.txt", LINES), TODAY));

        ImportReport report = run(request(file("nix.txt", LINES + "0701740699"), TODAY));

        assertThat(report.effect()).isEqualTo(Effect.CORRECTION);
        assertThat(inForce().contains(NOT_LISTED)).isTrue();
    }

    @Test
    void countsDuplicates() throws IOException {
        ImportReport report =
                run(request(file("nix.txt", LINES + "+46701740605\n0701740605"), TODAY));

        assertThat(report.duplicates()).isEqualTo(2);
        assertThat(report.inForce().count()).isEqualTo(3);
    }

    @Test
    void countsForeignEmergencyAndOtherLinesAsUnparsableAndMasksThem() throws IOException {
        String text = LINES + "+4712345678\n112\n08\u00e5123456\n07o1740605\n08\n12345678901\n";
        ImportReport report = run(request(file("nix.txt", text), TODAY));

        assertThat(report.unparsable()).isEqualTo(6);
        assertThat(report.firstUnparsable())
                .containsExactly(
                        new BadLine(4, "+471xxxxxxx"),
                        new BadLine(5, "112"),
                        new BadLine(6, "08??1xxxxx"),
                        new BadLine(7, "07o1xxxxxx"),
                        new BadLine(8, "08"));
    }

    @Test
    void refusesTooManyUnparsableLines() throws IOException {
        ImportLimits limits = new ImportLimits(1, 50, 0, 0, 0, 1000);
        assertThat(run(request(file("one.txt", LINES + "x"), TODAY, limits)).unparsable())
                .isEqualTo(1);
        assertRefused(
                request(file("two.txt", LINES + "x\ny"), TODAY, limits),
                "two.txt: 2 of 5 lines hold no number of +46, first [line 4 'x', line 5 'y']"
                        + " (expected: at most 1)");
        assertRefused(
                request(file("part.txt", "070-174 06 05\n0\n"), TODAY, ImportLimits.DEFAULT),
                "1 of 2 lines hold no number of +46");
    }

    @Test
    void refusesAColumnThatIsNotThere() throws IOException {
        Path file = file("nix.csv", "070;1740605\n070;1740606\n");
        ImportRequest request = request(file, Samples.columns(',', 1, 2, false));
        assertRefused(request, "nix.csv: empty");
    }

    @Test
    void neverTakesANumberWithoutItsAreaForOneElsewhere() throws IOException {
        String text = "070;1740605;Bo Ek\n;8123456;Bo Ek\n08;x;Bo Ek\n";
        ImportReport report =
                run(request(file("nix.csv", text), Samples.columns(';', 1, 2, false)));

        assertThat(report.inForce().count()).isEqualTo(1);
        assertThat(report.firstUnparsable())
                .containsExactly(new BadLine(2, "812xxxx"), new BadLine(3, "08 x"));
    }

    @Test
    void refusesGreatGrowthAndShrinkage() throws IOException {
        ImportLimits limits = new ImportLimits(0, 0, 50, 10, 0, 1000);
        run(request(file("ten.txt", numbers(10)), YESTERDAY, limits));

        assertRefused(
                request(file("grown.txt", numbers(16)), TODAY, limits),
                "grown.txt: 16 numbers, 60.0 percent more than the 10 in force"
                        + " (expected: at most 50.0 percent)");
        assertRefused(
                request(file("shrunk.txt", numbers(8)), TODAY, limits),
                "shrunk.txt: 8 numbers, 20.0 percent fewer than the 10 in force"
                        + " (expected: at most 10.0 percent)");
        assertThat(run(request(file("nine.txt", numbers(9)), TODAY, limits)).effect())
                .isEqualTo(Effect.NEWER);
    }

    @Test
    void takesSmallChangesOfSmallRegisters() throws IOException {
        run(request(file("two.txt", numbers(2)), YESTERDAY, ImportLimits.DEFAULT));

        assertThat(run(request(file("ten.txt", numbers(10)), TODAY, ImportLimits.DEFAULT)).effect())
                .isEqualTo(Effect.NEWER);
    }

    @Test
    void refusesMoreThanItMayHold() throws IOException {
        ImportLimits limits = new ImportLimits(0, 0, 0, 0, 0, 20);
        assertRefused(request(gzip("nix.gz", LINES), TODAY, limits), "nix.gz: more than 20 bytes");
    }

    @Test
    void refusesALineWithoutEnd() throws IOException {
        assertRefused(
                request(file("nix.txt", "0701740605\n" + "0".repeat(1 << 20)), TODAY),
                "nix.txt:2: longer than 4096 bytes (expected: a line with one number)");
    }

    @Test
    void readsLinesThatStraddleBlocks() throws IOException {
        int count = 120_000;
        StringBuilder text = new StringBuilder();
        Samples.likeANationalRegister(count, 7).forEach(n -> text.append(0).append(n).append("\n"));

        ImportReport report = run(request(file("nix.txt", text.toString()), TODAY));

        assertThat(report.unparsable()).isZero();
        RegisterSnapshot snapshot = inForce();
        Samples.likeANationalRegister(count, 7)
                .forEach(n -> assertThat(snapshot.numbers().contains(n)).isTrue());
        long distinct = Samples.likeANationalRegister(count, 7).distinct().count();
        assertThat(snapshot.version().count()).isEqualTo(distinct);
        assertThat(report.duplicates()).isEqualTo(count - distinct);
    }

    @Test
    void refusesNumbersOutsideTheDeclaredAreas() throws IOException {
        Path file = file("nix.txt", "070-174 06 05\n08-465 004 00\n031-390 06 00\n");

        assertRefused(
                request(file, Coverage.of(List.of("08", "0701"))),
                "nix.txt:3: 031-xxx xx xx lies outside the areas declared"
                        + " (expected: only 0701,08)");
        run(request(file, Coverage.of(List.of("08", "070", "031"))));
        assertThat(inForce().answer(LISTED).covered()).isTrue();
        assertThat(inForce().answer(LISTED).listed()).isTrue();
        assertThat(inForce().answer(new PhoneNumber(46_40_628040L)).covered()).isFalse();
    }

    @Test
    void reportsProgressToTheEnd() throws IOException {
        Path file = file("nix.txt", LINES);
        List<Long> seen = new ArrayList<>();

        importer.run(
                request(file, TODAY),
                TODAY,
                NOW,
                (read, total) -> {
                    assertThat(total).isEqualTo(LINES.length());
                    seen.add(read);
                });

        assertThat(seen).isSorted().endsWith((long) LINES.length());
    }

    @Test
    void refusesASecondImportAtTheSameTime() throws IOException {
        Path file = file("nix.txt", LINES);
        List<String> refusals = new ArrayList<>();

        importer.run(
                request(file, TODAY),
                TODAY,
                NOW,
                (read, total) -> {
                    try {
                        run(request(file, TODAY));
                    } catch (RegisterRefused e) {
                        refusals.add(e.getMessage());
                    }
                });

        assertThat(refusals)
                .isNotEmpty()
                .allSatisfy(message -> assertThat(message).contains("held by another import"));
        assertThat(inForce().contains(LISTED)).isTrue();
    }

    @Test
    void refusesANameThatLeavesTheFolder() throws IOException {
        Path file = file("nix.txt", LINES);
        ImportRequest request =
                new ImportRequest(
                        "../nix",
                        file,
                        TODAY,
                        Coverage.WHOLE_COUNTRY,
                        ImportFormat.LINES,
                        ImportLimits.DEFAULT);

        assertRefused(request, "register: ../nix (expected: a-z, 0-9 and -, at most 40)");
    }

    private ImportReport run(ImportRequest request) {
        return importer.run(request, TODAY, NOW, Progress.NONE);
    }

    private RegisterSnapshot inForce() {
        return store.load("nix").orElseThrow();
    }

    private void assertRefused(ImportRequest request, String message) {
        Optional<RegisterVersion> before = safely();
        assertThatThrownBy(() -> run(request))
                .isInstanceOf(RegisterRefused.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
        assertThat(safely()).isEqualTo(before);
    }

    private Optional<RegisterVersion> safely() {
        return store.load("nix").map(RegisterSnapshot::version);
    }

    private Path file(String name, String text) throws IOException {
        return file(name, text, StandardCharsets.UTF_8);
    }

    private Path file(String name, String text, Charset encoding) throws IOException {
        return Files.write(folder.resolve(name), text.getBytes(encoding));
    }

    private Path gzip(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    private Path zip(String name, String... entries) throws IOException {
        Path file = folder.resolve(name);
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (String entry : entries) {
                out.putNextEntry(new ZipEntry(entry));
                out.write((entry.endsWith("/") ? "" : LINES).getBytes(StandardCharsets.UTF_8));
            }
        }
        return file;
    }

    private static String numbers(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append("07017406").append(10 + i).append('\n');
        }
        return text.toString();
    }
}
