package se.ringvakt.evidence;

import java.time.Duration;
import java.time.Instant;

/// What the writer itself has to tell.
sealed interface Happening extends Testimony {

    /// The writer began.
    ///
    /// @param key which signs
    /// @param tail what it found
    record Started(Instant at, VerifyingKey key, Tail tail) implements Happening {
        @Override
        public Kind kind() {
            return Kind.START;
        }

        @Override
        public void tell(FactsWriter facts) {
            facts.put("key", key.id())
                    .put("cutBytes", tail.cutBytes())
                    .put("unsigned", tail.unsigned())
                    .put("damaged", tail.damage());
        }
    }

    /// Records were lost, since more came than could be written.
    ///
    /// @param from when the first was
    /// @param to when the last was
    record Lost(Instant at, long records, Instant from, Instant to) implements Happening {
        @Override
        public Kind kind() {
            return Kind.GAP;
        }

        @Override
        public void tell(FactsWriter facts) {
            facts.put("lost", records).put("from", from).put("to", to);
        }

        /// One more was.
        Lost and(Instant when) {
            return new Lost(
                    at,
                    records + 1,
                    when.isBefore(from) ? when : from,
                    when.isAfter(to) ? when : to);
        }
    }

    /// The clock was set.
    ///
    /// @param stepped by how much; negative: back
    /// @param since by how much since the writer began
    record ClockSet(Instant at, Duration stepped, Duration since) implements Happening {
        @Override
        public Kind kind() {
            return Kind.CLOCK;
        }

        @Override
        public void tell(FactsWriter facts) {
            facts.put("steppedMillis", stepped.toMillis())
                    .put("sinceStartMillis", since.toMillis());
        }
    }

    /// The record goes on from a backup.
    record FromBackup(Instant at, Restored restored) implements Happening {
        @Override
        public Kind kind() {
            return Kind.RESTORED;
        }

        @Override
        public void tell(FactsWriter facts) {
            restored.tell(facts);
        }
    }

    /// What was erased has a record before it is.
    ///
    /// @param request why
    /// @param records which
    record Erased(Instant at, ErasureRequest request, Ranges records) implements Happening {
        @Override
        public Kind kind() {
            return Kind.ERASURE;
        }

        @Override
        public void tell(FactsWriter facts) {
            facts.put(Erasures.FIELDS, request.fields())
                    .put("count", records.size())
                    .put(Erasures.RECORDS, Erasures.written(records))
                    .put("why", request.why())
                    .put("by", request.by())
                    .put("before", request.before().map(Json::time));
        }
    }
}
