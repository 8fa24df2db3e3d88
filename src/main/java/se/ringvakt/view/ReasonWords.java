package se.ringvakt.view;

import java.text.MessageFormat;
import java.time.Duration;
import java.time.Period;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import se.ringvakt.calendar.WeeklyHours;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.RegisterAnswer;
import se.ringvakt.call.Subscription;
import se.ringvakt.gate.Knowledge;
import se.ringvakt.rule.Facts;
import se.ringvakt.rule.Policy;
import se.ringvakt.rule.Reason;
import se.ringvakt.site.Gap;
import se.ringvakt.view.CheckView.Assumed;

/// What each reason says of one call in words, and the clause it rests on; of any call,
/// [ReasonTexts] says it.
///
/// § is the guideline of Kontakta and SWEDMA (2021-07-01), NIX the rules of NIX-Telefon.
public final class ReasonWords {
    private final Locale language;
    private final ResourceBundle words;

    private ReasonWords(Locale language) {
        this.language = language;
        this.words = ReasonTexts.bundle("view.whys", language);
    }

    /// Those of a language.
    ///
    /// @param language Swedish; any other is English
    public static ReasonWords in(Locale language) {
        return new ReasonWords(language);
    }

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

    /// Why, in a clause.
    ///
    /// @param facts empty for the reasons that stand before any facts
    public String text(Reason reason, Optional<Facts> facts, Knowledge knowledge) {
        return facts.map(known -> text(reason, known, knowledge))
                .orElseGet(() -> say(reason.name()));
    }

    /// What was taken for granted: the campaign, since there is no other.
    Assumed onlyCampaign(CampaignId campaign) {
        return assumed("ONLY_CAMPAIGN", campaign);
    }

    /// What was taken for granted: that some agent is free.
    Assumed freeAgent() {
        return assumed("FREE_AGENT");
    }

    /// What was taken for something that is not known of an instant that has passed.
    Assumed of(Gap gap) {
        return assumed(gap.kind().name(), gap.of());
    }

    private Assumed assumed(String code, Object... values) {
        return new Assumed(code, say("assumed." + code, values));
    }

    private String text(Reason reason, Facts facts, Knowledge knowledge) {
        Policy policy = facts.policy();
        return switch (reason) {
            case INVALID_NUMBER,
                    UNKNOWN_CAMPAIGN,
                    FOREIGN_NUMBER,
                    BLOCKED,
                    NOT_COVERED,
                    NO_CONSENT,
                    HOLIDAY,
                    AGENT_REQUIRED,
                    AGENT_BUSY,
                    UNAVAILABLE ->
                    say(reason.name());
            case STOPPED -> stopped(facts, knowledge);
            case CAMPAIGN_CLOSED ->
                    say(reason.name(), facts.campaign().firstDay(), facts.campaign().lastDay());
            case CALLER_ID ->
                    say(facts.request().callerId().isPresent() ? "CALLER_ID.other" : "CALLER_ID");
            case REGISTER_STALE -> stale(facts);
            case LISTED -> say(reason.name(), listing(facts));
            case OFFER_LIMIT ->
                    say(reason.name(), policy.offerCampaigns(), words(policy.offerPeriod()));
            case PERIOD_LIMIT ->
                    say(reason.name(), policy.attemptsPerPeriod(), policy.period().toDays());
            case OUTSIDE_HOURS -> hours(facts);
            case DAILY_LIMIT -> say(reason.name(), policy.attemptsPerDay());
            case SPACING -> say(reason.name(), words(policy.spacing()));
        };
    }

    /// @param values said as they are, whatever the language
    private String say(String key, Object... values) {
        Object[] texts = Arrays.stream(values).map(Object::toString).toArray();
        return new MessageFormat(words.getString(key), language).format(texts);
    }

    private String stopped(Facts facts, Knowledge knowledge) {
        var stops = knowledge.campaigns().stops();
        Optional<CampaignId> everything = Optional.empty();
        String all = stops.get(everything);
        String own = stops.get(Optional.of(facts.campaign().id()));
        if (all != null) {
            return say("STOPPED.all", all);
        }
        if (own != null) {
            return say("STOPPED.own", own);
        }
        return facts.stopped() ? say("STOPPED") : say("STOPPED.agent");
    }

    private String stale(Facts facts) {
        Period usual = facts.policy().registerValidity();
        boolean never =
                facts.registers().isEmpty()
                        || facts.registers().stream().anyMatch(each -> each.updated().isEmpty());
        return never
                ? say("REGISTER_STALE.never")
                : facts.registers().stream()
                        .filter(each -> each.isStale(facts.moment().today(), usual))
                        .map(each ->
                                say(
                                        "REGISTER_STALE",
                                        each.register(),
                                        words(each.validity().orElse(usual))))
                        .collect(Collectors.joining(", "));
    }

    private static String listing(Facts facts) {
        return facts.registers().stream()
                .filter(RegisterAnswer::listed)
                .map(RegisterAnswer::register)
                .collect(Collectors.joining(", "));
    }

    private String hours(Facts facts) {
        Policy policy = facts.policy();
        boolean company = facts.known().subscription() == Subscription.COMPANY;
        WeeklyHours week = company ? policy.companyHours() : policy.hours();
        String whose = company ? say("hours.companies") : "";
        String fit = policy.mustFit() ? say("hours.fit", policy.shortestTimeout().toSeconds()) : "";
        return week.on(facts.moment().today().getDayOfWeek())
                .map(today -> say("OUTSIDE_HOURS", today.open(), today.close()) + whose + fit)
                .orElseGet(() -> say("OUTSIDE_HOURS.closed") + whose);
    }

    private String words(Period period) {
        return Stream.of(
                        count("years", period.getYears()),
                        count("months", period.getMonths()),
                        count("days", period.getDays()))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" "));
    }

    private Optional<String> count(String unit, int n) {
        return n == 0
                ? Optional.empty()
                : Optional.of(say(n == 1 ? unit + ".one" : unit + ".other", n));
    }

    private static String words(Duration duration) {
        return Duration.ofHours(duration.toHours()).equals(duration)
                ? duration.toHours() + " h"
                : duration.toMinutes() + " min";
    }
}
