package se.ringvakt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import se.ringvakt.rule.Rehearsal.Extent;

class RehearsalLogTest {
    private static final Extent NOTHING = new Extent(false, List.of());
    private static final Extent ONE = new Extent(false, List.of("el-2026"));
    private static final Extent ALL = new Extent(true, List.of("el-2026"));

    private final Logger logger = (Logger) LoggerFactory.getLogger(RehearsalLog.class);
    private final ListAppender<ILoggingEvent> told = new ListAppender<>();
    private Instant now = Instant.parse("2026-11-23T11:00:00Z");
    private Extent extent = NOTHING;
    private final RehearsalLog log = new RehearsalLog(() -> extent, () -> now);

    @BeforeEach
    void listen() {
        told.start();
        logger.addAppender(told);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(told);
    }

    @Test
    void saysNothingWhereAllEnforce() {
        log.look();
        assertThat(told.list).isEmpty();
    }

    @Test
    void tellsAtTheStartAndOnceAnHour() {
        extent = ONE;
        log.look();
        now = now.plus(Duration.ofHours(1)).minusMillis(1);
        log.look();
        assertThat(lines())
                .containsExactly("rehearsal: calls are recorded and not stopped, in el-2026");
        now = now.plusMillis(1);
        log.look();
        assertThat(lines()).hasSize(2);
    }

    @Test
    void tellsWhenItChangesAndWhenItIsOver() {
        extent = ONE;
        log.look();
        extent = ALL;
        log.look();
        extent = NOTHING;
        log.look();
        log.look();
        assertThat(lines())
                .containsExactly(
                        "rehearsal: calls are recorded and not stopped, in el-2026",
                        "rehearsal: calls are recorded and not stopped, in all campaigns that do"
                                + " not enforce",
                        "the rehearsal is over: calls are stopped again");
    }

    private List<String> lines() {
        return told.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
