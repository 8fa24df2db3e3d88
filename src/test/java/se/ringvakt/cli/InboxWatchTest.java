package se.ringvakt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import se.ringvakt.metrics.Meter;
import se.ringvakt.metrics.Meters;
import se.ringvakt.register.InboxSettings;
import se.ringvakt.register.Upkeep;
import se.ringvakt.site.Inboxes;
import se.ringvakt.site.Site;

/// What a running gate tells of an inbox.
final class InboxWatchTest {
    @TempDir private Path folder;
    private final Meters meters = new Meters(new SimpleMeterRegistry());
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private Path inbox = Path.of("");
    private InboxWatch watch;

    @BeforeEach
    void watch() {
        inbox = folder.resolve("in");
        TestSite site = new TestSite(folder);
        Site.Register nix = site.registers.getFirst();
        InboxSettings settings =
                new InboxSettings(inbox, Duration.ZERO, Pattern.compile("(?<date>20[0-9-]{8})"));
        Site.Register watched =
                new Site.Register(
                        "nix",
                        nix.store(),
                        nix.format(),
                        nix.limits(),
                        new Upkeep(Optional.empty(), Optional.empty(), Optional.of(settings)));
        watch =
                new InboxWatch(
                        "nix",
                        Inboxes.of(watched, site).orElseThrow(),
                        site,
                        meters,
                        InboxWatch.Refusals.UNHEARD);
        log.start();
        logger().addAppender(log);
        watch.look();
    }

    @AfterEach
    void end() {
        logger().detachAppender(log);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(InboxWatch.class);
    }

    private List<String> told() {
        watch.look();
        List<String> lines =
                log.list.stream()
                        .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                        .toList();
        log.list.clear();
        return lines;
    }

    private void put(String name, String text) throws IOException {
        Files.writeString(inbox.resolve(name), text);
    }

    @Test
    void tellsAndCountsWhatIsTaken() throws IOException {
        put("nix-2026-11-20.txt", "0701740650\n");
        assertThat(told())
                .singleElement()
                .asString()
                .startsWith("INFO inbox of nix: 2026-11-20-")
                .endsWith(" is in force, 1 numbers, from nix-2026-11-20.txt");
        put("again-2026-11-20.txt", "0701740650\n");
        assertThat(told()).singleElement().asString().contains("is in force already");
        put("bad-2026-11-20\n2026-11-22 ERROR forged.txt", "");
        assertThat(told())
                .singleElement()
                .asString()
                .startsWith("WARN inbox of nix: refused, ")
                .doesNotContain("\n");
        assertThat(told()).isEmpty();
        assertThat(meters.counted(Meter.REGISTER_FILES, "nix", "accepted")).isEqualTo(1);
        assertThat(meters.counted(Meter.REGISTER_FILES, "nix", "unchanged")).isEqualTo(1);
        assertThat(meters.counted(Meter.REGISTER_FILES, "nix", "refused")).isEqualTo(1);
    }

    @Test
    void tellsOnceWhatStaysAsItIsAndAgainWhenItComesBack() throws IOException {
        Path strange = Files.createDirectory(inbox.resolve("strange"));
        assertThat(told()).singleElement().asString().endsWith("strange: a folder");
        assertThat(told()).isEmpty();
        Files.delete(strange);
        assertThat(told()).isEmpty();
        Files.createDirectory(strange);
        assertThat(told()).hasSize(1);
    }

    @Test
    void tellsThatTheInboxCannotBeRead() throws IOException {
        for (String each : List.of("archive", "refused", "")) {
            Files.delete(inbox.resolve(each));
        }
        Files.writeString(inbox, "not a folder");
        assertThat(told()).singleElement().asString().startsWith("WARN inbox of nix: " + inbox);
        assertThat(told()).isEmpty();
        Files.delete(inbox);
        assertThat(told()).isEmpty();
        assertThat(inbox.resolve("archive")).isDirectory();
    }
}
