package se.ringvakt.ledger.sql;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import se.ringvakt.call.OfferId;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.retention.KeyRefused;
import se.ringvakt.retention.MemoryKeys;
import se.ringvakt.retention.MemoryKeys.Hash;

/// Makes hashes of offers within one transaction that erases, under a key that whoever looks them
/// up has.
///
/// Where gates share the ledger that is the newest key that each running gate says it has, and it
/// is put on record with the first hash: from then on no gate without it looks anything up.
final class OfferMemory {
    /// A gate that was not seen for so long does not run. Well more than it takes one to say which
    /// keys it has; should it come back it looks before it allows.
    static final Duration GONE_AFTER = Duration.ofMinutes(10);

    private static final String HOLDERS =
            "SELECT name, marks FROM memory_key_holder WHERE seen >= " + Turns.NOW + " - :gone";

    private static final String USE =
            "INSERT INTO memory_key (mark) VALUES (:mark) ON CONFLICT DO NOTHING";

    private static final String MARKS = "SELECT mark FROM memory_key";

    private static final String NAMES = "SELECT DISTINCT key FROM offer_memory";

    private static final String UNUSED =
            """
            DELETE FROM memory_key
             WHERE NOT EXISTS (SELECT 1 FROM offer_memory
                                WHERE key = SUBSTRING(mark FROM 1 FOR 8))
            """;

    private static final String GONE =
            "DELETE FROM memory_key_holder WHERE seen < " + Turns.NOW + " - :gone";

    private final Handle handle;
    private final MemoryKeys keys;
    private final boolean shared;
    private @Nullable String mark;

    OfferMemory(Handle handle, MemoryKeys keys, boolean shared) {
        this.handle = handle;
        this.keys = keys;
        this.shared = shared;
    }

    private record Holder(String name, List<String> marks) {}

    /// The hash, and the key that it is to be remembered with.
    ///
    /// @throws KeyRefused when gates that share the ledger have no key in common
    Hash hash(PhoneNumber number, OfferId offer) {
        if (!shared) {
            return keys.hash(number, offer);
        }
        String chosen = mark;
        if (chosen == null) {
            chosen = chosen();
            handle.createUpdate(USE).bind("mark", chosen).execute();
            mark = chosen;
        }
        return keys.hash(chosen, number, offer);
    }

    private String chosen() {
        List<Holder> gates =
                handle.createQuery(HOLDERS)
                        .bind("gone", GONE_AFTER.toMillis())
                        .map((row, context) ->
                                new Holder(
                                        row.getString("name"),
                                        Arrays.asList(row.getString("marks").split(" ", -1))))
                        .list();
        List<String> mine = keys.marks();
        for (String each : mine.reversed()) {
            if (gates.stream().allMatch(gate -> gate.marks().contains(each))) {
                return each;
            }
        }
        String newest = mine.getLast();
        String lacking =
                gates.stream()
                        .filter(gate -> !gate.marks().contains(newest))
                        .map(Holder::name)
                        .sorted()
                        .findFirst()
                        .orElse("");
        throw MemoryKeys.notEverywhere(keys.file(), MemoryKeys.name(newest), lacking);
    }

    /// What something is remembered by: marks of keys where gates share the ledger, else names.
    static Set<String> used(Database database) {
        String query = database.sharer().isPresent() ? MARKS : NAMES;
        return database.read(
                handle -> new HashSet<>(handle.createQuery(query).mapTo(String.class).list()));
    }

    /// Forgets the keys, here and on record, that nothing is remembered by any more.
    static void tidy(Database database, MemoryKeys keys) {
        Set<String> names =
                database.read(handle ->
                        new HashSet<>(handle.createQuery(NAMES).mapTo(String.class).list()));
        if (database.sharer().isEmpty()) {
            keys.drop(names);
            return;
        }
        // The one that is in use until all gates have the newest.
        Optional<String> kept = inUse(database, keys);
        if (kept.isPresent()) {
            names.add(kept.get());
            keys.drop(names);
        }
        int _ = database.write(handle -> handle.createUpdate(UNUSED).execute());
        int _ =
                database.write(handle ->
                        handle.createUpdate(GONE).bind("gone", GONE_AFTER.toMillis()).execute());
    }

    private static Optional<String> inUse(Database database, MemoryKeys keys) {
        try {
            return Optional.of(
                    MemoryKeys.name(
                            database.read(handle -> new OfferMemory(handle, keys, true).chosen())));
        } catch (KeyRefused _) {
            // Then none may be forgotten.
            return Optional.empty();
        }
    }
}
