package se.ringvakt.view;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.Kind;
import se.ringvakt.gate.DialRequest;
import se.ringvakt.gate.Explainer;
import se.ringvakt.gate.Knowledge;
import se.ringvakt.ledger.CallRecords.Debt;
import se.ringvakt.site.Explainers;
import se.ringvakt.site.Site;

/// Says of calls owed when each may be made: judged as `check` does, for the agent of the silent
/// call. Nothing is dialled.
public record DebtViews(Site site, Knowledge knowledge, Spelling spelling) {

    /// Which of them are wanted.
    ///
    /// @param campaign only what this one owes; empty: what any owes
    /// @param agent only after this one's silent calls; empty: after anybody's
    public static Predicate<Debt> wanted(Optional<String> campaign, Optional<String> agent) {
        Optional<CampaignId> owing = campaign.map(CampaignId::new);
        Optional<AgentId> silent = agent.map(AgentId::new);
        return debt ->
                (owing.isEmpty() || owing.get().equals(debt.campaign()))
                        && (silent.isEmpty() || silent.equals(debt.agent()));
    }

    /// As each stands now.
    public List<DebtView> of(List<Debt> debts) {
        Explainer explainer = Explainers.of(site, knowledge);
        return debts.stream().map(debt -> of(debt, explainer)).toList();
    }

    private DebtView of(Debt debt, Explainer explainer) {
        Instant now = site.now();
        CheckView view =
                new CheckViews(
                                debt.number().international(),
                                knowledge,
                                List.of(),
                                ReasonWords.in(Locale.ENGLISH))
                        .of(explainer.explain(request(debt), now), List.of(), Optional.of(debt));
        return new DebtView(
                spelling.of(debt.number()),
                debt.campaign().value(),
                Times.offset(debt.opened(), site.zone()),
                debt.silent().map(AttemptId::toString),
                debt.agent().map(AgentId::value),
                debt.tried(),
                view.allowed(),
                view.allowed() ? Optional.of(view.at()) : view.retryAt(),
                view.reasons());
    }

    /// The call owed is an agent's, whatever the silent one was (§3.3).
    private static DialRequest request(Debt debt) {
        return new DialRequest(
                debt.number().international(),
                debt.campaign(),
                Optional.of(debt.agent().orElse(Explainers.ANYBODY)),
                Kind.MANUAL,
                0,
                Optional.empty(),
                false,
                Optional.empty(),
                "",
                "redial list");
    }
}
