package se.ringvakt.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class SeldomTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Logger logger = (Logger) LoggerFactory.getLogger(SeldomTest.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private long now = Long.MAX_VALUE - MINUTE.toNanos();
    private final Seldom seldom = new Seldom(logger, () -> now);

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(log);
    }

    @Test
    void theFirstIsToldAndThoseOfTheNextMinuteAreCounted() {
        seldom.warn("dial denied", "away 1");
        seldom.warn("dial denied", "away 2");
        now += MINUTE.toNanos() - 1;
        seldom.warn("dial denied", "away 3");
        assertThat(lines()).containsExactly("dial denied: away 1");
        now += 1;
        seldom.warn("dial denied", "away 4");
        assertThat(lines())
                .containsExactly(
                        "dial denied: away 1", "dial denied: away 4 (and 2 more since the last)");
        now += MINUTE.toNanos();
        seldom.warn("dial denied", "away 5");
        assertThat(lines()).last().isEqualTo("dial denied: away 5");
    }

    @Test
    void eachKindHasItsOwn() {
        seldom.warn("dial denied", "away");
        seldom.warn("outcome", "nonsense");
        assertThat(lines()).containsExactly("dial denied: away", "outcome: nonsense");
    }

    private List<String> lines() {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
