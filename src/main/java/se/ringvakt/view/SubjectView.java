package se.ringvakt.view;

import java.io.PrintWriter;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everything kept about one number, as it is handed to whoever asks (GDPR, article 15).
///
/// @param entries what the lists say, by columns, `list` naming which
/// @param changes who changed them
/// @param offers campaigns known by a keyed hash alone to have called with an offer
/// @param notes what is kept elsewhere, or not at all
public record SubjectView(
        String number,
        OffsetDateTime at,
        List<Map<String, String>> entries,
        List<EventView> changes,
        List<RequestView> requests,
        List<AttemptView> attempts,
        List<Recording> recordings,
        List<Denial> denials,
        List<Bypass> bypasses,
        List<Objection> objections,
        List<Offer> offers,
        List<Evidence> evidence,
        List<String> notes) {

    /// A record of what was decided or became of a call.
    ///
    /// @param facts as it stands on record, JSON
    public record Evidence(long n, OffsetDateTime at, String facts) {}

    /// A recording, by its file's name.
    public record Recording(
            String attempt,
            OffsetDateTime consented,
            String file,
            Optional<OffsetDateTime> erased) {}

    /// A dial that was denied.
    public record Denial(
            OffsetDateTime at, String campaign, String agent, String kind, String reasons) {}

    /// A dial past the gate.
    public record Bypass(OffsetDateTime at, String switchName, String dialled) {}

    /// An objection by key.
    public record Objection(
            OffsetDateTime at, String principal, boolean register, Optional<String> passedOnIn) {}

    /// A campaign's last attempt with an offer.
    public record Offer(String campaign, String offer, OffsetDateTime at) {}

    /// For people.
    public void print(PrintWriter out) {
        out.println("kept about " + number + ", " + Times.shown(at.toZonedDateTime()));
        heading("lists", entries.size(), out);
        entries.forEach(entry -> line(words(entry), out));
        heading("changes of the lists", changes.size(), out);
        changes.forEach(event -> line(event.text(), out));
        heading("requests to lift a block", requests.size(), out);
        requests.forEach(request -> line(request.block() + ", " + request.state(), out));
        heading("attempts", attempts.size(), out);
        attempts.forEach(attempt -> line(words(attempt), out));
        heading("recordings", recordings.size(), out);
        recordings.forEach(each -> line(words(each), out));
        heading("denied dials", denials.size(), out);
        denials.forEach(each ->
                line(Times.brief(each.at()) + "  " + each.campaign() + "  " + each.reasons(), out));
        heading("dials past the gate", bypasses.size(), out);
        bypasses.forEach(each -> line(Times.brief(each.at()) + "  " + each.switchName(), out));
        heading("objections", objections.size(), out);
        objections.forEach(each -> line(Times.brief(each.at()) + "  " + each.principal(), out));
        heading("offers, by keyed hash alone", offers.size(), out);
        offers.forEach(each ->
                line(Times.brief(each.at()) + "  " + each.campaign() + "  " + each.offer(), out));
        heading("records of decisions", evidence.size(), out);
        evidence.forEach(
                each -> line(each.n() + "  " + Times.brief(each.at()) + "  " + each.facts(), out));
        out.println();
        notes.forEach(out::println);
    }

    private static void heading(String what, int count, PrintWriter out) {
        out.println();
        out.println(what + ": " + (count == 0 ? "none" : Integer.toString(count)));
    }

    private static void line(String text, PrintWriter out) {
        out.println("  " + Lines.plain(text));
    }

    private static String words(Map<String, String> entry) {
        StringBuilder words = new StringBuilder();
        entry.forEach((column, cell) -> words.append(column).append(' ').append(cell).append("  "));
        return words.toString().strip();
    }

    private static String words(AttemptView attempt) {
        return Times.brief(attempt.at())
                + "  "
                + attempt.campaign()
                + "  agent "
                + attempt.agent().orElse("-")
                + "  "
                + attempt.outcome().map(AttemptView.Became::answer).orElse("no outcome")
                + "  "
                + attempt.state().words()
                + (attempt.rehearsed()
                        ? "  would have been denied: " + String.join(", ", attempt.reasons())
                        : "");
    }

    private static String words(Recording recording) {
        return recording.file()
                + recording.erased().map(at -> "  erased " + Times.brief(at)).orElse("");
    }
}
