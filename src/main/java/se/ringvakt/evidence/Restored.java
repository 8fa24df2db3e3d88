package se.ringvakt.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/// Here the chain goes on from a backup: what had been recorded after that backup stands in another
/// copy, under the same numbers.
///
/// @param asOf when the backup was made
/// @param restored when it took the place of what was there
/// @param last the last record of the backup; 0: it held none
public record Restored(Instant asOf, Instant restored, long last) {
    private static final String AS_OF = "asOf";
    private static final String RESTORED = "restored";
    private static final String LAST = "last";

    /// What a record of this kind says; empty: it is of another kind, or says nothing of the sort.
    static Optional<Restored> of(EvidenceRecord each) {
        if (each.kind() != Kind.RESTORED) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new Restored(
                            time(each.facts(), AS_OF),
                            time(each.facts(), RESTORED),
                            each.facts().path(LAST).asLong()));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    static Instant time(JsonNode facts, String key) {
        return Instant.parse(facts.path(key).asText());
    }

    void tell(FactsWriter facts) {
        facts.put(AS_OF, asOf).put(RESTORED, restored).put(LAST, last);
    }

    /// Whether this is why something that was signed then is not here.
    ///
    /// @param kept signed before this was restored, of records after those of the backup
    boolean replaced(Head kept) {
        return kept.last() > last && kept.at().isBefore(restored);
    }

    /// What was replaced, in one line.
    public String line() {
        return "restored "
                + Json.time(restored)
                + " from a backup of "
                + Json.time(asOf)
                + ": what was recorded after record "
                + last
                + " in between was replaced";
    }
}
