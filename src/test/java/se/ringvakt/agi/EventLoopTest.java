package se.ringvakt.agi;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.blockhound.BlockHound;
import se.ringvakt.call.DialFormat;
import se.ringvakt.call.TestPlans;
import se.ringvakt.config.PolicyReader;
import se.ringvakt.gate.FixedKnowledge;
import se.ringvakt.gate.Gate;
import se.ringvakt.gate.Sight;
import se.ringvakt.ledger.sqlite.SqliteDatabase;
import se.ringvakt.ledger.sqlite.SqliteLedger;
import se.ringvakt.ledger.sqlite.SqliteSettings;
import se.ringvakt.metrics.Meters;
import se.ringvakt.rule.Rulebook;

/// Nothing blocks the event loops: one that waits makes every other call wait.
@Tag("loop")
class EventLoopTest {
    private static final Queue<String> BLOCKED = new ConcurrentLinkedQueue<>();
    private static final InstantSource NOON = () -> FixedKnowledge.NOON;

    @BeforeAll
    static void watch() {
        BlockHound.builder()
                .loadIntegrations()
                .blockingMethodCallback(method -> BLOCKED.add(method.toString()))
                .install();
    }

    @BeforeEach
    void forget() {
        BLOCKED.clear();
    }

    @Test
    void theWatchIsAwake() throws Exception {
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        loops.submit(
                        () -> {
                            Thread.sleep(1);
                            return true;
                        })
                .get();
        loops.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
        assertThat(BLOCKED).anyMatch(method -> method.contains("sleep"));
    }

    @Test
    void aDialBlocksNoEventLoop(@TempDir Path folder) throws Exception {
        Meters meters = new Meters(new SimpleMeterRegistry());
        AgiSettings settings =
                new AgiSettings(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        List.of("127.0.0.0/8"),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5),
                        100,
                        100,
                        Duration.ofSeconds(2),
                        128);
        try (SqliteDatabase database =
                        SqliteDatabase.open(SqliteSettings.of(folder.resolve("ledger.db")));
                SqliteLedger ledger = SqliteLedger.start(database, NOON);
                AgiServer server =
                        AgiServer.start(
                                settings,
                                new Gate(
                                        TestPlans.sweden(),
                                        new FixedKnowledge(),
                                        ledger,
                                        Rulebook.of(PolicyReader.builtIn("sweden")),
                                        NOON,
                                        Sight.NONE,
                                        meters),
                                number -> DialFormat.NATIONAL.format(number, TestPlans.SWEDEN),
                                NOON,
                                meters)) {
            for (int number = 605; number < 699; number++) {
                assertThat(
                                AgiClient.ask(
                                        server.address(),
                                        "dial?number=0701740%d&campaign=el-2026&agent=%d"
                                                .formatted(number, number)))
                        .containsEntry("RINGVAKT_REASON", "none");
            }
            assertThat(AgiClient.ask(server.address(), "nonsense"))
                    .containsEntry("RINGVAKT_REASON", "UNAVAILABLE");
        }
        assertThat(BLOCKED).isEmpty();
    }
}
