package se.ringvakt.ledger.postgres;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The settings of the shared ledger.
///
/// @param servers of which one is the primary: that one is used, whichever it is at the moment
/// @param passwordFile whose first line is the password; empty: the server asks for none
/// @param mark the file that knows which installation's database this is; made when there is none
/// @param cachedHistories how many numbers' histories are kept in memory, about 200 bytes each
/// @param memory how far back a history reaches; must be longer than any limit looks back
/// @param attemptMax the longest life of an attempt; an outcome that comes later releases nothing
/// @param writeWait how long a statement of the hot path may take before it is refused and its
///   change taken back
/// @param busyWait how long campaigns and lists wait for others who write, and how often they try
/// @param denialQueue how many denials may wait to be written; more are dropped and counted
/// @param hotConnections how many connections the hot path has
/// @param storeConnections how many connections everything else has
public record PostgresSettings(
        List<Server> servers,
        String database,
        String user,
        Optional<Path> passwordFile,
        Path mark,
        int cachedHistories,
        Duration memory,
        Duration attemptMax,
        Duration writeWait,
        Duration busyWait,
        int denialQueue,
        int hotConnections,
        int storeConnections) {

    /// PostgreSQL's own port.
    public static final int PORT = 5432;

    /// Where a server listens.
    public record Server(String host, int port) {
        @Override
        public String toString() {
            return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        }
    }

    public PostgresSettings {
        servers = List.copyOf(servers);
        atLeast("servers", servers.size(), 1);
        atLeast("cached histories", cachedHistories, 0);
        atLeast("denial queue", denialQueue, 1);
        atLeast("hot connections", hotConnections, 1);
        atLeast("store connections", storeConnections, 1);
    }

    /// The defaults for this database.
    public static PostgresSettings of(
            String host,
            int port,
            String database,
            String user,
            Optional<Path> passwordFile,
            Path mark) {
        return new PostgresSettings(
                List.of(new Server(host, port)),
                database,
                user,
                passwordFile,
                mark,
                200_000,
                Duration.ofDays(400),
                Duration.ofHours(4),
                Duration.ofMillis(200),
                Duration.ofSeconds(10),
                65_536,
                8,
                4);
    }

    public PostgresSettings withServers(List<Server> others) {
        return new PostgresSettings(
                others,
                database,
                user,
                passwordFile,
                mark,
                cachedHistories,
                memory,
                attemptMax,
                writeWait,
                busyWait,
                denialQueue,
                hotConnections,
                storeConnections);
    }

    public PostgresSettings withMark(Path other) {
        return new PostgresSettings(
                servers,
                database,
                user,
                passwordFile,
                other,
                cachedHistories,
                memory,
                attemptMax,
                writeWait,
                busyWait,
                denialQueue,
                hotConnections,
                storeConnections);
    }

    public PostgresSettings withPasswordFile(Path other) {
        return new PostgresSettings(
                servers,
                database,
                user,
                Optional.of(other),
                mark,
                cachedHistories,
                memory,
                attemptMax,
                writeWait,
                busyWait,
                denialQueue,
                hotConnections,
                storeConnections);
    }

    public PostgresSettings withWriteWait(Duration other) {
        return new PostgresSettings(
                servers,
                database,
                user,
                passwordFile,
                mark,
                cachedHistories,
                memory,
                attemptMax,
                other,
                busyWait,
                denialQueue,
                hotConnections,
                storeConnections);
    }

    public PostgresSettings withBusyWait(Duration other) {
        return new PostgresSettings(
                servers,
                database,
                user,
                passwordFile,
                mark,
                cachedHistories,
                memory,
                attemptMax,
                writeWait,
                other,
                denialQueue,
                hotConnections,
                storeConnections);
    }

    public PostgresSettings withCachedHistories(int other) {
        return new PostgresSettings(
                servers,
                database,
                user,
                passwordFile,
                mark,
                other,
                memory,
                attemptMax,
                writeWait,
                busyWait,
                denialQueue,
                hotConnections,
                storeConnections);
    }

    /// As it is shown to operators; without the password.
    String name() {
        return servers.stream()
                .map(Server::toString)
                .collect(Collectors.joining(",", "postgresql://", "/" + database));
    }

    private static void atLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(
                    name + ": " + value + " (expected: " + least + " or more)");
        }
    }
}
