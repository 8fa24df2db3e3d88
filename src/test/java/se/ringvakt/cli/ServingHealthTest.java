package se.ringvakt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.gate.LiveKnowledge;
import se.ringvakt.register.Coverage;
import se.ringvakt.register.ImportRequest;
import se.ringvakt.register.Progress;
import se.ringvakt.register.RegisterImport;
import se.ringvakt.site.InstalledSite;
import se.ringvakt.site.Site;
import se.ringvakt.web.Health.Check;

final class ServingHealthTest {
    private static final Instant NOON = Instant.parse("2026-11-23T11:00:00Z");

    @TempDir private Path folder;
    private Instant now = NOON;
    private InstalledSite site;
    private LiveKnowledge knowledge;
    private ServingHealth health;
    private Optional<String> evidence = Optional.empty();

    @BeforeEach
    void open() throws IOException {
        site =
                InstalledSite.open(
                        Files.writeString(folder.resolve("ringvakt.yaml"), "state: state\n"),
                        () -> now);
        knowledge = site.knowledge();
        health = new ServingHealth(site, knowledge, () -> evidence);
    }

    @AfterEach
    void close() {
        site.close();
    }

    private void list(String updated) throws IOException {
        Site.Register register = site.registers().getFirst();
        var _ =
                new RegisterImport(register.store(), site.plan()::read, site.plan().country())
                        .run(
                                new ImportRequest(
                                        register.name(),
                                        Files.writeString(
                                                folder.resolve("nix.txt"), "070-174 06 50\n"),
                                        LocalDate.parse(updated),
                                        Coverage.WHOLE_COUNTRY,
                                        register.format(),
                                        register.limits()),
                                site.today(),
                                now,
                                Progress.NONE);
        knowledge.follow();
    }

    /// The names of what is not well.
    private Stream<String> failing() {
        return health.checks().stream().filter(check -> !check.ok()).map(Check::name);
    }

    private boolean isReady() {
        return health.checks().stream().allMatch(Check::isReady);
    }

    @Test
    void aRehearsalIsToldAndNoFault() throws IOException {
        list("2026-11-20");
        assertThat(health.checks())
                .contains(new Check("mode", true, "enforce"))
                .contains(new Check("gates", true, "ok").notNeeded());
        Path file =
                Files.writeString(
                        folder.resolve("rehearsing.yaml"),
                        "state: state\ngate: {mode: rehearse}\n");
        try (InstalledSite rehearsing = InstalledSite.open(file, () -> now)) {
            assertThat(new ServingHealth(rehearsing, knowledge, Optional::empty).checks())
                    .filteredOn(check -> check.name().equals("mode"))
                    .singleElement()
                    .satisfies(check -> {
                        assertThat(check.ok()).isTrue();
                        assertThat(check.detail()).startsWith("rehearsal: calls are recorded");
                    });
        }
    }

    @Test
    void isNotReadyWithoutARegister() throws IOException {
        assertThat(failing()).contains("register");
        list("2026-11-20");
        assertThat(failing()).isEmpty();
    }

    /// Two months from the update date: to 19 January, and no day longer.
    @Test
    void isNotReadyWhenTheRegisterIsTooOld() throws IOException {
        list("2026-11-20");
        now = Instant.parse("2027-01-19T11:00:00Z");
        knowledge.follow();
        assertThat(failing()).isEmpty();
        now = Instant.parse("2027-01-20T11:00:00Z");
        knowledge.follow();
        assertThat(failing()).containsExactly("register");
    }

    @Test
    void isNotReadyWhenTheClockIsBehindTheRegister() throws IOException {
        list("2026-11-20");
        now = Instant.parse("2026-11-20T00:30:00+01:00");
        knowledge.follow();
        assertThat(failing()).isEmpty();
        now = Instant.parse("2026-11-19T23:30:00+01:00");
        knowledge.follow();
        assertThat(failing()).containsExactly("clock");
    }

    @Test
    void saysThatNoEvidenceIsRecordedAndIsReadyAllTheSame() throws IOException {
        list("2026-11-20");
        evidence = Optional.of("the disk is full");
        assertThat(failing()).containsExactly("evidence");
        assertThat(isReady()).isTrue();
        now = now.plusMillis(10_001);
        assertThat(failing()).containsExactly("knowledge", "evidence");
        assertThat(isReady()).isFalse();
    }

    @Test
    void isNotReadyWhenNothingIsFollowed() throws IOException {
        list("2026-11-20");
        now = now.plus(Duration.ofSeconds(10));
        assertThat(failing()).isEmpty();
        now = now.plusMillis(1);
        assertThat(failing()).containsExactly("knowledge");
    }
}
