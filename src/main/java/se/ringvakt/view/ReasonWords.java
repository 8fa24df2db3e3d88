package se.ringvakt.view;

import java.time.Duration;
import java.time.Period;
import java.util.Optional;
import java.util.stream.Collectors;
import se.ringvakt.calendar.WeeklyHours;
import se.ringvakt.calendar.WeeklyHours.Hours;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.RegisterAnswer;
import se.ringvakt.call.Subscription;
import se.ringvakt.gate.Knowledge;
import se.ringvakt.rule.Facts;
import se.ringvakt.rule.Policy;
import se.ringvakt.rule.Reason;

/// What each reason says in words, and the clause it rests on.
///
/// § is the guideline of Kontakta and SWEDMA (2021-07-01), NIX the rules of NIX-Telefon.
public final class ReasonWords {
    private ReasonWords() {}

    /// Where the rule stands; empty: with the centre itself.
    public static String clause(Reason reason) {
        return switch (reason) {
            case INVALID_NUMBER, UNKNOWN_CAMPAIGN, STOPPED, FOREIGN_NUMBER, BLOCKED, UNAVAILABLE ->
                    "";
            case CAMPAIGN_CLOSED -> "§1.9";
            case CALLER_ID -> "§3.1";
            case REGISTER_STALE, NOT_COVERED, LISTED -> "NIX";
            case NO_CONSENT -> "§3.4";
            case OFFER_LIMIT, PERIOD_LIMIT, HOLIDAY, OUTSIDE_HOURS, DAILY_LIMIT, SPACING -> "§3.2";
            case AGENT_REQUIRED, AGENT_BUSY -> "§3.3";
        };
    }

    /// Why, in a sentence.
    ///
    /// @param facts empty for the reasons that stand before any facts
    public static String text(Reason reason, Optional<Facts> facts, Knowledge knowledge) {
        return facts.map(known -> text(reason, known, knowledge)).orElseGet(() -> text(reason));
    }

    private static String text(Reason reason) {
        return switch (reason) {
            case INVALID_NUMBER -> "no number of the plan, or one that hides what it dials";
            case UNKNOWN_CAMPAIGN -> "there is no such campaign";
            default -> reason.name();
        };
    }

    private static String text(Reason reason, Facts facts, Knowledge knowledge) {
        Policy policy = facts.policy();
        return switch (reason) {
            case INVALID_NUMBER, UNKNOWN_CAMPAIGN -> text(reason);
            case STOPPED -> stopped(facts, knowledge);
            case FOREIGN_NUMBER -> "a foreign number, which the campaign may not call";
            case CAMPAIGN_CLOSED ->
                    "the campaign runs from "
                            + facts.campaign().firstDay()
                            + " to "
                            + facts.campaign().lastDay();
            case CALLER_ID ->
                    facts.request().callerId().isPresent()
                            ? "the caller id asked for is not the campaign's, or not answered"
                            : "the campaign has no caller id that is answered when rung back";
            case BLOCKED -> "on a block list";
            case REGISTER_STALE -> stale(facts);
            case NOT_COVERED -> "the register's version does not cover this number's area";
            case LISTED -> "in the register " + listing(facts);
            case NO_CONSENT -> "such a call needs prior consent, and none stands";
            case OFFER_LIMIT ->
                    policy.offerCampaigns()
                            + " other campaigns with the same offer have called within "
                            + policy.offerPeriod();
            case PERIOD_LIMIT ->
                    policy.attemptsPerPeriod()
                            + " attempts within "
                            + policy.period().toDays()
                            + " days in this campaign";
            case HOLIDAY -> "a day on which nobody is called";
            case OUTSIDE_HOURS -> hours(facts);
            case DAILY_LIMIT -> policy.attemptsPerDay() + " attempts on this day in this campaign";
            case SPACING ->
                    "less than "
                            + words(policy.spacing())
                            + " after the last attempt, or one is still open";
            case AGENT_REQUIRED -> "no agent is named, or it is not on the line";
            case AGENT_BUSY -> "the agent holds another attempt";
            case UNAVAILABLE -> "the rules could not be judged";
        };
    }

    private static String stopped(Facts facts, Knowledge knowledge) {
        var stops = knowledge.campaigns().stops();
        Optional<CampaignId> everything = Optional.empty();
        String all = stops.get(everything);
        String own = stops.get(Optional.of(facts.campaign().id()));
        return all != null
                ? "everything is stopped: " + all
                : "the campaign is stopped" + (own == null ? "" : ": " + own);
    }

    private static String stale(Facts facts) {
        Period usual = facts.policy().registerValidity();
        boolean never =
                facts.registers().isEmpty()
                        || facts.registers().stream().anyMatch(each -> each.updated().isEmpty());
        return never
                ? "no version of the register was ever imported"
                : facts.registers().stream()
                        .filter(each -> each.isStale(facts.moment().today(), usual))
                        .map(each ->
                                "the version of "
                                        + each.register()
                                        + " is older than "
                                        + each.validity().orElse(usual))
                        .collect(Collectors.joining(", "));
    }

    private static String listing(Facts facts) {
        return facts.registers().stream()
                .filter(RegisterAnswer::listed)
                .map(RegisterAnswer::register)
                .collect(Collectors.joining(", "));
    }

    private static String hours(Facts facts) {
        Policy policy = facts.policy();
        boolean company = facts.known().subscription() == Subscription.COMPANY;
        WeeklyHours week = company ? policy.companyHours() : policy.hours();
        Optional<Hours> today = week.on(facts.moment().today().getDayOfWeek());
        if (today.isEmpty()) {
            return "closed on this day" + (company ? " for companies" : "");
        }
        String fit =
                policy.mustFit()
                        ? "; the shortest permit, "
                                + policy.shortestTimeout().toSeconds()
                                + " s, must fit"
                        : "";
        return "open on this day "
                + today.get().open()
                + "-"
                + today.get().close()
                + (company ? " for companies" : "")
                + fit;
    }

    private static String words(Duration duration) {
        return Duration.ofHours(duration.toHours()).equals(duration)
                ? duration.toHours() + " h"
                : duration.toString();
    }
}
