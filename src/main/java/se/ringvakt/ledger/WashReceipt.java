package se.ringvakt.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.wash.CsvForm;
import se.ringvakt.wash.WashReport;
import se.ringvakt.wash.WashRequest;

/// The proof that a list was washed: what went in and came out, against which versions, with what
/// result. It holds no numbers.
///
/// @param id given by the store; 0 before
/// @param at when it began, whole milliseconds
/// @param as how it was washed
/// @param registers the versions it was washed against
/// @param policy the version of the policy it was judged by
/// @param validUntil the last day on which its result may be relied on; empty: nothing ends it
/// @param again the wash it repeats; empty: it repeats none
public record WashReceipt(
        long id,
        Instant at,
        Duration took,
        String who,
        As as,
        List<Against> registers,
        String policy,
        Optional<LocalDate> validUntil,
        WashReport report,
        Optional<Again> again) {

    /// How a list was washed.
    ///
    /// @param form how the file was said to be written
    /// @param sheet the worksheet, where that was told
    /// @param missingZero numbers that had lost their leading 0 were read as if they had it
    /// @param principal whose lists and exemptions counted; empty: what binds everybody
    /// @param campaign the campaign it was washed for, if it was for one
    public record As(
            WashRequest.Mode mode,
            WashRequest.Several several,
            WashRequest.Unreadable unreadable,
            List<String> columns,
            CsvForm form,
            Optional<String> sheet,
            boolean missingZero,
            Optional<PrincipalId> principal,
            Optional<CampaignId> campaign) {

        public As {
            columns = List.copyOf(columns);
        }
    }

    /// A register's version.
    public record Against(String register, String version, LocalDate updated) {}

    /// A repetition of an earlier wash.
    ///
    /// @param of the earlier one's id
    /// @param newlyStopped how many numbers that were free then are stopped now
    public record Again(long of, long newlyStopped) {}

    public WashReceipt {
        registers = List.copyOf(registers);
    }

    /// The same with the id its store gave it.
    public WashReceipt numbered(long number) {
        return new WashReceipt(
                number, at, took, who, as, registers, policy, validUntil, report, again);
    }
}
