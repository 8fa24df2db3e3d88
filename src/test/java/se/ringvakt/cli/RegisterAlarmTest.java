package se.ringvakt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import se.ringvakt.metrics.Meter;
import se.ringvakt.metrics.Meters;
import se.ringvakt.register.ImportFormat;
import se.ringvakt.register.ImportLimits;
import se.ringvakt.register.Upkeep;
import se.ringvakt.site.Site;

/// A register that grows old, day by day.
final class RegisterAlarmTest {
    @TempDir private Path folder;
    private final SimpleMeterRegistry shown = new SimpleMeterRegistry();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private Shell shell;
    private RegisterAlarm alarm;

    @BeforeEach
    void watch() {
        shell = new Shell(folder);
        Upkeep weekly =
                new Upkeep(Optional.empty(), Optional.of(Period.ofDays(7)), Optional.empty());
        Site.Register usual = shell.site.registers.getFirst();
        shell.site.registers.set(
                0,
                new Site.Register(
                        "nix", usual.store(), ImportFormat.LINES, ImportLimits.DEFAULT, weekly));
        alarm = new RegisterAlarm(shell.site.registers.getFirst(), shell.site, new Meters(shown));
        log.start();
        logger().addAppender(log);
    }

    @AfterEach
    void end() {
        logger().detachAppender(log);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(RegisterAlarm.class);
    }

    private List<String> told() {
        List<String> lines =
                log.list.stream()
                        .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                        .toList();
        log.list.clear();
        return lines;
    }

    private void days(int days) {
        shell.site.now = shell.site.now.plus(Duration.ofDays(days));
        alarm.look();
    }

    private double gauge(Meter meter) {
        return shown.get(meter.id()).tag("register", "nix").gauge().value();
    }

    @Test
    void saysThatNothingWasImported() {
        alarm.look();
        assertThat(told())
                .containsExactly(
                        "WARN register nix: no version was ever imported; every call it binds is"
                                + " denied");
        assertThat(gauge(Meter.REGISTER_AGE)).isNaN();
        assertThat(gauge(Meter.REGISTER_LEFT)).isZero();
    }

    @Test
    void warnsOnceADayWhenTheUpdateIsOverdueAndWhenTheEndIsNear() {
        String file = shell.write("nix.txt", "070-174 06 50\n070-174 06 51\n").toString();
        shell.ok("register", "import", file, "--updated", "2026-11-20");
        alarm.look();
        assertThat(told()).isEmpty();
        assertThat(gauge(Meter.REGISTER_AGE)).isEqualTo(3);
        assertThat(gauge(Meter.REGISTER_LEFT)).isEqualTo(58);
        assertThat(gauge(Meter.REGISTER_NUMBERS)).isEqualTo(2);
        assertThat(gauge(Meter.REGISTER_OVERDUE)).isZero();

        days(5);
        String overdue = "WARN register nix: update overdue since 2026-11-27, 2026-11-20-";
        assertThat(told()).singleElement().asString().startsWith(overdue);
        alarm.look();
        assertThat(told()).isEmpty();
        assertThat(gauge(Meter.REGISTER_OVERDUE)).isEqualTo(1);

        days(39);
        assertThat(told())
                .hasSize(2)
                .last()
                .asString()
                .startsWith("WARN register nix: 2026-11-20-")
                .endsWith("is usable to 2027-01-19, days left: 14");
        days(11);
        assertThat(told()).last().asString().startsWith("ERROR ").endsWith("days left: 3");
        days(3);
        assertThat(told())
                .last()
                .asString()
                .startsWith("ERROR ")
                .endsWith("was usable to 2027-01-19; every call it binds is denied");
        assertThat(gauge(Meter.REGISTER_LEFT)).isZero();
        assertThat(shell.ok("register", "list").out())
                .contains(
                        "nix: update overdue since 2026-11-27",
                        "nix: may not be used any more; every call it binds is denied");
    }
}
