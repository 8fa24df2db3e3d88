package se.ringvakt.bench;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import se.ringvakt.agi.AgiServer;
import se.ringvakt.config.Settings;
import se.ringvakt.config.SettingsReader;
import se.ringvakt.gate.Gate;
import se.ringvakt.gate.Sight;
import se.ringvakt.gate.SyntheticKnowledge;
import se.ringvakt.ledger.Ledger;
import se.ringvakt.ledger.sqlite.SqliteDatabase;
import se.ringvakt.ledger.sqlite.SqliteLedger;
import se.ringvakt.metrics.Meters;
import se.ringvakt.rule.Rulebook;

/// Our server with everything a running gate has: each permit is in the ledger, by its default
/// settings, before it is answered.
public final class RingvaktServer {
    private RingvaktServer() {}

    /// Serves until its standard input ends.
    public static void main(String[] arguments) throws IOException {
        Path folder = Folders.temporary();
        Settings settings = settings(folder);
        InstantSource clock = SyntheticKnowledge.clock();
        Meters meters = new Meters(new SimpleMeterRegistry());
        try (SqliteDatabase database = SqliteDatabase.open(settings.ledger());
                Ledger ledger = SqliteLedger.start(database, clock);
                AgiServer server =
                        AgiServer.start(
                                settings.agi()
                                        .listeningAt(
                                                new InetSocketAddress(
                                                        InetAddress.getLoopbackAddress(), 0)),
                                new Gate(
                                        settings.plan(),
                                        SyntheticKnowledge.in(folder, clock),
                                        ledger,
                                        Rulebook.of(settings.policies()),
                                        clock,
                                        Sight.NONE,
                                        meters),
                                settings::spelt,
                                clock,
                                meters)) {
            Announced.at(server.address().getPort());
            Announced.awaitEnd();
        } finally {
            Folders.delete(folder);
        }
    }

    /// What holds where nothing is set.
    private static Settings settings(Path folder) throws IOException {
        return SettingsReader.read(
                Files.writeString(folder.resolve("settings.yaml"), "state: .\n"));
    }
}
