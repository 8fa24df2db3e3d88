package se.ringvakt.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static se.ringvakt.gate.FixedKnowledge.CAMPAIGN;
import static se.ringvakt.gate.FixedKnowledge.NOON;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.Kind;
import se.ringvakt.call.TestPlans;
import se.ringvakt.config.PolicyReader;
import se.ringvakt.metrics.Meters;
import se.ringvakt.rule.Rulebook;

/// No log line holds a whole number, whatever went wrong.
final class MaskedLogTest {
    private static final Pattern WHOLE = Pattern.compile("(?:46|0)70[- ]?174[ ]?06[ ]?05");

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final MemoryLedger ledger = new MemoryLedger();
    private final FixedKnowledge knowledge = new FixedKnowledge();
    private Level before = Level.INFO;

    @BeforeEach
    void listen() {
        before = root.getLevel();
        root.setLevel(Level.TRACE);
        log.start();
        root.addAppender(log);
    }

    @AfterEach
    void stop() {
        root.detachAppender(log);
        root.setLevel(before);
    }

    @Test
    void noLineHoldsAWholeNumber() {
        Gate gate =
                new Gate(
                        TestPlans.sweden(),
                        knowledge,
                        ledger,
                        Rulebook.of(PolicyReader.builtIn("sweden")),
                        () -> NOON,
                        Sight.NONE,
                        new Meters(new SimpleMeterRegistry()));
        for (String dialled : new String[] {"070-174 06 05", "+46701740605", "#31#0701740605"}) {
            gate.decide(dial(dialled));
            gate.decide(dial(dialled));
        }
        ledger.broken = true;
        gate.decide(dial("0701740605"));
        knowledge.fresh = false;
        gate.decide(dial("0701740605"));

        assertThat(log.list).as("something was logged").isNotEmpty();
        assertThat(log.list)
                .allSatisfy(event -> assertThat(text(event)).doesNotContainPattern(WHOLE));
    }

    private static String text(ILoggingEvent event) {
        return event.getFormattedMessage()
                + (event.getThrowableProxy() == null
                        ? ""
                        : ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }

    private static DialRequest dial(String number) {
        return new DialRequest(
                number,
                CAMPAIGN,
                Optional.of(new AgentId("101")),
                Kind.MANUAL,
                0,
                Optional.empty(),
                false,
                Optional.empty(),
                "",
                "1.1");
    }
}
