package se.ringvakt.ledger.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.History.Counted;
import se.ringvakt.call.OfferId;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.ledger.LedgerException;
import se.ringvakt.retention.MemoryKeys;
import se.ringvakt.retention.MemoryKeys.Hash;

/// Looks up which campaigns are remembered to have called a number with an offer, and says to the
/// other gates which keys this one has: they erase only what all of them can look up.
///
/// With every look comes which keys something is remembered by. A gate that lacks one refuses, so
/// that whichever came first, the erasing or the gate, nothing is overlooked. Thread-safe.
final class OfferLookup implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OfferLookup.class);

    private static final Duration TELL_EVERY = Duration.ofSeconds(10);

    private static final String TELL =
            """
            INSERT INTO memory_key_holder (holder, name, marks, seen) VALUES (?, ?, ?, %s)
            ON CONFLICT (holder) DO UPDATE SET marks = excluded.marks, seen = excluded.seen
            """
                    .formatted(NodeLease.NOW);

    private static final String TELL_NO_MORE = "DELETE FROM memory_key_holder WHERE holder = ?";

    private static final String USED = "SELECT mark FROM memory_key";

    private final Link link;
    private final Optional<MemoryKeys> keys;
    private final String holder;
    private volatile Optional<String> fault = Optional.empty();

    /// @param database whose sharer it is
    /// @param keys none: nothing was ever erased from this ledger
    OfferLookup(Link link, PostgresDatabase database, Optional<MemoryKeys> keys) {
        this.link = link;
        this.keys = keys;
        this.holder = database.sharer().orElseThrow();
    }

    /// Tells of its keys, now and from time to time.
    void start() {
        keys.ifPresent(own -> link.soonAndEvery(TELL_EVERY, () -> tell(own)));
    }

    /// Why dials with an offer are refused; empty: they are not. At most ten seconds old.
    Optional<String> fault() {
        return fault;
    }

    /// What is remembered, by start.
    ///
    /// @throws LedgerException also when a key is missing here
    List<Counted> remembered(PhoneNumber number, OfferId offer) {
        return keys.map(own -> remembered(own, number, offer)).orElse(List.of());
    }

    private List<Counted> remembered(MemoryKeys own, PhoneNumber number, OfferId offer) {
        List<Hash> hashes = own.hashes(number, offer);
        return link.ask(connection -> remembered(connection, own, offer, hashes));
    }

    private List<Counted> remembered(
            Connection connection, MemoryKeys own, OfferId offer, List<Hash> hashes)
            throws SQLException {
        List<Counted> found = new ArrayList<>();
        Set<String> used = new HashSet<>();
        try (Bound select = new Bound(connection, HotSql.REMEMBERED)) {
            for (Hash hash : hashes) {
                select.statement().setBytes(1, hash.bytes());
                try (ResultSet row = select.statement().executeQuery()) {
                    while (row.next()) {
                        String mark = row.getString(3);
                        if (mark == null) {
                            found.add(counted(row, offer));
                        } else {
                            used.add(mark);
                        }
                    }
                }
            }
        }
        if (hashes.isEmpty()) {
            // A gate without a key cannot look anything up: it may judge only while nobody used
            // one.
            used.addAll(used(connection));
        }
        judge(own, hashes.stream().map(Hash::mark).toList(), used)
                .ifPresent(what -> {
                    throw new LedgerException(what);
                });
        found.sort(Comparator.comparing(Counted::start));
        return found;
    }

    private static Counted counted(ResultSet row, OfferId offer) throws SQLException {
        Instant at = Instant.ofEpochMilli(row.getLong(2));
        CampaignId campaign = new CampaignId(row.getString(1));
        return new Counted(campaign, Optional.of(offer), at, Optional.of(at));
    }

    /// Whether all keys are here by which something is remembered.
    private Optional<String> judge(MemoryKeys own, List<String> here, Set<String> used) {
        Optional<String> now =
                MemoryKeys.missing(here, used)
                        .map(name ->
                                String.valueOf(MemoryKeys.lacking(own.file(), name).getMessage()));
        if (!now.equals(fault)) {
            now.ifPresent(what -> LOG.error("dials with an offer are denied: {}", what));
            fault = now;
        }
        return now;
    }

    private void tell(MemoryKeys own) {
        List<String> here = own.marks();
        String marks = String.join(" ", here);
        Optional<String> _ =
                judge(
                        own,
                        here,
                        link.ask(connection -> {
                            try (Bound tell = new Bound(connection, TELL)) {
                                boolean _ =
                                        tell.text(holder)
                                                .text(RunOfGate.name())
                                                .text(marks)
                                                .writes();
                            }
                            return used(connection);
                        }));
    }

    private static Set<String> used(Connection connection) throws SQLException {
        Set<String> used = new HashSet<>();
        try (Bound select = new Bound(connection, USED);
                ResultSet row = select.statement().executeQuery()) {
            while (row.next()) {
                used.add(row.getString(1));
            }
        }
        return used;
    }

    /// Does not run any more: others need not wait until it has a key.
    @Override
    public void close() {
        if (keys.isPresent() && link.fault().isEmpty()) {
            try {
                boolean _ =
                        link.ask(connection -> {
                            try (Bound statement = new Bound(connection, TELL_NO_MORE)) {
                                return statement.text(holder).writes();
                            }
                        });
            } catch (LedgerException e) {
                LOG.debug("its keys are on record some minutes longer", e);
            }
        }
    }
}
