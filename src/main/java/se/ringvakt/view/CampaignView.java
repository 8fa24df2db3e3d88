package se.ringvakt.view;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import se.ringvakt.call.CallerId;
import se.ringvakt.call.Campaign;
import se.ringvakt.call.OfferId;
import se.ringvakt.call.Principal;
import se.ringvakt.ledger.CampaignStore.Stop;

/// A campaign, and whether it runs, as it is shown.
///
/// @param mode enforce or rehearse; empty: as is usual at the gate
/// @param state stopped, whatever its days; future; over; or running
/// @param stop the one that holds now, that of everything first
public record CampaignView(
        String id,
        String principal,
        String principalName,
        String purpose,
        Optional<String> offer,
        Optional<String> goods,
        LocalDate firstDay,
        LocalDate lastDay,
        List<ShownNumber> callerIds,
        boolean aboutBusiness,
        boolean foreignNumbers,
        Optional<String> addressSource,
        Optional<String> callPurpose,
        Optional<String> mode,
        String state,
        Optional<StopView> stop) {

    /// A caller id.
    ///
    /// @param number in full: it is the centre's own, made to be shown
    /// @param callBack whether it is answered when rung back
    public record ShownNumber(
            String number, boolean callBack, Optional<String> play, Optional<String> route) {

        static ShownNumber of(CallerId callerId) {
            return new ShownNumber(
                    callerId.number().international(),
                    callerId.callBack(),
                    callerId.play(),
                    callerId.route());
        }
    }

    /// A stop.
    ///
    /// @param campaign empty: everything
    public record StopView(
            Optional<String> campaign, String reason, String who, OffsetDateTime since) {

        public static StopView of(Stop stop, ZoneId zone) {
            return new StopView(
                    stop.campaign().map(Object::toString),
                    stop.reason(),
                    stop.who(),
                    Times.offset(stop.since(), zone));
        }
    }

    /// As it stands on this day.
    ///
    /// @param stops all that hold
    public static CampaignView of(
            Campaign campaign, List<Stop> stops, LocalDate today, ZoneId zone) {
        Optional<StopView> stop =
                stops.stream()
                        .filter(each -> each.campaign().isEmpty())
                        .findFirst()
                        .or(() ->
                                stops.stream()
                                        .filter(each ->
                                                each.campaign().equals(Optional.of(campaign.id())))
                                        .findFirst())
                        .map(each -> StopView.of(each, zone));
        return new CampaignView(
                campaign.id().value(),
                campaign.principal().id().value(),
                campaign.principal().name(),
                Words.of(campaign.purpose()),
                campaign.offer().map(OfferId::value),
                campaign.goods(),
                campaign.firstDay(),
                campaign.lastDay(),
                campaign.callerIds().stream().map(ShownNumber::of).toList(),
                campaign.aboutBusiness(),
                campaign.foreignNumbers(),
                campaign.script().addressSource(),
                campaign.script().callPurpose(),
                campaign.mode().map(Words::of),
                stop.isPresent() ? "stopped" : state(campaign, today),
                stop);
    }

    /// Tells one definition of a campaign from another. A stop does not change it, nor does the
    /// principal's name.
    public String version() {
        return hash(
                List.of(
                                id,
                                principal,
                                purpose,
                                offer,
                                goods,
                                firstDay,
                                lastDay,
                                callerIds,
                                aboutBusiness,
                                foreignNumbers,
                                addressSource,
                                callPurpose,
                                mode)
                        .toString());
    }

    /// Tells one definition of a principal from another.
    public static String version(Principal principal) {
        return hash(principal.toString());
    }

    private static String state(Campaign campaign, LocalDate today) {
        if (today.isBefore(campaign.firstDay())) {
            return "future";
        }
        return today.isAfter(campaign.lastDay()) ? "over" : "running";
    }

    private static String hash(String definition) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(definition.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: missing (expected: in every JDK)", e);
        }
    }
}
