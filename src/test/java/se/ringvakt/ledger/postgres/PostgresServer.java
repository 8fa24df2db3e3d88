package se.ringvakt.ledger.postgres;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/// A real PostgreSQL on loopback, from the packages of the distribution, in a folder of its own
/// that goes with it. Tests that ask for one are left out where there is none.
public final class PostgresServer implements AutoCloseable {
    private static final String USER = "ringvakt";
    private static final String PASSWORD = "prov-7-losen";
    private static final String TEMPLATE = "ledger_template";
    private static final Path PACKAGES = Path.of("/usr/lib/postgresql");
    private static final long START_SECONDS = 60;

    /// Nothing of it outlives the test, so nothing need reach the disk.
    private static final List<String> FAST =
            List.of("fsync=off", "synchronous_commit=off", "full_page_writes=off");

    private static final AtomicInteger NAMES = new AtomicInteger();
    private static @Nullable PostgresServer shared;

    private final Path folder;
    private final int port = freePort();
    private final List<String> options;
    private @Nullable Process process;

    private PostgresServer(List<String> options) {
        this(options, Path.of(System.getProperty("java.io.tmpdir")));
    }

    private PostgresServer(List<String> options, Path parent) {
        this.options = options;
        try {
            this.folder = Files.createTempDirectory(parent, "ringvakt-postgres");
            Files.writeString(password(), PASSWORD + "\n");
            own(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    /// Whether there is one to start.
    public static boolean isInstalled() {
        return binaries().isPresent();
    }

    /// The one that all tests of this process share; quick, and keeps nothing after a crash.
    public static synchronized PostgresServer shared() {
        assumeTrue(isInstalled(), "no PostgreSQL (expected: Debian's package postgresql)");
        PostgresServer server = shared;
        if (server == null) {
            server = made(new PostgresServer(FAST));
            shared = server;
        }
        return server;
    }

    /// One of the caller's own that loses nothing when its processes end, only when the machine
    /// does; quicker than one that never does.
    public static PostgresServer sturdy() {
        assumeTrue(isInstalled(), "no PostgreSQL (expected: Debian's package postgresql)");
        return made(new PostgresServer(List.of("fsync=off")));
    }

    /// One of the caller's own, with every guarantee, for tests that stop it.
    public static PostgresServer durable() {
        assumeTrue(isInstalled(), "no PostgreSQL (expected: Debian's package postgresql)");
        return made(new PostgresServer(List.of()));
    }

    /// The same, with its data beneath this folder.
    public static PostgresServer durable(Path parent) {
        assumeTrue(isInstalled(), "no PostgreSQL (expected: Debian's package postgresql)");
        return made(new PostgresServer(List.of(), parent));
    }

    private static PostgresServer made(PostgresServer server) {
        server.run(
                "initdb",
                "--pgdata=" + server.data(),
                "--username=" + USER,
                "--pwfile=" + server.password(),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync");
        server.start();
        return server;
    }

    /// An empty ledger in a database of its own, its schema up to date.
    ///
    /// @param mark where the gate keeps the installation's name
    public synchronized PostgresSettings ledger(Path mark) {
        if (!exists(TEMPLATE)) {
            execute("CREATE DATABASE " + TEMPLATE);
            PostgresSettings template = settings(TEMPLATE, folder.resolve("template-mark"));
            PostgresDatabase.open(template).close();
        }
        String name = newName();
        execute("CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE);
        execute(name, "DELETE FROM installation");
        return settings(name, mark);
    }

    /// A database with nothing in it.
    public PostgresSettings empty(Path mark) {
        String name = newName();
        execute("CREATE DATABASE " + name);
        return settings(name, mark);
    }

    /// A database as the first program left it: of the migrations only the first has run.
    public PostgresSettings firstSchema(Path mark) {
        PostgresSettings settings = empty(mark);
        Flyway.configure()
                .dataSource(url(settings.database()), USER, PASSWORD)
                .locations("classpath:db/postgres")
                .target("1")
                .load()
                .migrate();
        return settings;
    }

    /// What a database's schema is once this program was there.
    public static int schemaVersion() {
        return PostgresSchema.VERSION;
    }

    private PostgresSettings settings(String database, Path mark) {
        return PostgresSettings.of(
                "127.0.0.1", port, database, USER, Optional.of(password()), mark);
    }

    /// The same database on a replica of this server, for the same installation.
    public PostgresSettings at(PostgresServer replica, PostgresSettings here) {
        return PostgresSettings.of(
                        "127.0.0.1",
                        replica.port,
                        here.database(),
                        here.user(),
                        here.passwordFile(),
                        here.mark())
                .withWriteWait(here.writeWait());
    }

    /// The database on whichever of this server and its replica is the primary.
    public PostgresSettings with(PostgresServer replica, PostgresSettings here) {
        return here.withServers(
                List.of(
                        new PostgresSettings.Server("127.0.0.1", port),
                        new PostgresSettings.Server("127.0.0.1", replica.port)));
    }

    /// Runs this in a database, as its owner.
    public void execute(String database, String sql) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database), USER, PASSWORD);
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    public int port() {
        return port;
    }

    public String user() {
        return USER;
    }

    /// The file that holds the password.
    public Path password() {
        return folder.resolve("password");
    }

    /// Starts it and waits until it answers.
    public void start() {
        List<String> command = asOwner(binary("postgres"));
        command.addAll(List.of("-D", data().toString(), "-p", String.valueOf(port)));
        List<String> all = new ArrayList<>(options);
        all.add("listen_addresses=127.0.0.1");
        all.add("unix_socket_directories=" + folder);
        all.add("max_connections=300");
        all.add("wal_level=replica");
        all.forEach(option -> command.addAll(List.of("-c", option)));
        spawn(command);
        awaitAnswer(command);
    }

    private void spawn(List<String> command) {
        try {
            process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(
                                    ProcessBuilder.Redirect.appendTo(
                                            folder.resolve("log").toFile()))
                            .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// One that was killed leaves processes behind that end a moment later; until then no other
    /// starts.
    private void awaitAnswer(List<String> command) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (true) {
            try {
                connect("postgres").close();
                return;
            } catch (SQLException e) {
                if (System.nanoTime() > until) {
                    throw new IllegalStateException("server does not start: " + log(), e);
                }
                pause();
                if (!running().isAlive()) {
                    spawn(command);
                }
            }
        }
    }

    /// Dumps a database and restores it as another one, new and empty.
    ///
    /// @param mark where the gate keeps the installation's name
    public PostgresSettings restored(PostgresSettings of, Path mark) {
        PostgresSettings empty = empty(mark);
        String file = folder.resolve(of.database() + ".dump").toString();
        String server = "host=127.0.0.1 port=%d user=%s passfile=%s".formatted(port, USER, pass());
        run(
                "pg_dump",
                "--format=custom",
                "--file=" + file,
                "-d",
                server + " dbname=" + of.database());
        run(
                "pg_restore",
                "--exit-on-error",
                "--no-owner",
                "--dbname=" + server + " dbname=" + empty.database(),
                file);
        return empty;
    }

    private Path pass() {
        Path file = folder.resolve("pgpass-self");
        try {
            Files.writeString(file, "127.0.0.1:" + port + ":*:" + USER + ":" + PASSWORD + "\n");
            own(file);
            exec(List.of("chmod", "600", file.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    /// Stops it as an administrator does; whoever is connected is thrown out.
    public void stop() {
        signal("INT");
    }

    /// Ends it at once, without a last checkpoint.
    public void stopImmediately() {
        signal("QUIT");
    }

    /// Ends it as if the machine lost its power.
    public void kill() {
        signal("KILL");
        // What it had forked ends by itself, a moment later.
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (hasOrphans() && System.nanoTime() < until) {
            pause();
        }
    }

    public void restart() {
        stop();
        start();
    }

    /// A replica that streams from this one.
    public PostgresServer replica() {
        PostgresServer replica = new PostgresServer(options);
        try {
            Files.writeString(
                    replica.folder.resolve("pgpass"),
                    "127.0.0.1:" + port + ":*:" + USER + ":" + PASSWORD + "\n");
            own(replica.folder);
            exec(List.of("chmod", "600", replica.folder.resolve("pgpass").toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        replica.run(
                "pg_basebackup",
                "--pgdata=" + replica.data(),
                "--write-recovery-conf",
                "--wal-method=stream",
                "--checkpoint=fast",
                "--dbname=host=127.0.0.1 port="
                        + port
                        + " user="
                        + USER
                        + " passfile="
                        + replica.folder.resolve("pgpass"));
        replica.start();
        return replica;
    }

    /// Makes a replica the primary.
    public void promote() {
        execute("SELECT pg_promote()");
    }

    @Override
    public synchronized void close() {
        Process running = process;
        if (running != null && running.isAlive()) {
            stopImmediately();
        }
        try (Stream<Path> files = Files.exists(folder) ? Files.walk(folder) : Stream.empty()) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void signal(String name) {
        try {
            exec(List.of("kill", "-" + name, String.valueOf(running().pid())));
            if (!running().waitFor(START_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("server does not stop: " + log());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private boolean hasOrphans() {
        return ProcessHandle.allProcesses()
                .anyMatch(each ->
                        each.info().commandLine().orElse("").contains(data().toString())
                                && each.isAlive()
                                && each.pid() != ProcessHandle.current().pid());
    }

    /// What its processes that run now have used of the processors, for figures.
    public Duration processorTime() {
        ProcessHandle server = running().toHandle();
        return Stream.concat(Stream.of(server), server.descendants())
                .flatMap(each -> each.info().totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus);
    }

    private Process running() {
        Process running = process;
        if (running == null) {
            throw new IllegalStateException("server was never started");
        }
        return running;
    }

    private Path data() {
        return folder.resolve("data");
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private boolean exists(String database) {
        try (Connection connection = connect("postgres");
                var query =
                        connection.prepareStatement(
                                "SELECT 1 FROM pg_database WHERE datname = ?")) {
            query.setString(1, database);
            return query.executeQuery().next();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void execute(String sql) {
        execute("postgres", sql);
    }

    private void run(String binary, String... arguments) {
        List<String> command = asOwner(binary(binary));
        command.addAll(List.of(arguments));
        try {
            exec(command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The server refuses to be root's.
    private static List<String> asOwner(String binary) {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(
                    List.of(
                            "setpriv",
                            "--reuid=postgres",
                            "--regid=postgres",
                            "--clear-groups",
                            "--"));
        }
        command.add(binary);
        return command;
    }

    private static void own(Path folder) throws IOException {
        if (isRoot()) {
            exec(List.of("chown", "-R", "postgres:postgres", folder.toString()));
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static void exec(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + ": " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String binary(String name) {
        return binaries().orElseThrow().resolve(name).toString();
    }

    /// The newest version's.
    private static Optional<Path> binaries() {
        if (!Files.isDirectory(PACKAGES)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(PACKAGES)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("postgres")))
                    .max(Comparator.comparingInt(PostgresServer::version));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int version(Path bin) {
        String name = String.valueOf(bin.getName(bin.getNameCount() - 2));
        return name.matches("\\d+") ? Integer.parseInt(name) : 0;
    }

    private static String newName() {
        return "ledger_" + NAMES.incrementAndGet();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
