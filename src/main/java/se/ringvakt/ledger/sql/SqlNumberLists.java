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
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.transaction.TransactionException;
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

    /// Numbers that one statement asks for.
    private static final int ASKED_AT_ONCE = 500;

    private static final String REVISION = "lists";

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
            if (load.isBegun()) {
                pause();
            }
            load.goneOn(database.write(load::step));
        }
        return load.added;
    }

    @Override
    public boolean remove(Entry.Blocked block, Act act) {
        return 0
                < database.write(
                        handle -> change(handle, act, writer -> writer.remove(block) ? 1L : 0L));
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
        return numbers.stream()
                .map(PhoneNumber::e164)
                .gather(Gatherers.windowFixed(ASKED_AT_ONCE))
                .flatMap(some ->
                        ListTable.OF_NUMBERS.stream()
                                .flatMap(table -> of(handle, table, some).stream()))
                .toList();
    }

    private static List<Entry> of(Handle handle, ListTable table, List<Long> numbers) {
        return handle.createQuery(table.select() + " WHERE number IN (<numbers>)")
                .bindList("numbers", numbers)
                .map(table.mapper())
                .list();
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
        return database.read(handle -> Revisions.last(handle, REVISION));
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
                        return (long) standing.size();
                    });
        });
    }

    /// Does something under an act, which is forgotten when nothing changed.
    ///
    /// @param handle in a transaction that writes
    long change(Handle handle, Act act, Changing<Long> changing) {
        long id = begin(handle, act, 1, true);
        long changed = written(handle, id, changing);
        if (changed == 0) {
            handle.createUpdate(ListSql.FORGET_ACT).bind("act", id).execute();
        }
        return changed;
    }

    private <T> T written(Handle handle, long act, Changing<T> changing) {
        long last = Revisions.held(handle, REVISION);
        try (ListWriter writer = new ListWriter(handle.getConnection(), act, last)) {
            T told = changing.by(writer);
            Revisions.set(handle, REVISION, writer.revision());
            return told;
        } catch (SQLException e) {
            // As every other statement fails, so that the database knows whether to begin anew.
            throw new TransactionException(String.valueOf(e.getMessage()), e);
        }
    }

    private long begin(Handle handle, Act act, int entries, boolean finished) {
        return handle.createQuery(ListSql.ADD_ACT)
                .bind("who", act.who())
                .bind("at", clock.millis())
                .bind("what", act.what())
                .bind("source", act.source())
                .bind("reason", act.reason())
                .bind("entries", entries)
                .bind("finished", finished)
                .mapTo(long.class)
                .one();
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
    ///
    /// @param <T> what it tells of it
    @FunctionalInterface
    interface Changing<T> {
        T by(ListWriter writer) throws SQLException;
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

        boolean isBegun() {
            return next > 0;
        }

        boolean isDone() {
            return next == entries.size();
        }

        void goneOn(Step step) {
            id = step.act;
            next = step.next;
            added += step.changed;
        }

        /// One transaction, which begins with the first the act and ends it with the last. It may
        /// be run again, so what it came to is taken over only when it is on record.
        Step step(Handle handle) {
            long act = isBegun() ? id : begin(handle, this.act, entries.size(), false);
            Step step = written(handle, act, writer -> write(writer, act));
            boolean last = step.next == entries.size();
            if (last) {
                handle.createUpdate(ListSql.FINISH_ACT).bind("act", act).execute();
            }
            if (last && added + step.changed == 0) {
                handle.createUpdate(ListSql.FORGET_ACT).bind("act", act).execute();
            }
            return step;
        }

        private Step write(ListWriter writer, long act) throws SQLException {
            long until = System.nanoTime() + HOLD.toNanos();
            long changed = 0;
            int at = next;
            do {
                changed += writer.add(entries.get(at++)) ? 1 : 0;
            } while (at < entries.size() && (at % LOOK_EVERY != 0 || System.nanoTime() < until));
            return new Step(act, at, changed);
        }
    }

    /// How far a load came in one transaction.
    ///
    /// @param act under which it is written
    /// @param next the first entry that is not written yet
    private record Step(long act, int next, long changed) {}
}
