package se.ringvakt.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import se.ringvakt.view.Times;
import se.ringvakt.view.Words;
import se.ringvakt.web.Problem;

/// A job as the API shows it.
///
/// @param kept until when, once it is over; then it is erased
/// @param rows read so far; of a register: 0
/// @param receipt its number, of a wash that is done
/// @param report what was found out
/// @param files which can be fetched: `file`, `rejects`, `newly`
record JobView(
        String id,
        String kind,
        String state,
        String owner,
        String name,
        OffsetDateTime made,
        Optional<OffsetDateTime> ended,
        Optional<OffsetDateTime> kept,
        long bytes,
        long readBytes,
        long totalBytes,
        long rows,
        Optional<Long> receipt,
        Optional<JsonNode> report,
        Optional<Trouble> problem,
        List<String> files) {

    /// Why it failed, as if it had been refused at once.
    record Trouble(String type, String title, int status, String detail) {
        static Trouble of(Job.Failure failure) {
            Problem.Kind kind = failure.kind();
            return new Trouble(
                    "/problems/" + Words.of(kind), kind.title(), kind.status(), failure.detail());
        }
    }

    static JobView of(Job job, Duration kept, ZoneId zone) {
        Job.Facts facts = job.facts();
        Job.Reached reached = job.reached();
        boolean done = facts.state() == Job.State.DONE;
        return new JobView(
                facts.id(),
                Words.of(facts.kind()),
                Words.of(facts.state()),
                facts.owner(),
                facts.name(),
                Times.offset(facts.made(), zone),
                facts.ended().map(at -> Times.offset(at, zone)),
                facts.ended().map(at -> Times.offset(at.plus(kept), zone)),
                facts.bytes(),
                done ? facts.bytes() : reached.readBytes(),
                done ? facts.bytes() : reached.totalBytes(),
                reached.rows(),
                facts.result()
                        .filter(found -> found.has("receipt"))
                        .map(found -> found.path("receipt").asLong()),
                facts.result(),
                facts.failure().map(Trouble::of),
                done
                        ? WashApi.RESULTS.stream()
                                .filter(role -> Files.isRegularFile(job.file(role)))
                                .toList()
                        : List.of());
    }
}
