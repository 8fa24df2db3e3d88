package se.ringvakt.view;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.ledger.WashReceipt;
import se.ringvakt.rule.Reason;
import se.ringvakt.wash.Status;
import se.ringvakt.wash.WashReport.FileFacts;

/// A receipt as JSON holds it.
public record ReceiptView(
        long id,
        OffsetDateTime at,
        long tookMillis,
        String who,
        String mode,
        String several,
        String unreadable,
        List<String> columns,
        Optional<String> principal,
        Optional<String> campaign,
        List<WashReceipt.Against> registers,
        String policy,
        Optional<LocalDate> validUntil,
        FileFacts in,
        FileFacts out,
        Optional<FileFacts> rejects,
        long rows,
        long kept,
        Map<Status, Long> numbers,
        Map<Reason, Long> stopped,
        Optional<WashReceipt.Again> again) {

    public static ReceiptView of(WashReceipt receipt, ZoneId zone) {
        WashReceipt.As as = receipt.as();
        return new ReceiptView(
                receipt.id(),
                Times.offset(receipt.at(), zone),
                receipt.took().toMillis(),
                receipt.who(),
                as.mode().name(),
                as.several().name(),
                as.unreadable().name(),
                as.columns(),
                as.principal().map(PrincipalId::value),
                as.campaign().map(CampaignId::value),
                receipt.registers(),
                receipt.policy(),
                receipt.validUntil(),
                receipt.report().in(),
                receipt.report().out(),
                receipt.report().rejects(),
                receipt.report().rows(),
                receipt.report().kept(),
                receipt.report().numbers(),
                receipt.report().stopped(),
                receipt.again());
    }
}
