package se.ringvakt.view;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.Block;
import se.ringvakt.call.Campaign;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.Consent;
import se.ringvakt.call.CustomerRelation;
import se.ringvakt.call.Dialled;
import se.ringvakt.call.EmergencyNumber;
import se.ringvakt.call.History;
import se.ringvakt.call.History.Counted;
import se.ringvakt.call.InvalidNumber;
import se.ringvakt.call.KnownOfNumber;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.call.RegisterAnswer;
import se.ringvakt.gate.Explanation;
import se.ringvakt.gate.Knowledge;
import se.ringvakt.ledger.CallRecords.Debt;
import se.ringvakt.rule.Facts;
import se.ringvakt.rule.Permit;
import se.ringvakt.rule.Policy;
import se.ringvakt.rule.Verdict;
import se.ringvakt.view.CheckView.Assumed;
import se.ringvakt.view.CheckView.BlockEntry;
import se.ringvakt.view.CheckView.ConsentEntry;
import se.ringvakt.view.CheckView.CustomerEntry;
import se.ringvakt.view.CheckView.Known;
import se.ringvakt.view.CheckView.Owed;
import se.ringvakt.view.CheckView.Past;
import se.ringvakt.view.CheckView.Register;
import se.ringvakt.view.CheckView.Terms;
import se.ringvakt.view.CheckView.Tried;
import se.ringvakt.view.CheckView.Why;

/// Turns an explanation into what is printed. It judges nothing: verdict and reasons are the
/// rulebook's.
///
/// @param typed the number as it was typed
/// @param changes of the lists, as far as they concern the number
/// @param words in which reasons are told
public record CheckViews(
        String typed, Knowledge knowledge, List<EventView> changes, ReasonWords words) {

    /// What is on record of a number, where no campaign is there to judge by.
    public CheckView unjudged(
            PhoneNumber number, Facts.Moment moment, History history, List<Assumed> assumed) {
        return new CheckView(
                typed,
                readAs(number),
                Times.offset(moment.now(), moment.zone()),
                false,
                moment.zone().getId(),
                moment.policy().version(),
                "unjudged",
                List.of(),
                Optional.empty(),
                Optional.empty(),
                false,
                assumed,
                Optional.of(
                        known(
                                new OnRecord(
                                        moment,
                                        knowledge.known(number),
                                        knowledge.registers(number),
                                        history,
                                        Optional.empty()),
                                Optional.empty())));
    }

    /// What is on record of a number.
    ///
    /// @param judged what a campaign's rules were asked about
    private record OnRecord(
            Facts.Moment moment,
            KnownOfNumber known,
            List<RegisterAnswer> registers,
            History history,
            Optional<Facts> judged) {

        static OnRecord of(Facts facts) {
            return new OnRecord(
                    facts.moment(),
                    facts.known(),
                    facts.registers(),
                    facts.history(),
                    Optional.of(facts));
        }

        Optional<Campaign> campaign() {
            return judged.map(Facts::campaign);
        }
    }

    /// What is shown of an explanation.
    ///
    /// @param debt the call that the campaign owes the number
    public CheckView of(Explanation explanation, List<Assumed> assumed, Optional<Debt> debt) {
        Facts.Moment moment = explanation.moment();
        ZoneId zone = moment.zone();
        Optional<Verdict> verdict = explanation.verdict();
        return new CheckView(
                typed,
                readAs(explanation.dialled()),
                Times.offset(moment.now(), zone),
                false,
                zone.getId(),
                moment.policy().version(),
                verdict.map(CheckViews::word).orElse("emergency"),
                verdict.map(judged -> reasons(judged, explanation.facts())).orElse(List.of()),
                verdict.flatMap(CheckViews::retryAt).map(at -> Times.offset(at, zone)),
                verdict.flatMap(CheckViews::permit)
                        .or(explanation::letOut)
                        .map(permit -> terms(permit, zone)),
                explanation.letOut().isPresent(),
                // Where number or campaign alone decided, nothing was assumed of the rest.
                explanation.facts().isPresent() ? assumed : List.of(),
                explanation.facts().map(facts -> known(OnRecord.of(facts), debt)));
    }

    private static Optional<String> readAs(Dialled dialled) {
        return switch (dialled) {
            case PhoneNumber number -> Optional.of(number.international());
            case EmergencyNumber number -> Optional.of(Integer.toString(number.digits()));
            case InvalidNumber _ -> Optional.empty();
        };
    }

    private static String word(Verdict verdict) {
        return verdict instanceof Verdict.Allow ? "allow" : "deny";
    }

    private List<Why> reasons(Verdict verdict, Optional<Facts> facts) {
        return verdict instanceof Verdict.Deny denial
                ? denial.reasons().stream()
                        .map(reason ->
                                new Why(
                                        reason.name(),
                                        words.text(reason, facts, knowledge),
                                        ReasonWords.clause(reason)))
                        .toList()
                : List.of();
    }

    private static Optional<Instant> retryAt(Verdict verdict) {
        return verdict instanceof Verdict.Deny denial ? denial.retryAt() : Optional.empty();
    }

    private static Optional<Permit> permit(Verdict verdict) {
        return verdict instanceof Verdict.Allow allowed
                ? Optional.of(allowed.permit())
                : Optional.empty();
    }

    private static Terms terms(Permit permit, ZoneId zone) {
        return new Terms(
                permit.timeout().toSeconds(),
                Times.offset(permit.closing(), zone),
                permit.callerId().international(),
                permit.silentCallPreceded());
    }

    private Known known(OnRecord facts, Optional<Debt> debt) {
        ZoneId zone = facts.moment().zone();
        Optional<Campaign> campaign = facts.campaign();
        return new Known(
                campaign.map(it -> it.id().value()),
                campaign.map(it -> it.principal().id().value()),
                campaign.map(it -> it.principal().name()),
                campaign.map(it -> Words.of(it.purpose())),
                campaign.flatMap(it -> it.script().addressSource()),
                campaign.flatMap(it -> it.script().callPurpose()),
                campaign.map(it -> it.callerIds().stream().map(CampaignChanges::callerId).toList())
                        .orElse(List.of()),
                facts.judged().flatMap(it -> it.agent().agent()).map(AgentId::value),
                facts.judged().map(it -> it.agent().busy()).orElse(false),
                facts.registers().stream().map(answer -> register(answer, facts.moment())).toList(),
                facts.known().blocks().stream().map(block -> block(block, zone)).toList(),
                facts.known().consents().stream().map(given -> consent(given, zone)).toList(),
                facts.known().relations().stream().map(CheckViews::customer).toList(),
                Words.of(facts.known().subscription()),
                changes,
                past(facts, debt));
    }

    private Register register(RegisterAnswer answer, Facts.Moment moment) {
        Optional<LocalDate> updated = answer.updated();
        LocalDate today = moment.today();
        String prefix = answer.register() + "@";
        return new Register(
                answer.register(),
                updated.flatMap(_ ->
                        Arrays.stream(knowledge.versions().split(" ", -1))
                                .filter(version -> version.startsWith(prefix))
                                .map(version -> version.substring(prefix.length()))
                                .findFirst()),
                updated,
                updated.map(day -> ChronoUnit.DAYS.between(day, today)),
                answer.lastDay(moment.policy().registerValidity()),
                answer.covered(),
                answer.listed());
    }

    private static BlockEntry block(Block block, ZoneId zone) {
        return new BlockEntry(
                Words.of(block.list()),
                block.principal().map(PrincipalId::value),
                block.expires().map(end -> Times.offset(end, zone)));
    }

    private static ConsentEntry consent(Consent consent, ZoneId zone) {
        return new ConsentEntry(
                consent.principal().value(),
                Times.offset(consent.given(), zone),
                consent.withdrawn().map(end -> Times.offset(end, zone)),
                consent.proof());
    }

    private static CustomerEntry customer(CustomerRelation relation) {
        return new CustomerEntry(
                relation.principal().value(), relation.goods(), relation.since(), relation.ended());
    }

    private static Past past(OnRecord facts, Optional<Debt> debt) {
        ZoneId zone = facts.moment().zone();
        Policy policy = facts.moment().policy();
        Optional<CampaignId> campaign = facts.campaign().map(Campaign::id);
        List<Counted> all = facts.history().counted();
        List<Counted> ours =
                all.stream()
                        .filter(attempt -> campaign.map(attempt.campaign()::equals).orElse(true))
                        .toList();
        Instant midnight = facts.moment().today().atStartOfDay(zone).toInstant();
        Instant begin = facts.moment().now().minus(policy.period());
        Optional<Instant> lastEnded =
                ours.stream().flatMap(each -> each.end().stream()).max(Comparator.naturalOrder());
        return new Past(
                ours.stream().filter(each -> !each.start().isBefore(midnight)).count(),
                policy.attemptsPerDay(),
                ours.stream().filter(each -> each.start().isAfter(begin)).count(),
                policy.attemptsPerPeriod(),
                words(policy.period()),
                lastEnded.map(end -> Times.offset(end, zone)),
                lastEnded.map(end -> Times.offset(end.plus(policy.spacing()), zone)),
                all.stream().filter(each -> each.end().isEmpty()).count(),
                campaign.map(facts.history().debts()::contains).orElse(false),
                debt.map(owed -> owed(owed, zone)),
                all.stream().map(each -> tried(each, zone)).toList());
    }

    private static Owed owed(Debt debt, ZoneId zone) {
        return new Owed(
                Times.offset(debt.opened(), zone),
                debt.silent().map(AttemptId::toString),
                debt.agent().map(AgentId::value),
                debt.tried());
    }

    private static Tried tried(Counted attempt, ZoneId zone) {
        return new Tried(
                attempt.campaign().value(),
                Times.offset(attempt.start(), zone),
                attempt.end().map(end -> Times.offset(end, zone)));
    }

    /// `30 days`, or in ISO 8601 what is not whole days.
    private static String words(Duration duration) {
        return Duration.ofDays(duration.toDays()).equals(duration)
                ? duration.toDays() + " days"
                : duration.toString();
    }
}
