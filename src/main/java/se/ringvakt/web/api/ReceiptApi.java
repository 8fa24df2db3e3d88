package se.ringvakt.web.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.ledger.WashReceipt;
import se.ringvakt.ledger.WashReceipts.Search;
import se.ringvakt.print.Page;
import se.ringvakt.site.Site;
import se.ringvakt.view.ReceiptPage;
import se.ringvakt.view.ReceiptView;
import se.ringvakt.view.Times;
import se.ringvakt.web.Ask;
import se.ringvakt.web.Operations;
import se.ringvakt.web.Problem;
import se.ringvakt.web.Reply;

/// Receipts of washes, which hold no numbers.
public final class ReceiptApi {
    /// A page of ours that holds what others typed, as text; it may do nothing all the same.
    private static final String NOTHING_BUT_STYLE =
            "sandbox; default-src 'none'; style-src 'unsafe-inline'; form-action 'none';"
                    + " frame-ancestors 'none'";

    private final Site site;

    public ReceiptApi(Site site) {
        this.site = site;
    }

    /// Offers `listReceipts`, `receipt` and `receiptPage`.
    public void offer(Operations operations) {
        operations
                .on("listReceipts", this::list)
                .on("receipt", ask -> Reply.ok(ReceiptView.of(find(ask), site.zone())))
                .on("receiptPage", this::page);
    }

    /// A page of a list.
    ///
    /// @param next what `after` is to be for the next page; empty: this is the last
    private record Receipts(List<ReceiptView> items, Optional<String> next) {}

    private Reply list(Ask ask) {
        int limit = Wanted.limit(ask);
        Search search =
                new Search(
                        ask.query("text").orElse(""),
                        ask.query("principal").map(PrincipalId::new),
                        since(ask),
                        after(ask),
                        limit + 1);
        List<WashReceipt> found = site.washes().list(search);
        List<WashReceipt> shown = found.subList(0, Math.min(limit, found.size()));
        return Reply.ok(
                new Receipts(
                        shown.stream()
                                .map(receipt -> ReceiptView.of(receipt, site.zone()))
                                .toList(),
                        found.size() > limit
                                ? Optional.of(Long.toString(shown.getLast().id()))
                                : Optional.empty()));
    }

    private OptionalLong after(Ask ask) {
        Optional<String> cursor = ask.query("after");
        if (cursor.isEmpty()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(
                number(cursor.get())
                        .flatMap(id -> site.washes().find(id))
                        .orElseThrow(() ->
                                Problem.unprocessable(
                                        "after: unknown (expected: next of a former page)"))
                        .id());
    }

    private Instant since(Ask ask) {
        try {
            return ask.query("since")
                    .map(when -> Times.readBegin(when, site.zone()))
                    .orElse(Instant.EPOCH);
        } catch (DateTimeException e) {
            throw Problem.unprocessable("since: " + e.getMessage() + " or a date, 2026-11-23");
        }
    }

    private WashReceipt find(Ask ask) {
        return number(ask.path("id"))
                .flatMap(id -> site.washes().find(id))
                .orElseThrow(() -> Problem.notFound("receipt: none of this number"));
    }

    private static Optional<Long> number(String typed) {
        return typed.matches("[0-9]{1,18}") ? Optional.of(Long.valueOf(typed)) : Optional.empty();
    }

    private Reply page(Ask ask) throws IOException {
        WashReceipt receipt = find(ask);
        Locale language = Locale.of(either(ask, "language", "sv", "en"));
        boolean pdf = either(ask, "format", "html", "pdf").equals("pdf");
        Page page = new ReceiptPage(receipt, site.zone(), language).page();
        Reply reply =
                pdf
                        ? Reply.bytes("application/pdf", pdf(page))
                        : Reply.bytes(
                                        "text/html; charset=utf-8",
                                        page.html().getBytes(StandardCharsets.UTF_8))
                                .with("Content-Security-Policy", NOTHING_BUT_STYLE);
        String ending = pdf ? ".pdf" : ".html";
        return reply.with("X-Content-Type-Options", "nosniff")
                .with(
                        "Content-Disposition",
                        "inline; filename=\"receipt-" + receipt.id() + ending + "\"");
    }

    private static String either(Ask ask, String key, String usual, String other) {
        String word = ask.query(key).orElse(usual);
        if (!word.equals(usual) && !word.equals(other)) {
            throw Problem.unprocessable(
                    key + ": unknown (expected: " + usual + " or " + other + ")");
        }
        return word;
    }

    /// One at a time: each takes some memory and a moment of a processor.
    private static synchronized byte[] pdf(Page page) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        page.writePdf(bytes);
        return bytes.toByteArray();
    }
}
