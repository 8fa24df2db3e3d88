package se.ringvakt.gate;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.Block;
import se.ringvakt.call.Campaign;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.Dialled;
import se.ringvakt.call.NumberPlan;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.ledger.Ledger;
import se.ringvakt.metrics.Meter;
import se.ringvakt.metrics.Meters;
import se.ringvakt.register.Act;
import se.ringvakt.register.NumberLists;
import se.ringvakt.register.NumberLists.Entry.NumberBlock;

/// "Do not call me again": puts the number on the principal's block list, for good.
///
/// What is recorded stands on disk and binds the very next dial when the method returns. Saying it
/// again changes nothing, and nothing that becomes of the call takes it back. Thread-safe; blocks;
/// throws [se.ringvakt.ledger.LedgerException] when it cannot be recorded.
public final class OptOuts {
    private final NumberPlan plan;
    private final Knowledge knowledge;
    private final Ledger ledger;
    private final NumberLists lists;
    private final Consumer<PhoneNumber> refresh;
    private final Meters meters;

    /// How the wish was told.
    public enum Way {
        /// By the agent's feature code.
        AGENT("an agent"),
        /// By the caller's key, ringing back.
        CALL_BACK("the caller, ringing back"),
        /// By the consumer's key, at the end of the call.
        OBJECTION("the consumer, by key"),
        /// By another program.
        OTHER("another program");

        private final String who;

        Way(String who) {
            this.who = who;
        }
    }

    /// @param refresh makes what stands on disk of a number bind from now on
    public OptOuts(
            NumberPlan plan,
            Knowledge knowledge,
            Ledger ledger,
            NumberLists lists,
            Consumer<PhoneNumber> refresh,
            Meters meters) {
        this.plan = plan;
        this.knowledge = knowledge;
        this.ledger = ledger;
        this.lists = lists;
        this.refresh = refresh;
        this.meters = meters;
    }

    /// Whoever this attempt called opts out of all calls for its principal, while it goes on or
    /// after.
    ///
    /// @return why it was refused; empty: it is recorded
    public Optional<String> optOut(AttemptId id, Way way) {
        Optional<Attempt> attempt = ledger.attempt(id);
        if (attempt.isEmpty()) {
            return refuse(way, "attempt: unknown (expected: one on record)");
        }
        String who =
                attempt.get()
                        .agent()
                        .filter(_ -> way == Way.AGENT)
                        .map(agent -> "agent " + agent)
                        .orElse(way.who);
        return optOut(attempt.get().number(), attempt.get().campaign(), way, who, "attempt " + id);
    }

    /// This number opts out of all calls for this campaign's principal.
    ///
    /// @param number in any spelling
    /// @return why it was refused; empty: it is recorded
    public Optional<String> optOut(String number, CampaignId campaign, Way way) {
        Dialled read = plan.read(number);
        return read instanceof PhoneNumber valid
                ? optOut(valid, campaign, way, way.who, "campaign " + campaign)
                : refuse(way, "number: not one (expected: a telephone number)");
    }

    private Optional<String> optOut(
            PhoneNumber number, CampaignId id, Way way, String who, String occasion) {
        Optional<Campaign> campaign = knowledge.campaigns().find(id);
        if (campaign.isEmpty()) {
            return refuse(way, "campaign: unknown (expected: one on record)");
        }
        Block block =
                new Block(
                        Block.List.PRINCIPAL,
                        Optional.of(campaign.get().principal().id()),
                        Optional.empty());
        lists.add(
                Stream.of(new NumberBlock(number, block)),
                Act.of(Act.plain(who), "opt-out").from(occasion));
        refresh.accept(number);
        count(way, "recorded");
        return Optional.empty();
    }

    private Optional<String> refuse(Way way, String why) {
        count(way, "refused");
        return Optional.of(why);
    }

    private void count(Way way, String result) {
        meters.count(Meter.OPT_OUTS, Words.of(way), result);
    }
}
