package se.ringvakt.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static se.ringvakt.register.Samples.NOW;
import static se.ringvakt.register.Samples.TODAY;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import se.ringvakt.call.CountryCode;
import se.ringvakt.call.Dialled;
import se.ringvakt.config.SidecarFile;
import se.ringvakt.register.InboxEvent.Kind;

/// Files put into an inbox: good ones, bad ones, and those that are not whole yet.
final class RegisterInboxTest {
    private static final String LINES = "070-174 06 05\n070-174 06 06\n08-465 004 00\n";
    private static final Pattern DATES =
            Pattern.compile("(?<![0-9])(?<date>[0-9]{4}-?[0-9]{2}-?[0-9]{2})(?![0-9])");
    private static final Duration SETTLE = Duration.ofSeconds(5);

    @TempDir private Path folder;
    private Path inbox = Path.of("");
    private RegisterStore store;
    private RegisterInbox watched;
    private long nanos;

    @BeforeEach
    void open() {
        inbox = folder.resolve("in");
        store = new RegisterStore(folder.resolve("registers"), 10);
        watched = inbox(TestPlan::read);
        look();
    }

    private RegisterInbox inbox(Function<CharSequence, Dialled> plan) {
        return new RegisterInbox(
                new RegisterInbox.Target(
                        "nix", store, ImportFormat.LINES, Samples.NO_LIMITS, CountryCode.SWEDEN),
                new InboxSettings(inbox, SETTLE, DATES),
                plan,
                SidecarFile::read,
                () -> nanos);
    }

    private List<InboxEvent> look() {
        return watched.look(TODAY, NOW);
    }

    /// A look, the settle time, and another look.
    private List<InboxEvent> settled() {
        look();
        nanos += SETTLE.toNanos();
        return look();
    }

    private InboxEvent only(Kind kind) {
        List<InboxEvent> events = settled();
        assertThat(events).extracting(InboxEvent::kind).as(events.toString()).containsExactly(kind);
        return events.getFirst();
    }

    private Path put(String name, String text) throws IOException {
        return Files.writeString(inbox.resolve(name), text);
    }

    private LocalDate updated() {
        return store.inForce("nix").orElseThrow().updated();
    }

    private List<String> names(String place) throws IOException {
        try (Stream<Path> files = Files.list(inbox.resolve(place))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private String reason(String file) throws IOException {
        String text = Files.readString(inbox.resolve("refused").resolve(file + ".reason.txt"));
        assertThat(text).endsWith("\n");
        assertThat(text.strip()).isNotEmpty().doesNotContain("\n");
        return text.strip();
    }

    /// That nothing was put in force, and the file lies aside with this reason.
    private void assertRefused(String file, String reason) throws IOException {
        InboxEvent event = only(Kind.REFUSED);
        assertThat(event.file()).isEqualTo(file);
        assertThat(event.text()).contains(reason);
        assertThat(reason(file)).contains(reason);
        assertThat(names("refused")).contains(file);
        assertThat(names("")).containsExactly("archive", "refused");
    }

    @Test
    void makesItsFoldersAndWaitsForNothing() throws IOException {
        assertThat(names("")).containsExactly("archive", "refused");
        assertThat(settled()).isEmpty();
        assertThat(store.versions("nix")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nix-2026-11-20.txt",
                "nix_20261120.csv",
                "2026-11-20 nix åäö.txt",
                "2026-11-20",
                "spärr 20261120 (kopia 2).TXT"
            })
    void takesACompleteFileAndArchivesIt(String name) throws IOException {
        put(name, LINES);
        InboxEvent event = only(Kind.ACCEPTED);

        assertThat(event.report().orElseThrow().inForce().count()).isEqualTo(3);
        assertThat(event.text()).contains("is in force, 3 numbers, from " + name);
        assertThat(updated()).isEqualTo(LocalDate.of(2026, 11, 20));
        assertThat(names("archive")).containsExactly(name);
        assertThat(names("refused")).isEmpty();
        assertThat(names("")).containsExactly("archive", "refused");
        assertThat(look()).isEmpty();
    }

    @Test
    void waitsUntilAFileHasNotChangedForTheSettleTime() throws IOException {
        Path file = put("nix-2026-11-20.txt", LINES);
        look();
        for (int i = 0; i < 5; i++) {
            nanos += SETTLE.toNanos() - 1;
            Files.writeString(file, "070-174 06 1" + i + "\n", StandardOpenOption.APPEND);
            assertThat(look()).extracting(InboxEvent::kind).containsExactly(Kind.WAITING);
        }
        nanos += SETTLE.toNanos();
        assertThat(look()).extracting(InboxEvent::kind).containsExactly(Kind.ACCEPTED);
        assertThat(store.inForce("nix").orElseThrow().count()).isEqualTo(8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".nix-2026-11-20.txt",
                "nix-2026-11-20.txt.part",
                "n-2026-11-20.TMP",
                "2026-11-20.filepart"
            })
    void passesOverWhatSaysThatItIsNotReadyUntilItIsRenamed(String name) throws IOException {
        Path file = put(name, LINES);
        assertThat(settled()).isEmpty();
        Files.move(file, inbox.resolve("nix-2026-11-20.txt"));
        only(Kind.ACCEPTED);
    }

    @Test
    void theSidecarTellsDateAndAreas() throws IOException {
        put("nix.txt.yaml", "updated: 2026-11-20\nareas: [\"08\", \"070\"]\n");
        assertThat(settled())
                .extracting(InboxEvent::text)
                .singleElement()
                .asString()
                .endsWith("waits for nix.txt");
        put("nix.txt", LINES);
        only(Kind.ACCEPTED);

        assertThat(updated()).isEqualTo(LocalDate.of(2026, 11, 20));
        assertThat(store.inForce("nix").orElseThrow().coverage())
                .isEqualTo(Coverage.of(List.of("08", "070")));
        assertThat(names("archive")).containsExactly("nix.txt", "nix.txt.yaml");
        assertThat(names("")).containsExactly("archive", "refused");
    }

    @Test
    void theSidecarIsWaitedForAsTheFileIsAndPrevailsOverTheName() throws IOException {
        put("nix-2026-11-13.txt", LINES);
        look();
        nanos += SETTLE.toNanos() - 1;
        put("nix-2026-11-13.txt.yaml", "updated: 2026-11-20\n");
        look();
        nanos += 1;
        assertThat(look()).extracting(InboxEvent::kind).containsExactly(Kind.WAITING);
        only(Kind.ACCEPTED);
        assertThat(updated()).isEqualTo(LocalDate.of(2026, 11, 20));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "updated: igår         | updated: igår (expected: a date like 2026-11-23)",
                "updatd: 2026-11-20    | updatd: unknown key (did you mean: updated)",
                "'areas: [\"8\"]'      | nix-2026-11-20.txt.yaml: area: 8 (expected: a code",
                "'areas: [031]'        | areas",
                "'areas: [\"031\"]'    | nix-2026-11-20.txt:1: 070-xxx xx xx lies outside",
                "'{'                   | nix-2026-11-20.txt.yaml:",
                "updated: 2026-11-23   | update date 2026-11-23 is in the future",
            })
    void refusesABrokenSidecarWithItsFile(String text, String reason) throws IOException {
        put("nix-2026-11-20.txt.yaml", text + "\n");
        put("nix-2026-11-20.txt", LINES);
        assertRefused("nix-2026-11-20.txt", reason);
        assertThat(names("refused"))
                .containsExactly(
                        "nix-2026-11-20.txt",
                        "nix-2026-11-20.txt.reason.txt",
                        "nix-2026-11-20.txt.yaml");
        assertThat(store.versions("nix")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nix.txt                       | no update date (expected: one in its name, or in",
                "nix-2026-13-01.txt            | nix-2026-13-01.txt: 2026-13-01 in its name",
                "nix-2026-02-30.txt            | 2026-02-30 in its name (expected: a date like",
                "nix-2026-11-13-2026-11-20.txt | dates [2026-11-13, 2026-11-20] in its name",
                "nix-2026-11-23.txt            | update date 2026-11-23 is in the future",
                "nix-120261120.txt             | no update date",
            })
    void refusesANameThatTellsNoDate(String name, String reason) throws IOException {
        put(name, LINES);
        assertRefused(name, reason);
    }

    @Test
    void aPatternOfOnesOwnTellsTheDate() throws IOException {
        Pattern pattern = Pattern.compile("v(?<date>[0-9]{4}\\.[0-9]{2}\\.[0-9]{2})");
        watched =
                new RegisterInbox(
                        new RegisterInbox.Target(
                                "nix",
                                store,
                                ImportFormat.LINES,
                                Samples.NO_LIMITS,
                                CountryCode.SWEDEN),
                        new InboxSettings(inbox, SETTLE, pattern),
                        TestPlan::read,
                        SidecarFile::read,
                        () -> nanos);
        put("20200101 v2026.11.20.txt", LINES);
        only(Kind.ACCEPTED);
        assertThat(updated()).isEqualTo(LocalDate.of(2026, 11, 20));
    }

    @Test
    void refusesAnEmptyFileAndOneOfRubbishAndOneCutShort() throws IOException {
        put("a-2026-11-20.txt", "");
        assertRefused(
                "a-2026-11-20.txt", "a-2026-11-20.txt: empty (expected: at least one number)");
        put("b-2026-11-20.txt.gz", LINES);
        assertRefused("b-2026-11-20.txt.gz", "not a gzip file");
        Path file = inbox.resolve("c-2026-11-20.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(LINES.getBytes(StandardCharsets.UTF_8));
        }
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 9));
        assertRefused("c-2026-11-20.gz", "truncated");
        assertThat(store.versions("nix")).isEmpty();
    }

    @Test
    void refusesBombsAfterTheMostThatIsRead() throws IOException {
        ImportLimits limits = new ImportLimits(Long.MAX_VALUE, 100, 1e9, 100, 0, 1 << 20);
        watched =
                new RegisterInbox(
                        new RegisterInbox.Target(
                                "nix", store, ImportFormat.LINES, limits, CountryCode.SWEDEN),
                        new InboxSettings(inbox, SETTLE, DATES),
                        TestPlan::read,
                        SidecarFile::read,
                        () -> nanos);
        byte[] block = "0701740605\n".repeat(1 << 14).getBytes(StandardCharsets.UTF_8);
        try (OutputStream out =
                new GZIPOutputStream(Files.newOutputStream(inbox.resolve("2026-11-20.gz")))) {
            for (int i = 0; i < 200; i++) {
                out.write(block);
            }
        }
        assertRefused("2026-11-20.gz", "more than 1048576 bytes (expected: a list of numbers)");
        try (ZipOutputStream out =
                new ZipOutputStream(Files.newOutputStream(inbox.resolve("2026-11-20.zip")))) {
            out.putNextEntry(new ZipEntry("nix.txt"));
            for (int i = 0; i < 200; i++) {
                out.write(block);
            }
        }
        assertRefused("2026-11-20.zip", "more than 1048576 bytes (expected: a list of numbers)");
    }

    @Test
    void movesALinkAsideAndNeverFollowsIt() throws IOException {
        Path outside = Files.writeString(folder.resolve("outside.txt"), LINES);
        Files.createSymbolicLink(inbox.resolve("nix-2026-11-20.txt"), outside);
        assertRefused("nix-2026-11-20.txt", "a symbolic link (expected: a file itself)");
        assertThat(inbox.resolve("refused/nix-2026-11-20.txt")).isSymbolicLink();
        assertThat(outside).hasContent(LINES);
        assertThat(store.versions("nix")).isEmpty();

        put("n-2026-11-20.txt", LINES);
        Files.createSymbolicLink(inbox.resolve("n-2026-11-20.txt.yaml"), outside);
        assertRefused("n-2026-11-20.txt", "n-2026-11-20.txt.yaml: a symbolic link");
    }

    @Test
    void passesOverFoldersAndRefusesPipes() throws IOException, InterruptedException {
        Files.createDirectory(inbox.resolve("2026-11-20"));
        assertThat(only(Kind.PASSED_OVER).text()).endsWith("2026-11-20: a folder");
        Files.delete(inbox.resolve("2026-11-20"));

        new ProcessBuilder("mkfifo", inbox.resolve("pipe-2026-11-20").toString()).start().waitFor();
        assertRefused("pipe-2026-11-20", "not a regular file");
    }

    @Test
    void archivesTheSameFileTwiceWithoutWritingOverTheFirst() throws IOException {
        put("nix-2026-11-20.txt", LINES);
        put("nix-2026-11-20.txt.yaml", "areas: []\n");
        only(Kind.ACCEPTED);
        String revision = store.revision("nix");
        put("nix-2026-11-20.txt", LINES);
        assertThat(only(Kind.UNCHANGED).text()).contains("is in force already");
        put("nix-2026-11-20.txt", LINES);
        only(Kind.UNCHANGED);

        assertThat(store.revision("nix")).isEqualTo(revision);
        assertThat(names("archive"))
                .containsExactly(
                        "nix-2026-11-20.txt",
                        "nix-2026-11-20.txt.2",
                        "nix-2026-11-20.txt.3",
                        "nix-2026-11-20.txt.yaml");
    }

    @Test
    void refusesAnOlderVersionThanTheOneInForce() throws IOException {
        put("nix-2026-11-20.txt", LINES);
        only(Kind.ACCEPTED);
        put("nix-2026-11-13.txt", LINES);
        assertRefused(
                "nix-2026-11-13.txt",
                "update date 2026-11-13 is older than the version in force (expected: 2026-11-20");
        put("nix-2026-11-13.txt", LINES);
        assertThat(only(Kind.REFUSED).file()).isEqualTo("nix-2026-11-13.txt");
        assertThat(names("refused")).contains("nix-2026-11-13.txt.2");
        assertThat(updated()).isEqualTo(LocalDate.of(2026, 11, 20));
    }

    @Test
    void takesSeveralFilesOldestFirst() throws IOException {
        put("a-2026-11-20.txt", LINES);
        put("b-2026-11-06.txt", LINES);
        put("c-2026-11-13.txt", LINES);
        assertThat(settled())
                .extracting(InboxEvent::file)
                .containsExactly("b-2026-11-06.txt", "c-2026-11-13.txt", "a-2026-11-20.txt");
        assertThat(updated()).isEqualTo(LocalDate.of(2026, 11, 20));
        assertThat(store.versions("nix")).hasSize(3);
    }

    @Test
    void doesNotUndoARollBack() throws IOException {
        put("nix-2026-11-13.txt", LINES);
        only(Kind.ACCEPTED);
        put("nix-2026-11-20.txt", LINES + "070-174 06 99\n");
        String newer = only(Kind.ACCEPTED).report().orElseThrow().inForce().id();
        store.rollBack("nix");
        assertThat(look()).isEmpty();
        assertThat(updated()).isEqualTo(LocalDate.of(2026, 11, 13));

        put("again-2026-11-20.txt", LINES + "070-174 06 99\n");
        assertRefused(
                "again-2026-11-20.txt",
                newer
                        + ", which was rolled back (expected: a newer version, or register rollback"
                        + " --to "
                        + newer);
        put("nix-2026-11-20.txt", LINES + "070-174 06 98\n");
        only(Kind.ACCEPTED);
        assertThat(updated()).isEqualTo(LocalDate.of(2026, 11, 20));

        store.rollBack("nix", newer);
        put("once-more-2026-11-20.txt", LINES + "070-174 06 99\n");
        only(Kind.UNCHANGED);
    }

    @Test
    void waitsWithAFileThatChangesOrVanishesWhileItIsRead() throws IOException {
        Path file = inbox.resolve("nix-2026-11-20.txt");
        List<Runnable> meanwhile = new ArrayList<>();
        watched =
                inbox(number -> {
                    meanwhile.forEach(Runnable::run);
                    return TestPlan.read(number);
                });
        Files.writeString(file, LINES);
        meanwhile.add(() -> append(file));
        assertThat(only(Kind.WAITING).text())
                .contains("changed or was taken away while it was read");
        meanwhile.clear();
        meanwhile.add(() -> delete(file));
        only(Kind.WAITING);
        assertThat(store.versions("nix")).isEmpty();
        assertThat(names("")).containsExactly("archive", "refused");
    }

    @Test
    void refusesAFileItMayNotRead() throws IOException {
        Path file = put("nix-2026-11-20.txt", LINES);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assumeThat(Files.isReadable(file)).as("root may read all").isFalse();
        assertRefused("nix-2026-11-20.txt", "nix-2026-11-20.txt: not readable");
    }

    @Test
    void leavesAFileThatCannotBeMovedAndDoesNotImportItAgain() throws IOException {
        // A file where a folder should be: nothing can be moved into it, not even by root.
        Files.delete(inbox.resolve("archive"));
        put("archive", "");
        put("nix-2026-11-20.txt", LINES);
        List<InboxEvent> events = settled();
        assertThat(events).extracting(InboxEvent::kind).containsExactly(Kind.FAILED);
        assertThat(events.getFirst().text()).contains("archive");
        assertThat(store.versions("nix")).isEmpty();
    }

    @Test
    void saysThatTheArchiveIsFullAndKeepsWhatIsInForce() throws IOException {
        int[] read = {0};
        watched =
                inbox(number -> {
                    read[0]++;
                    removeArchive();
                    return TestPlan.read(number);
                });
        put("nix-2026-11-20.txt", LINES);
        List<InboxEvent> events = settled();
        assertThat(events).extracting(InboxEvent::kind).containsExactly(Kind.ACCEPTED, Kind.FAILED);
        assertThat(events.getLast().text()).contains("cannot be moved to archive");
        assertThat(read[0]).isEqualTo(3);

        assertThat(look()).containsExactly(events.getLast());
        assertThat(settled()).containsExactly(events.getLast());
        assertThat(read[0]).isEqualTo(3);
        assertThat(updated()).isEqualTo(LocalDate.of(2026, 11, 20));

        // A new start finds it there and says that nothing changes.
        watched = inbox(TestPlan::read);
        look();
        only(Kind.UNCHANGED);
        assertThat(names("archive")).containsExactly("nix-2026-11-20.txt");
    }

    @Test
    void aStoreThatCannotBeWrittenIsNoFaultOfTheFile() throws IOException {
        Files.createDirectories(folder.resolve("registers"));
        Path blocked = Files.writeString(folder.resolve("registers/nix"), "not a folder");
        put("nix-2026-11-20.txt", LINES);
        assertThat(only(Kind.FAILED).text()).contains("registers/nix");
        Files.delete(blocked);
        assertThat(look()).extracting(InboxEvent::kind).containsExactly(Kind.FAILED);
        nanos += Duration.ofSeconds(30).toNanos();
        assertThat(look()).extracting(InboxEvent::kind).containsExactly(Kind.ACCEPTED);
    }

    @Test
    void waitsWhileAnotherImports() throws IOException {
        put("nix-2026-11-20.txt", LINES);
        try (RegisterLock _ = store.lock("nix")) {
            assertThat(only(Kind.FAILED).text()).contains("held by another import");
        }
        nanos += Duration.ofSeconds(30).toNanos();
        assertThat(look()).extracting(InboxEvent::kind).containsExactly(Kind.ACCEPTED);
    }

    @Test
    void oneOfManyTakesAFile() throws Exception {
        for (int i = 0; i < 20; i++) {
            put("nix-" + i + "-2026-11-20.txt", LINES);
        }
        List<Callable<List<InboxEvent>>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            RegisterInbox one =
                    new RegisterInbox(
                            new RegisterInbox.Target(
                                    "nix",
                                    store,
                                    ImportFormat.LINES,
                                    Samples.NO_LIMITS,
                                    CountryCode.SWEDEN),
                            new InboxSettings(inbox, Duration.ZERO, DATES),
                            TestPlan::read,
                            SidecarFile::read);
            all.add(() -> one.look(TODAY, NOW));
        }
        List<InboxEvent> events = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<List<InboxEvent>> each : threads.invokeAll(all, 60, TimeUnit.SECONDS)) {
                events.addAll(each.get());
            }
        }
        assertThat(events.stream().filter(event -> event.report().isPresent()))
                .hasSize(20)
                .extracting(InboxEvent::file)
                .doesNotHaveDuplicates();
        assertThat(events).filteredOn(event -> event.kind() == Kind.ACCEPTED).hasSize(1);
        assertThat(events).filteredOn(event -> event.kind() == Kind.REFUSED).isEmpty();
        assertThat(names("archive")).hasSize(20);
    }

    @Test
    void anInterruptedImportLeavesTheFile() throws IOException {
        put("nix-2026-11-20.txt", LINES);
        look();
        nanos += SETTLE.toNanos();
        Thread.currentThread().interrupt();
        List<InboxEvent> events = look();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(events)
                .extracting(InboxEvent::kind)
                .singleElement()
                .isIn(Kind.WAITING, Kind.FAILED);
        assertThat(names("refused")).isEmpty();
        nanos += Duration.ofSeconds(30).toNanos();
        assertThat(look()).extracting(InboxEvent::kind).containsExactly(Kind.ACCEPTED);
    }

    @Test
    void takesLinesThatEndInAnyWay() throws IOException {
        put("nix-2026-11-20.txt", "0701740605\r0701740606\r\n0701740607\n\r0701740608\r\r\n070x\r");
        InboxEvent event = only(Kind.ACCEPTED);
        ImportReport report = event.report().orElseThrow();
        assertThat(report.inForce().count()).isEqualTo(4);
        assertThat(report.lines()).isEqualTo(5);
        assertThat(report.firstUnparsable()).containsExactly(new ImportReport.BadLine(7, "070x"));
    }

    private static void append(Path file) {
        try {
            Files.writeString(file, "0701740699\n", StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void removeArchive() {
        delete(inbox.resolve("archive"));
    }
}
