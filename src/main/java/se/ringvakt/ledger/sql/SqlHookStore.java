package se.ringvakt.ledger.sql;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;
import se.ringvakt.hook.Delivery;
import se.ringvakt.hook.EventType;
import se.ringvakt.hook.Hook;
import se.ringvakt.hook.HookRefused;
import se.ringvakt.hook.HookSettings;
import se.ringvakt.hook.HookStore;

/// Webhooks in the ledger's file.
public final class SqlHookStore implements HookStore {
    private static final String NAMED =
            "SELECT count(*) > 0 FROM hook WHERE name = :name AND id <> :id";

    private static final String ADD =
            """
            INSERT INTO hook (name, url, types, full_numbers, active, secret, version)
            VALUES (:name, :url, :types, :fullNumbers, :active, :secret, 1)
            RETURNING id
            """;

    private static final String CHANGE =
            """
            UPDATE hook
               SET name = :name, url = :url, types = :types, full_numbers = :fullNumbers,
                   active = :active, version = version + 1
             WHERE id = :id AND version = :version
            """;

    private static final String ENQUEUE =
            """
            INSERT INTO hook_delivery (hook, key, at, events, due, body)
            SELECT h.id, :key, :at, :events, :at, :body
              FROM hook h
             WHERE h.id = :hook
            """;

    private static final String FAILED =
            """
            UPDATE hook_delivery
               SET tries = :tries, due = :due, dead = :dead, problem = :problem
             WHERE id = :id
            """;

    /// The newest that is one too many; it and all before it go.
    private static final String BURY =
            """
            UPDATE hook_delivery
               SET dead = 1, problem = 'too many waited'
             WHERE hook = :hook AND dead = 0
               AND id <= (SELECT id FROM hook_delivery
                           WHERE hook = :hook AND dead = 0
                           ORDER BY id DESC LIMIT 1 OFFSET :most)
            """;

    private static final String TOO_MANY_DEAD =
            """
             FROM hook_delivery
            WHERE hook = :hook AND dead = 1
              AND id <= (SELECT id FROM hook_delivery
                          WHERE hook = :hook AND dead = 1
                          ORDER BY id DESC LIMIT 1 OFFSET :most)
            """;

    private static final String REVIVE =
            "UPDATE hook_delivery SET dead = 0, tries = 0, due = :now ";

    private static final String COUNTS =
            """
            SELECT coalesce(sum(CASE WHEN dead = 0 THEN events END), 0) AS waiting,
                   coalesce(sum(CASE WHEN dead = 1 THEN events END), 0) AS dead
              FROM hook_delivery
            """;

    private final Database database;
    private final Turns turns;
    private final int deliveriesMost;

    public SqlHookStore(Database database) {
        this(database, DELIVERIES_MOST);
    }

    SqlHookStore(Database database, int deliveriesMost) {
        this.database = database;
        this.turns = new Turns(database);
        this.deliveriesMost = deliveriesMost;
    }

    @Override
    public List<Hook> list() {
        return database.read(handle ->
                handle.createQuery("SELECT * FROM hook ORDER BY name")
                        .map((row, context) -> hook(row))
                        .list());
    }

    @Override
    public Optional<Hook.WithSecret> find(long id) {
        return database.read(handle -> find(handle, id));
    }

    private static Optional<Hook.WithSecret> find(Handle handle, long id) {
        return handle.createQuery("SELECT * FROM hook WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> new Hook.WithSecret(hook(row), row.getString("secret")))
                .findOne();
    }

    @Override
    public Hook add(HookSettings settings, String secret) {
        return database.write(handle -> {
            refuseNamesake(handle, settings, 0);
            long id =
                    handle.createQuery(ADD)
                            .bind("name", settings.name())
                            .bind("url", settings.url().toString())
                            .bind("types", words(settings.types()))
                            .bind("fullNumbers", settings.fullNumbers())
                            .bind("active", settings.active())
                            .bind("secret", secret)
                            .mapTo(long.class)
                            .one();
            return new Hook(id, settings, 1);
        });
    }

    @Override
    public Optional<Hook> change(long id, long version, HookSettings settings) {
        return database.write(handle -> {
            refuseNamesake(handle, settings, id);
            int changed =
                    handle.createUpdate(CHANGE)
                            .bind("name", settings.name())
                            .bind("url", settings.url().toString())
                            .bind("types", words(settings.types()))
                            .bind("fullNumbers", settings.fullNumbers())
                            .bind("active", settings.active())
                            .bind("id", id)
                            .bind("version", version)
                            .execute();
            return changed == 0
                    ? Optional.empty()
                    : Optional.of(new Hook(id, settings, version + 1));
        });
    }

    private static void refuseNamesake(Handle handle, HookSettings settings, long id) {
        boolean taken =
                handle.createQuery(NAMED)
                        .bind("name", settings.name())
                        .bind("id", id)
                        .mapTo(boolean.class)
                        .one();
        if (taken) {
            throw HookRefused.nameTaken(settings.name());
        }
    }

    @Override
    public boolean replaceSecret(long id, String secret) {
        return database.write(handle ->
                handle.createUpdate("UPDATE hook SET secret = :secret WHERE id = :id")
                                .bind("secret", secret)
                                .bind("id", id)
                                .execute()
                        > 0);
    }

    @Override
    public boolean remove(long id) {
        return database.write(handle -> {
            handle.execute("DELETE FROM hook_delivery WHERE hook = ?", id);
            return handle.execute("DELETE FROM hook WHERE id = ?", id) > 0;
        });
    }

    @Override
    public Taken take(Turn turn) {
        return database.write(handle -> {
            turn.delivered()
                    .forEach(id -> handle.execute("DELETE FROM hook_delivery WHERE id = ?", id));
            turn.failed().forEach(failure -> fail(handle, failure));
            enqueue(handle, turn.added());
            boolean more = !turn.added().isEmpty() || !turn.failed().isEmpty();
            return new Taken(more ? trim(handle) : 0);
        });
    }

    private static void fail(Handle handle, Failure failure) {
        handle.createUpdate(FAILED)
                .bind("tries", failure.tries())
                .bind("due", failure.due().map(Instant::toEpochMilli).orElse(0L))
                .bind("dead", failure.due().isEmpty())
                .bind("problem", failure.problem())
                .bind("id", failure.delivery())
                .execute();
    }

    private static void enqueue(Handle handle, List<Delivery.Draft> drafts) {
        if (drafts.isEmpty()) {
            return;
        }
        try (PreparedBatch batch = handle.prepareBatch(ENQUEUE)) {
            for (Delivery.Draft draft : drafts) {
                batch.bind("hook", draft.hook())
                        .bind("key", draft.key())
                        .bind("at", draft.at().toEpochMilli())
                        .bind("events", draft.events())
                        .bind("body", draft.body())
                        .add();
            }
            batch.execute();
        }
    }

    /// Returns how many events were erased.
    private long trim(Handle handle) {
        long erased = 0;
        for (Long hook : handle.createQuery("SELECT id FROM hook").mapTo(Long.class).list()) {
            handle.createUpdate(BURY).bind("hook", hook).bind("most", deliveriesMost).execute();
            erased +=
                    handle.createQuery("SELECT coalesce(sum(events), 0)" + TOO_MANY_DEAD)
                            .bind("hook", hook)
                            .bind("most", deliveriesMost)
                            .mapTo(long.class)
                            .one();
            handle.createUpdate("DELETE" + TOO_MANY_DEAD)
                    .bind("hook", hook)
                    .bind("most", deliveriesMost)
                    .execute();
        }
        return erased;
    }

    @Override
    public boolean takeTurn(long hook) {
        return turns.take(turn(hook), TURN);
    }

    @Override
    public void endTurn(long hook) {
        turns.end(turn(hook));
    }

    private static String turn(long hook) {
        return "hook-" + hook;
    }

    @Override
    public List<Delivery> waiting(long hook, int most) {
        return database.read(handle ->
                handle.createQuery(
                                "SELECT * FROM hook_delivery WHERE hook = :hook AND dead = 0"
                                        + " ORDER BY id LIMIT :most")
                        .bind("hook", hook)
                        .bind("most", most)
                        .map(SqlHookStore::delivery)
                        .list());
    }

    @Override
    public List<Delivery> dead(int most) {
        return database.read(handle ->
                handle.createQuery(
                                "SELECT * FROM hook_delivery WHERE dead = 1 ORDER BY id LIMIT :most")
                        .bind("most", most)
                        .map(SqlHookStore::delivery)
                        .list());
    }

    @Override
    public boolean retry(long delivery, Instant now) {
        return database.write(handle ->
                handle.createUpdate(REVIVE + "WHERE id = :id AND dead = 1")
                                .bind("now", now.toEpochMilli())
                                .bind("id", delivery)
                                .execute()
                        > 0);
    }

    @Override
    public int retryAll(long hook, Instant now) {
        return database.write(handle ->
                handle.createUpdate(REVIVE + "WHERE hook = :hook AND dead = 1")
                        .bind("now", now.toEpochMilli())
                        .bind("hook", hook)
                        .execute());
    }

    @Override
    public boolean discard(long delivery) {
        return database.write(handle ->
                handle.execute("DELETE FROM hook_delivery WHERE id = ? AND dead = 1", delivery)
                        > 0);
    }

    @Override
    public int discardAll(long hook) {
        return database.write(handle ->
                handle.execute("DELETE FROM hook_delivery WHERE hook = ? AND dead = 1", hook));
    }

    @Override
    public Counts counts() {
        return database.read(handle ->
                handle.createQuery(COUNTS)
                        .map((row, context) ->
                                new Counts(row.getLong("waiting"), row.getLong("dead")))
                        .one());
    }

    private static Hook hook(ResultSet row) throws SQLException {
        return new Hook(
                row.getLong("id"),
                new HookSettings(
                        row.getString("name"),
                        URI.create(row.getString("url")),
                        types(row.getString("types")),
                        row.getBoolean("full_numbers"),
                        row.getBoolean("active")),
                row.getLong("version"));
    }

    private static Delivery delivery(ResultSet row, StatementContext context) throws SQLException {
        return new Delivery(
                row.getLong("id"),
                row.getLong("hook"),
                row.getString("key"),
                Instant.ofEpochMilli(row.getLong("at")),
                row.getInt("events"),
                row.getString("body"),
                row.getInt("tries"),
                Instant.ofEpochMilli(row.getLong("due")),
                row.getString("problem"));
    }

    private static String words(Set<EventType> types) {
        return types.stream().map(EventType::word).sorted().collect(Collectors.joining(" "));
    }

    private static Set<EventType> types(String words) {
        return Arrays.stream(words.split(" ", -1))
                .map(EventType::of)
                .flatMap(Optional::stream)
                .collect(Collectors.toCollection(HashSet::new));
    }
}
