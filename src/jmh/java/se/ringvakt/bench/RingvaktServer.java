package se.ringvakt.bench;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import se.ringvakt.agi.AgiServer;
import se.ringvakt.agi.AgiSettings;
import se.ringvakt.call.DialFormat;
import se.ringvakt.call.NumberPlan;
import se.ringvakt.config.PolicyReader;
import se.ringvakt.gate.Gate;
import se.ringvakt.gate.SyntheticKnowledge;
import se.ringvakt.ledger.Ledger;
import se.ringvakt.ledger.sqlite.SqliteDatabase;
import se.ringvakt.ledger.sqlite.SqliteLedger;
import se.ringvakt.ledger.sqlite.SqliteSettings;
import se.ringvakt.metrics.Meters;
import se.ringvakt.rule.Rulebook;

/// Our server with everything a running gate has: each permit is in the ledger, by its default
/// settings, before it is answered.
public final class RingvaktServer {
    private RingvaktServer() {}

    /// Serves until its standard input ends.
    public static void main(String[] arguments) throws IOException {
        Path folder = Folders.temporary();
        InstantSource clock = SyntheticKnowledge.clock();
        Meters meters = new Meters(new SimpleMeterRegistry());
        try (SqliteDatabase database =
                        SqliteDatabase.open(SqliteSettings.of(folder.resolve("ledger.db")));
                Ledger ledger = SqliteLedger.start(database, clock);
                AgiServer server =
                        AgiServer.start(
                                AgiSettings.defaults(
                                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                                new Gate(
                                        new NumberPlan(NumberPlan.Settings.USUAL),
                                        SyntheticKnowledge.in(folder, clock),
                                        ledger,
                                        Rulebook.of(PolicyReader.builtIn("sweden")),
                                        clock,
                                        meters),
                                DialFormat.NATIONAL::format,
                                clock,
                                meters)) {
            Announced.at(server.address().getPort());
            Announced.awaitEnd();
        } finally {
            Folders.delete(folder);
        }
    }
}
