package se.ringvakt.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.ringvakt.bundle.Unpacked.Said;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.evidence.EvidenceException;
import se.ringvakt.evidence.EvidenceFolder;
import se.ringvakt.evidence.Shelf;

/// The bundle is verified by its own script, with a shell, openssl and sha256sum alone.
final class BundleTest {
    private static final Instant NOON = Instant.parse("2026-11-23T11:00:00Z");
    private static final Instant LATER = Instant.parse("2026-12-24T00:00:00Z");
    private static final long NUMBER = 46_701_740_605L;
    private static final long OTHER = 46_701_740_606L;
    private static final String ENDING = "000001-2026-11-23";

    @TempDir private Path evidence;
    @TempDir private Path out;
    private boolean others;

    /// Record 1 is the start; the number's are 3, 5 and 6.
    @BeforeEach
    void write() {
        Shelf.write(
                evidence,
                50,
                List.of(
                        Judged.allowed(NOON, OTHER, "41"),
                        Judged.allowed(NOON.plusSeconds(1), NUMBER, "42"),
                        Judged.ended(NOON.plusSeconds(2), "41"),
                        Judged.ended(NOON.plusSeconds(40), "42"),
                        Judged.denied(NOON.plusSeconds(50), NUMBER, "LISTED", "SPACING"),
                        Judged.denied(NOON.plusSeconds(60), OTHER, "BLOCKED")));
    }

    private Bundle bundle(Instant from, Instant to) {
        return Bundle.gather(
                new BundleRequest(
                        new PhoneNumber(NUMBER),
                        from,
                        to,
                        List.of(Locale.of("sv"), Locale.of("en")),
                        ZoneId.of("Europe/Stockholm"),
                        LATER,
                        others,
                        _ -> List.of()),
                EvidenceFolder.open(evidence));
    }

    private Unpacked unpacked() throws IOException {
        return Unpacked.of(bundle(Instant.EPOCH, LATER), out);
    }

    @Test
    void itVerifiesWithoutTheProgram() throws Exception {
        Bundle bundle = bundle(Instant.EPOCH, LATER);
        Unpacked unpacked = Unpacked.of(bundle, out);

        assertThat(bundle.findings()).isEmpty();
        assertThat(bundle.decisions()).isEqualTo(2);
        assertThat(unpacked.names())
                .contains(
                        "README.txt",
                        "records.jsonl",
                        "registers.json",
                        "report-en.html",
                        "report-en.pdf",
                        "report-sv.html",
                        "report-sv.pdf",
                        "segments/" + ENDING + ".head.json",
                        "segments/" + ENDING + ".head.sig",
                        "segments/" + ENDING + ".links",
                        "verify.sh");
        Said said = unpacked.verify();
        assertThat(said.text()).startsWith("VERIFIED: 3 records, about number +46701740605\n");
        assertThat(said.code()).isZero();
    }

    /// What was replaced may have concerned the number.
    @Test
    void aRestoredBackupOfThePeriodIsTold() throws Exception {
        EvidenceFolder.open(evidence)
                .noteRestored(NOON.plusSeconds(100), NOON.plus(Duration.ofDays(5)));
        Shelf.write(
                evidence, 50, List.of(Judged.allowed(NOON.plus(Duration.ofDays(6)), OTHER, "43")));

        Path day = Files.createDirectory(out.resolve("day"));
        Unpacked unpacked = Unpacked.of(bundle(Instant.EPOCH, NOON.plus(Duration.ofDays(1))), day);

        assertThat(unpacked.verify().text()).startsWith("VERIFIED: 3 records");
        assertThat(unpacked.text("report-en.html"))
                .contains("go on from a backup", "2026-11-23 12:01:40", "2026-11-28 12:00:00");
        assertThat(unpacked.text("report-sv.html")).contains("kerhetskopia. Det som antecknades");
        Path before = Files.createDirectory(out.resolve("before"));
        Unpacked untouched = Unpacked.of(bundle(Instant.EPOCH, NOON.plusSeconds(100)), before);
        assertThat(untouched.text("report-en.html")).doesNotContain("go on from a backup");
    }

    /// Each gate keeps a record of its own, and the number's owner must not take one for all.
    @Test
    void whatOtherGatesDecidedIsSaidToBeMissing() throws Exception {
        Path alone = Files.createDirectory(out.resolve("alone"));
        assertThat(Unpacked.of(bundle(Instant.EPOCH, LATER), alone).text("report-en.html"))
                .doesNotContain("several gates");
        others = true;
        Path among = Files.createDirectory(out.resolve("among"));
        Unpacked unpacked = Unpacked.of(bundle(Instant.EPOCH, LATER), among);
        assertThat(unpacked.text("report-en.html")).contains("several gates");
        assertThat(unpacked.text("report-sv.html")).contains("flera sp");
    }

    @Test
    void nothingOfOtherPeopleIsInIt() throws IOException {
        Unpacked unpacked = unpacked();

        for (String name : unpacked.names()) {
            assertThat(
                            Files.readString(
                                    unpacked.folder().resolve(name), StandardCharsets.ISO_8859_1))
                    .as(name)
                    .doesNotContain("1740606", "BLOCKED", "\"41\"");
        }
    }

    @Test
    void everyChangedByteOfARecordIsFoundAndNamed() throws Exception {
        Unpacked unpacked = unpacked();
        String whole = unpacked.text("records.jsonl");
        Random random = new Random(7);
        List<String> missed = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            int at = random.nextInt(whole.length());
            int line = (int) whole.substring(0, at).chars().filter(each -> each == '\n').count();
            int n = List.of(3, 5, 6).get(line);
            char other = (char) (whole.charAt(at) ^ (1 << random.nextInt(7)));
            Files.writeString(
                    unpacked.file("records.jsonl"),
                    whole.substring(0, at) + other + whole.substring(at + 1),
                    StandardCharsets.ISO_8859_1);
            Said said = unpacked.verify();
            if (said.code() != 1 || !said.text().contains("record " + n)) {
                missed.add(at + " " + (int) other + ": " + said);
            }
        }
        assertThat(missed).isEmpty();
    }

    @Test
    void aRemovedRecordIsNamed() throws Exception {
        Unpacked unpacked = unpacked();
        unpacked.changeLines("records.jsonl", lines -> List.of(lines.getFirst(), lines.getLast()));

        assertWrong(unpacked, "record 5: stands in the chain and is missing in records.jsonl");
    }

    @Test
    void allRecordsRemovedAreNamed() throws Exception {
        Unpacked unpacked = unpacked();
        unpacked.change("records.jsonl", _ -> "");

        assertWrong(unpacked, "record 3: stands in the chain and is missing in records.jsonl");
    }

    @Test
    void anotherOrderIsNamed() throws Exception {
        Unpacked unpacked = unpacked();
        unpacked.changeLines("records.jsonl", List::reversed);

        assertWrong(unpacked, "record 5: stands after record 6");
    }

    @Test
    void aRecordThatIsNotOfTheChainIsNamed() throws Exception {
        Unpacked unpacked = unpacked();
        unpacked.change(
                "records.jsonl",
                text ->
                        text
                                + text.lines().toList().getLast().replace("\"n\":6", "\"n\":66")
                                + "\n");

        assertWrong(unpacked, "record 66: stands in no chain");
    }

    @Test
    void aChangedLinkIsNamed() throws Exception {
        Unpacked unpacked = unpacked();
        unpacked.changeLines(
                ".links",
                lines -> {
                    List<String> changed = new ArrayList<>(lines);
                    String fourth = lines.get(3);
                    changed.set(
                            3,
                            fourth.substring(0, fourth.length() - 1)
                                    + (fourth.endsWith("0") ? "1" : "0"));
                    return changed;
                });

        assertWrong(unpacked, "record 4: not what was chained");
    }

    @Test
    void aRemovedLinkIsNamed() throws Exception {
        Unpacked unpacked = unpacked();
        unpacked.changeLines(
                ".links",
                lines -> Stream.concat(lines.stream().limit(3), lines.stream().skip(4)).toList());

        assertWrong(unpacked, "record 4: missing in the chain");
    }

    @Test
    void aCutChainIsNamed() throws Exception {
        Unpacked unpacked = unpacked();
        unpacked.changeLines(".links", lines -> lines.subList(0, lines.size() - 1));

        assertWrong(unpacked, "record 7: missing at the end of the chain");
    }

    @Test
    void aChainMadeAnewIsNotWhatWasSigned() throws Exception {
        Unpacked unpacked = unpacked();
        Path copy = Files.createDirectory(evidence.resolve("anew"));
        evidence = copy;
        write();
        Unpacked anew =
                Unpacked.of(bundle(Instant.EPOCH, LATER), Files.createTempDirectory(copy, "x"));
        for (String name : List.of("records.jsonl", ".links")) {
            Files.writeString(unpacked.file(name), anew.text(name));
        }

        assertWrong(unpacked, "record 7: its hash is not the one that was signed");
    }

    @Test
    void aChangedHeadIsNamed() throws Exception {
        Unpacked unpacked = unpacked();
        unpacked.change(".head.json", text -> text.replace("\"closed\":false", "\"closed\":true"));

        assertWrong(unpacked, "head of segment " + ENDING + ": is not what key");
    }

    @Test
    void aChangedSignatureIsNamed() throws Exception {
        Unpacked unpacked = unpacked();
        unpacked.change(".head.sig", text -> (char) (text.charAt(0) ^ 1) + text.substring(1));

        assertWrong(unpacked, "head of segment " + ENDING + ": is not what key");
    }

    @Test
    void anotherKeyUnderItsNameIsNamed() throws Exception {
        Unpacked unpacked = unpacked();
        Path strange = Files.createDirectory(evidence.resolve("strange"));
        Shelf.write(strange, 50, List.of(Judged.denied(NOON, OTHER, "BLOCKED")));
        String pem = EvidenceFolder.open(strange).key().orElseThrow().pem();
        unpacked.change(".pub.pem", _ -> pem);

        assertWrong(unpacked, "holds another key");
    }

    @Test
    void aMissingKeyHeadOrRecordsFileIsNamed() throws Exception {
        Unpacked unpacked = unpacked();
        Files.delete(unpacked.file(".pub.pem"));
        assertWrong(unpacked, "is missing");

        Files.delete(unpacked.file(".head.json"));
        assertWrong(unpacked, "segments: there is no head");

        Files.delete(unpacked.file("records.jsonl"));
        assertWrong(unpacked, "records.jsonl is missing");
    }

    @Test
    void aKeyThatIsExpectedMustHaveSigned() throws Exception {
        Unpacked unpacked = unpacked();
        String key = EvidenceFolder.open(evidence).key().orElseThrow().id();

        assertThat(unpacked.verify(key).code()).isZero();
        assertThat(unpacked.verify("0123456789abcdef").text())
                .contains("WRONG: key 0123456789abcdef: signed nothing here");
    }

    @Test
    void manySegmentsAndAnotherKeyVerify() throws Exception {
        Shelf.rotate(evidence);
        for (int day = 1; day <= 3; day++) {
            Instant at = NOON.plusSeconds(86_400L * day);
            Shelf.write(
                    evidence,
                    4,
                    IntStream.range(0, 6)
                            .mapToObj(i -> Judged.denied(at, i == 2 ? NUMBER : OTHER, "HOLIDAY"))
                            .toList());
        }
        Bundle bundle = bundle(Instant.EPOCH, LATER);
        Unpacked unpacked = Unpacked.of(bundle, out);

        assertThat(bundle.findings()).isEmpty();
        assertThat(bundle.decisions()).isEqualTo(5);
        Said said = unpacked.verify();
        assertThat(said.text()).startsWith("VERIFIED: 7 records");
        assertThat(unpacked.names().stream().filter(name -> name.endsWith(".pub.pem"))).hasSize(2);

        String middle =
                unpacked.names().stream()
                        .filter(name -> name.endsWith(".head.json"))
                        .toList()
                        .get(2);
        Files.delete(unpacked.folder().resolve(middle));
        assertThat(unpacked.verify().text()).contains("segments before it are missing");
    }

    @Test
    void moreThanAThousandLinksVerify() throws Exception {
        Shelf.write(
                evidence,
                50_000,
                IntStream.range(0, 2_500)
                        .mapToObj(i -> Judged.denied(NOON.plusSeconds(100), OTHER, "HOLIDAY"))
                        .toList());
        Unpacked unpacked = unpacked();

        assertThat(unpacked.verify().text()).startsWith("VERIFIED: 3 records");
        unpacked.changeLines(
                ".links",
                lines -> {
                    List<String> changed = new ArrayList<>(lines);
                    changed.set(2_000, changed.get(2_000).replaceAll("[0-9a-f]$", "g"));
                    return changed;
                });
        assertWrong(unpacked, "record 2001: not what was chained");
    }

    @Test
    void oneRecordIsNotSeveral() throws Exception {
        Bundle bundle = bundle(NOON.plusSeconds(45), LATER);

        assertThat(bundle.decisions()).isEqualTo(1);
        assertThat(Unpacked.of(bundle, out).verify().text()).startsWith("VERIFIED: 1 record, ");
    }

    @Test
    void stopsGatheringWhenNobodyWaitsAnyMore() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> bundle(Instant.EPOCH, LATER))
                    .isInstanceOf(EvidenceException.class)
                    .hasMessageContaining("broken off");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    /// As others have them: Debian's mawk and dash, a router's busybox.
    @ParameterizedTest
    @CsvSource({"dash, mawk", "dash, gawk", "bash, gawk", "busybox sh, busybox awk"})
    void itVerifiesWithOtherShellsAndTools(String shell, String awk) throws Exception {
        assumeTrue(isInstalled(shell) && isInstalled(awk), "not installed here");
        Unpacked unpacked = unpacked();

        Said said = unpacked.verifyWith(shell, awk);
        assertThat(said.text()).startsWith("VERIFIED: 3 records, about");
        unpacked.change("records.jsonl", text -> text.replaceFirst("LISTED", "LISTEN"));
        said = unpacked.verifyWith(shell, awk);
        assertThat(said.text()).contains("record 6: not what was chained");
        assertThat(said.code()).isEqualTo(1);
    }

    private static boolean isInstalled(String command) {
        String tool = command.split(" ", -1)[0];
        return Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
    }

    @Test
    void aNumberWithoutRecordsHasABundleThatSaysSo() throws Exception {
        Bundle bundle = bundle(Instant.EPOCH, NOON.plusSeconds(1));
        Unpacked unpacked = Unpacked.of(bundle, out);

        assertThat(bundle.decisions()).isZero();
        assertThat(unpacked.text("report-en.html"))
                .contains("There is no decision about this number on record in this period.");
        assertThat(unpacked.verify().text()).startsWith("VERIFIED: 0 records\n");
    }

    @Test
    void bothEndsOfThePeriodCount() throws Exception {
        assertThat(bundle(NOON.plusSeconds(1), NOON.plusSeconds(50)).decisions()).isEqualTo(1);
        assertThat(bundle(NOON.plusSeconds(1), NOON.plusMillis(50_001)).decisions()).isEqualTo(2);
        assertThat(bundle(NOON.plusMillis(1_001), NOON.plusMillis(50_001)).decisions())
                .isEqualTo(1);
    }

    @Test
    void theReportSaysWhatWasDecidedAndWhy() throws IOException {
        Unpacked unpacked = unpacked();
        String page = Files.readString(unpacked.file("report-en.html"));

        assertThat(page)
                .contains(
                        "+46701740605",
                        "The call was allowed.",
                        "The call was stopped before it was dialled.",
                        "The number is in the register, and nothing exempts it. (NIX)",
                        "(§3.2)",
                        "el-&lt;2026&gt;",
                        "2026-11-23 12:00:01 +01:00",
                        "the number was listed; version 2026-11-20-0badcafe, of 2026-11-20",
                        "consent of the consumer",
                        "the switch said NOANSWER",
                        "rang for 31.5 s",
                        "Nothing is on record of what was before 2026-11-23 12:00:00 +01:00");
        assertThat(Files.readString(unpacked.file("report-sv.html")))
                .contains("Samtalet stoppades innan det ringdes.", "Numret står i registret");
        assertThat(unpacked.text("report-sv.pdf")).startsWith("%PDF-");
        assertThat(unpacked.text("registers.json"))
                .contains("\"version\" : \"2026-11-20-0badcafe\"", "\"kept\" : false");
    }

    @Test
    void lostRecordsAreTold() throws Exception {
        Shelf.write(evidence, 50, List.of(Judged.lost(NOON.plusSeconds(200), 17)));
        Unpacked unpacked = unpacked();

        assertThat(unpacked.text("report-en.html")).contains("is not known: 17 (2026-11-23");
        assertThat(unpacked.verify().code()).isZero();
    }

    @Test
    void aFolderThatDoesNotVerifyIsFoundBeforeAnythingIsWritten() throws Exception {
        Path file = evidence.resolve(ENDING + ".jsonl");
        Files.writeString(file, Files.readString(file).replace("NOANSWER", "NOANSWES"));
        Bundle bundle = bundle(Instant.EPOCH, LATER);

        assertThat(bundle.findings())
                .anySatisfy(finding ->
                        assertThat(finding.line())
                                .isEqualTo(
                                        "segment " + ENDING + ": record 4: not what was chained"));
        Unpacked unpacked = Unpacked.of(bundle, out);
        assertThat(unpacked.text("report-en.html")).contains("The record does not verify.");
        assertWrong(unpacked, "record 4: not what was chained");
    }

    private static void assertWrong(Unpacked unpacked, String what) throws Exception {
        Said said = unpacked.verify();
        assertThat(said.text()).contains("WRONG: ").contains(what).endsWith("NOT VERIFIED\n");
        assertThat(said.code()).isEqualTo(1);
    }
}
