package se.ringvakt.view;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.ledger.WashReceipt;
import se.ringvakt.print.Page;
import se.ringvakt.rule.Reason;
import se.ringvakt.wash.Status;
import se.ringvakt.wash.WashReport;
import se.ringvakt.wash.WashReport.FileFacts;

/// A receipt as a page: what is printed of it, in words.
public final class ReceiptPage {
    private static final String TEMPLATE = "receipt";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xxx", Locale.ROOT);
    private static final BigDecimal MILLIS = BigDecimal.valueOf(1000);

    private final WashReceipt receipt;
    private final ZoneId zone;
    private final Locale language;
    private final Map<String, String> words;
    private final NumberFormat numbers;

    public ReceiptPage(WashReceipt receipt, ZoneId zone, Locale language) {
        this.receipt = receipt;
        this.zone = zone;
        this.language = language;
        this.words = Page.words(TEMPLATE, language);
        this.numbers = NumberFormat.getIntegerInstance(language);
    }

    public Page page() {
        return Page.of(TEMPLATE, language, values());
    }

    private Map<String, Object> values() {
        WashReceipt.As as = receipt.as();
        Map<String, Object> values = new TreeMap<>();
        values.put("id", Long.toString(receipt.id()));
        values.put("at", TIME.format(receipt.at().atZone(zone)));
        values.put("took", seconds() + " s");
        values.put("who", receipt.who());
        values.put(
                "validUntil",
                receipt.validUntil().map(Object::toString).orElse(word("validUntilNone")));
        values.put("registers", receipt.registers());
        values.put("counts", counts());
        values.put("files", files());
        values.put("mode", word("mode." + as.mode()));
        values.put("several", word("several." + as.several()));
        values.put("columns", String.join(", ", as.columns()));
        values.put(
                "principal", as.principal().map(PrincipalId::value).orElse(word("principalNone")));
        values.put("campaign", as.campaign().map(CampaignId::value).stream().toList());
        values.put("policy", receipt.policy());
        values.put("again", receipt.again().stream().toList());
        return values;
    }

    private List<Map<String, String>> counts() {
        WashReport report = receipt.report();
        List<Map<String, String>> lines = new ArrayList<>();
        lines.add(line(word("rows"), report.rows()));
        lines.add(line(word("kept"), report.kept()));
        for (Status status : Status.values()) {
            lines.add(line(word("status." + status), report.numbers().getOrDefault(status, 0L)));
            if (status == Status.STOP) {
                for (Reason reason : Reason.values()) {
                    if (report.stopped().containsKey(reason)) {
                        lines.add(
                                line(
                                        "\u00a0\u00a0" + word("because") + " " + reason,
                                        report.stopped().get(reason)));
                    }
                }
            }
        }
        return lines;
    }

    private Map<String, String> line(String what, long count) {
        return Map.of("what", what, "count", grouped(count));
    }

    private List<Map<String, String>> files() {
        List<Map<String, String>> files = new ArrayList<>();
        files.add(file("in", receipt.report().in()));
        files.add(file("out", receipt.report().out()));
        receipt.report().rejects().ifPresent(rejects -> files.add(file("rejects", rejects)));
        return files;
    }

    private Map<String, String> file(String role, FileFacts file) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("role", word(role));
        values.put("name", file.name());
        values.put("bytes", grouped(file.bytes()) + " " + word("bytes").toLowerCase(language));
        values.put("sha256", file.sha256());
        return values;
    }

    private String seconds() {
        return BigDecimal.valueOf(receipt.took().toMillis())
                .divide(MILLIS, 1, RoundingMode.HALF_UP)
                .toString();
    }

    /// With no-break spaces that the fonts of a PDF know: some languages' narrow ones they do not.
    private String grouped(long count) {
        return numbers.format(count).replace('\u202f', '\u00a0');
    }

    private String word(String key) {
        return words.getOrDefault(key, key);
    }
}
