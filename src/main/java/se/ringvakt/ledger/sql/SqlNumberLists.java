package se.ringvakt.ledger.sql;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import se.ringvakt.call.Consent;
import se.ringvakt.call.CustomerRelation;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.ledger.LedgerException;
import se.ringvakt.register.Act;
import se.ringvakt.register.ListHistory;
import se.ringvakt.register.ListSearch;
import se.ringvakt.register.NumberLists;

/// Block lists, exemptions and subscriptions in the ledger's file, with their history. Any process
/// may use it beside the gate's.
///
/// A load is read to its end first, about 60 bytes an entry, so that one that fails on the way
/// changes nothing. It is then written in short transactions with a pause after each, because the
/// gate writes its attempts to the same file and waits for no more than a few milliseconds. A
/// process killed in the middle leaves a part; loading the same again completes it.
public final class SqlNumberLists implements NumberLists, ListHistory {
    /// How long the lock is held at most, the commit not counted: a gate that waits for it still
    /// answers in time.
    private static final Duration HOLD = Duration.ofMillis(10);

    /// Entries between two looks at the clock.
    private static final int LOOK_EVERY = 50;

    /// Long enough for whoever waits to see that the lock is free.
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final Database database;
    private final InstantSource clock;

    public SqlNumberLists(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public long add(Stream<? extends Entry> entries, Act act) {
        // In order of numbers, which is the order of the tables.
        List<Entry> sorted =
                entries.<Entry>map(Function.identity())
                        .sorted(
                                Comparator.comparingLong(
                                        entry -> entry.about().map(PhoneNumber::e164).orElse(0L)))
                        .toList();
        Load load = new Load(sorted, act);
        while (!load.isDone()) {
            if (load.next > 0) {
                pause();
            }
            database.write(handle -> load.step(handle));
        }
        return load.added;
    }

    @Override
    public boolean remove(Entry.Blocked block, Act act) {
        return 0
                < database.write(
                        handle -> change(handle, act, writer -> writer.remove(block) ? 1 : 0));
    }

    @Override
    public long withdraw(PhoneNumber number, PrincipalId principal, Instant at, Act act) {
        return replace(
                number,
                act,
                entry ->
                        entry instanceof Entry.ConsentGiven(var _, Consent it)
                                && it.principal().equals(principal)
                                && it.withdrawn().map(end -> end.isAfter(at)).orElse(true),
                entry -> {
                    Consent it = ((Entry.ConsentGiven) entry).consent();
                    return new Entry.ConsentGiven(
                            number,
                            new Consent(principal, it.given(), Optional.of(at), it.proof()));
                });
    }

    @Override
    public long end(PhoneNumber number, PrincipalId principal, LocalDate on, Act act) {
        return replace(
                number,
                act,
                entry ->
                        entry instanceof Entry.Customer(var _, CustomerRelation it)
                                && it.principal().equals(principal)
                                && it.ended().map(end -> end.isAfter(on)).orElse(true),
                entry -> {
                    CustomerRelation it = ((Entry.Customer) entry).relation();
                    return new Entry.Customer(
                            number,
                            new CustomerRelation(
                                    principal, it.goods(), it.since(), Optional.of(on)));
                });
    }

    /// Everything on record at one moment. The stream must be closed.
    @Override
    public Stream<Entry> all() {
        return database.streamed(handle ->
                ListTable.ALL.stream()
                        .flatMap(table ->
                                handle.createQuery(table.select()).map(table.mapper()).stream()));
    }

    @Override
    public Stream<Found> find(ListSearch search) {
        return find(search, Optional.empty());
    }

    @Override
    public Stream<Found> find(ListSearch search, PhoneNumber from) {
        return find(search, Optional.of(from));
    }

    private Stream<Found> find(ListSearch search, Optional<PhoneNumber> from) {
        return database.streamed(handle ->
                ListTable.ALL.stream()
                        .filter(table -> table.holds(search.kind()))
                        .flatMap(table ->
                                ListQuery.of(handle, table, search, from)
                                        .map(table::found)
                                        .stream()));
    }

    @Override
    public Stream<Entry.PrefixBlock> prefixes() {
        return database
                .read(handle ->
                        handle.createQuery(ListTable.PREFIX_BLOCKS.select())
                                .map(ListTable.PREFIX_BLOCKS.mapper())
                                .list())
                .stream()
                .map(Entry.PrefixBlock.class::cast);
    }

    @Override
    public List<Entry> of(Collection<PhoneNumber> numbers) {
        return database.read(handle -> of(handle, numbers));
    }

    static List<Entry> of(Handle handle, Collection<PhoneNumber> numbers) {
        String wanted =
                numbers.stream()
                        .map(number -> Long.toString(number.e164()))
                        .collect(Collectors.joining(",", "[", "]"));
        return ListTable.OF_NUMBERS.stream()
                .flatMap(table ->
                        handle
                                .createQuery(
                                        table.select()
                                                + " WHERE number IN"
                                                + " (SELECT value FROM json_each(:numbers))")
                                .bind("numbers", wanted)
                                .map(table.mapper())
                                .list()
                                .stream())
                .toList();
    }

    @Override
    public List<Change> changesSince(long revision, int most) {
        return database.read(handle ->
                handle.createQuery(ListSql.CHANGES)
                        .bind("revision", revision)
                        .bind("most", most)
                        .map(ListRows::change)
                        .list());
    }

    @Override
    public long revision() {
        return database.read(
                handle -> handle.createQuery(ListSql.REVISION).mapTo(long.class).one());
    }

    @Override
    public Stream<Event> events(ListSearch search) {
        return events(search, Long.MAX_VALUE);
    }

    @Override
    public Stream<Event> events(ListSearch search, long before) {
        return database.streamed(handle ->
                        ListQuery.ofEvents(handle, search, before).map(ListRows::event).stream())
                .filter(event -> isOf(event, search));
    }

    @Override
    public List<BrokenOff> brokenOff(String source) {
        return database.read(handle ->
                handle.createQuery(ListSql.BROKEN_OFF)
                        .bind("source", source)
                        .map(ListRows::brokenOff)
                        .list());
    }

    private static boolean isOf(Event event, ListSearch search) {
        Optional<PrincipalId> principal = event.subject().flatMap(SqlNumberLists::principal);
        Optional<?> list =
                event.subject()
                        .filter(Entry.Blocked.class::isInstance)
                        .map(entry -> ((Entry.Blocked) entry).block().list());
        return (search.principal().isEmpty() || search.principal().equals(principal))
                && (search.list().isEmpty() || search.list().equals(list));
    }

    private static Optional<PrincipalId> principal(Entry entry) {
        return switch (entry) {
            case Entry.Blocked blocked -> blocked.block().principal();
            case Entry.ConsentGiven(var _, Consent it) -> Optional.of(it.principal());
            case Entry.Customer(var _, CustomerRelation it) -> Optional.of(it.principal());
            case Entry.Subscribed _ -> Optional.empty();
        };
    }

    private long replace(
            PhoneNumber number, Act act, Predicate<Entry> which, Function<Entry, Entry> how) {
        return database.write(handle -> {
            List<Entry> standing = of(handle, List.of(number)).stream().filter(which).toList();
            return change(
                    handle,
                    act,
                    writer -> {
                        for (Entry each : standing) {
                            writer.replace(each, how.apply(each));
                        }
                        return standing.size();
                    });
        });
    }

    /// Does something under an act, which is forgotten when nothing changed.
    ///
    /// @param handle in a transaction that holds the lock
    long change(Handle handle, Act act, Changing changing) {
        long id = begin(handle, act, 1, true);
        long changed = written(handle, id, changing);
        if (changed == 0) {
            handle.createUpdate(ListSql.FORGET_ACT).bind("act", id).execute();
        }
        return changed;
    }

    private long written(Handle handle, long act, Changing changing) {
        try (ListWriter writer = new ListWriter(handle.getConnection(), act)) {
            return changing.by(writer);
        } catch (SQLException e) {
            throw database.fault(e);
        }
    }

    private long begin(Handle handle, Act act, int entries, boolean finished) {
        handle.createUpdate(ListSql.ADD_ACT)
                .bind("who", act.who())
                .bind("at", clock.millis())
                .bind("what", act.what())
                .bind("source", act.source())
                .bind("reason", act.reason())
                .bind("entries", entries)
                .bind("finished", finished)
                .execute();
        return handle.createQuery(ListSql.LAST_ACT).mapTo(long.class).one();
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LedgerException("load: interrupted; a part is written, load it again", e);
        }
    }

    /// Writes under an act.
    @FunctionalInterface
    interface Changing {
        /// Returns how many entries changed.
        long by(ListWriter writer) throws SQLException;
    }

    /// Many entries on their way in, under one act.
    private final class Load {
        private final List<Entry> entries;
        private final Act act;
        private long id;
        private int next;
        private long added;

        Load(List<Entry> entries, Act act) {
            this.entries = entries;
            this.act = act;
        }

        boolean isDone() {
            return next == entries.size();
        }

        /// One transaction, which begins with the first the act and ends it with the last. Returns
        /// how many changed in it.
        long step(Handle handle) {
            if (next == 0) {
                id = begin(handle, act, entries.size(), false);
            }
            long changed = written(handle, id, this::write);
            added += changed;
            if (isDone()) {
                handle.createUpdate(ListSql.FINISH_ACT).bind("act", id).execute();
            }
            if (isDone() && added == 0) {
                handle.createUpdate(ListSql.FORGET_ACT).bind("act", id).execute();
            }
            return changed;
        }

        private long write(ListWriter writer) throws SQLException {
            long until = System.nanoTime() + HOLD.toNanos();
            long changed = 0;
            do {
                changed += writer.add(entries.get(next++)) ? 1 : 0;
            } while (!isDone() && (next % LOOK_EVERY != 0 || System.nanoTime() < until));
            return changed;
        }
    }
}
