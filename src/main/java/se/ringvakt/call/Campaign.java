package se.ringvakt.call;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A project of calls, limited in time and scope (*uppdrag*, §1.9).
///
/// @param offer what it sells, shared with campaigns that sell the same
/// @param goods the kind of goods or services, matched with customer relations that state one
/// @param firstDay the first day on which it may call
/// @param lastDay the last day on which it may call, inclusive
/// @param callerIds in order of preference
/// @param aboutBusiness calls to sole traders and companies concern their business
/// @param foreignNumbers numbers outside the policy's country may be called
/// @param script what agents tell
/// @param mode what becomes of its denied dials; empty: what is usual at this gate
public record Campaign(
        CampaignId id,
        Principal principal,
        Purpose purpose,
        Optional<OfferId> offer,
        Optional<String> goods,
        LocalDate firstDay,
        LocalDate lastDay,
        List<CallerId> callerIds,
        boolean aboutBusiness,
        boolean foreignNumbers,
        Script script,
        Optional<Mode> mode) {

    public Campaign {
        callerIds = List.copyOf(callerIds);
        if (lastDay.isBefore(firstDay)) {
            throw new IllegalArgumentException(
                    "last day: " + lastDay + " (expected: not before " + firstDay + ")");
        }
    }

    /// The same with another last day.
    public Campaign until(LocalDate last) {
        return new Campaign(
                id,
                principal,
                purpose,
                offer,
                goods,
                firstDay,
                last,
                callerIds,
                aboutBusiness,
                foreignNumbers,
                script,
                mode);
    }

    /// The same in another mode.
    public Campaign in(Optional<Mode> other) {
        return new Campaign(
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
                script,
                other);
    }

    /// What the calls are about, in the centre's own words, or at least the kind of purpose.
    public String about() {
        return script.callPurpose()
                .orElseGet(() -> purpose.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /// One that states nothing for agents to tell, in the gate's usual mode.
    public Campaign(
            CampaignId id,
            Principal principal,
            Purpose purpose,
            Optional<OfferId> offer,
            Optional<String> goods,
            LocalDate firstDay,
            LocalDate lastDay,
            List<CallerId> callerIds,
            boolean aboutBusiness,
            boolean foreignNumbers) {
        this(
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
                Script.NONE,
                Optional.empty());
    }
}
