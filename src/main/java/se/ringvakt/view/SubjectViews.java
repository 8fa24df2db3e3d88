package se.ringvakt.view;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.Campaign;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.evidence.EvidenceRecord;
import se.ringvakt.ledger.Objections;
import se.ringvakt.ledger.Recordings.Erasure;
import se.ringvakt.ledger.Recordings.Recorded;
import se.ringvakt.register.ListHistory.Event;
import se.ringvakt.register.ListSearch;
import se.ringvakt.register.NumberLists.Entry;
import se.ringvakt.site.Site;

/// Gathers everything kept about one number.
public final class SubjectViews {
    private final Site site;
    private final PhoneNumber number;

    /// @param number whose
    public SubjectViews(Site site, PhoneNumber number) {
        this.site = site;
        this.number = number;
    }

    /// Gathers it.
    public SubjectView gather() {
        AttemptViews views = new AttemptViews(site, PhoneNumber::international);
        List<AttemptView> attempts =
                site.records().attempts(number, Integer.MAX_VALUE).stream().map(views::of).toList();
        return new SubjectView(
                number.international(),
                time(site.now()),
                entries(),
                changes(),
                requests(),
                attempts,
                recordings(attempts),
                site.retention().denials(number).stream()
                        .map(each ->
                                new SubjectView.Denial(
                                        time(each.at()),
                                        each.campaign(),
                                        each.agent(),
                                        each.kind(),
                                        each.reasons()))
                        .toList(),
                bypasses(),
                objections(),
                offers(),
                evidence(),
                notes());
    }

    private List<Map<String, String>> entries() {
        EntryRow rows =
                new EntryRow(PhoneNumber::international, at -> Times.shown(at.atZone(site.zone())));
        List<Map<String, String>> entries = new ArrayList<>();
        for (Entry entry : site.lists().of(number)) {
            Map<String, String> cells = new LinkedHashMap<>();
            cells.put("on", Words.of(EntryRow.kind(entry)));
            rows.of(entry)
                    .forEach((column, cell) -> cell.ifPresent(text -> cells.put(column, text)));
            entries.add(cells);
        }
        return entries;
    }

    private List<EventView> changes() {
        EventViews views = new EventViews(PhoneNumber::international, site.zone());
        try (Stream<Event> events = site.listHistory().events(ListSearch.of(number))) {
            return events.filter(event -> event.subject().map(this::isAbout).orElse(true))
                    .map(views::of)
                    .toList();
        }
    }

    private boolean isAbout(Entry entry) {
        return entry.about().equals(Optional.of(number));
    }

    private List<RequestView> requests() {
        RequestViews views = new RequestViews(PhoneNumber::international, site.zone());
        return site.removals().list(true).stream()
                .filter(request -> isAbout(request.block()))
                .map(views::of)
                .toList();
    }

    private List<SubjectView.Recording> recordings(List<AttemptView> attempts) {
        List<SubjectView.Recording> recordings = new ArrayList<>();
        for (AttemptView attempt : attempts) {
            AttemptId id = new AttemptId(Long.parseLong(attempt.attempt()));
            for (Recorded recorded : site.recordings().list(Optional.of(id))) {
                recordings.add(
                        new SubjectView.Recording(
                                attempt.attempt(),
                                time(recorded.consented().at()),
                                recorded.consented().file(),
                                recorded.erasure().map(Erasure::at).map(this::time)));
            }
        }
        return recordings;
    }

    private List<SubjectView.Bypass> bypasses() {
        return site.records().bypasses(Instant.EPOCH).stream()
                .map(past -> past.bypass())
                .filter(bypass -> bypass.number().equals(Optional.of(number)))
                .map(bypass ->
                        new SubjectView.Bypass(
                                time(bypass.at()), bypass.switchName(), bypass.dialled()))
                .toList();
    }

    private List<SubjectView.Objection> objections() {
        return site.objections().list().stream()
                .filter(recorded -> recorded.objection().number().equals(number))
                .map(recorded ->
                        new SubjectView.Objection(
                                time(recorded.objection().at()),
                                recorded.objection().principal().value(),
                                recorded.objection().register(),
                                recorded.batch().map(Objections.Batch::file)))
                .toList();
    }

    private List<SubjectView.Offer> offers() {
        return site.campaigns().read().campaigns().values().stream()
                .map(Campaign::offer)
                .flatMap(Optional::stream)
                .distinct()
                .flatMap(offer -> site.retention().remembered(number, offer).stream())
                .map(each -> new SubjectView.Offer(each.campaign(), each.offer(), time(each.at())))
                .toList();
    }

    private List<SubjectView.Evidence> evidence() {
        String value = Long.toString(number.e164());
        Instant end = site.now().plusSeconds(1);
        try (Stream<EvidenceRecord> records =
                site.evidence().records("number", value, Instant.EPOCH, end)) {
            return records.map(record ->
                            new SubjectView.Evidence(
                                    record.n(), time(record.at()), record.factsText()))
                    .toList();
        }
    }

    private static List<String> notes() {
        return List.of(
                "Receipts of washes and reports hold counts, no numbers.",
                "The audit log holds numbers with their last four digits hidden only.",
                "Registers, such as NIX-Telefon, are their keepers' to tell of.");
    }

    private OffsetDateTime time(Instant at) {
        return at.atZone(site.zone()).toOffsetDateTime();
    }
}
