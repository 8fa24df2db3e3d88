package se.ringvakt.lint;

import static se.ringvakt.lint.Fault.Severity.ERROR;
import static se.ringvakt.lint.Fault.Severity.WARNING;

import java.util.Locale;

/// What can be wrong with a dialplan. `§` is a clause of the Kontakta/SWEDMA guideline.
public enum Fault {
    UNGATED_TRUNK(
            ERROR,
            "a call can leave here without the gate having been asked",
            "ask first: Set(RV_NUMBER=...), Gosub(ringvakt-dial,s,1)"),
    VERDICT_UNTESTED(
            ERROR,
            "the gate was asked, and the call leaves whatever it said",
            "before Dial: GotoIf($[\"${RINGVAKT_VERDICT}\" != \"ALLOW:${UNIQUEID}\"]?no)"),
    VERDICT_INEXACT(
            ERROR,
            "the verdict is tested in a way that lets through what the gate did not allow",
            "test \"${RINGVAKT_VERDICT}\" = \"ALLOW:${UNIQUEID}\" and nothing else"),
    VERDICT_NOT_CLEARED(
            ERROR,
            "an earlier verdict can pass for the answer when the gate says nothing",
            "before the question: Set(RINGVAKT_VERDICT=), and the nine others likewise"),
    OTHER_NUMBER(
            ERROR,
            "what is dialled need not be what the gate judged",
            "dial ${RINGVAKT_NUMBER} and nothing else"),
    CALLER_ID(
            WARNING,
            "the consumer need not see the number that the gate chose (§3.1)",
            "before Dial: Set(CALLERID(num)=${RINGVAKT_CLI})"),
    WITHHELD(
            ERROR,
            "the consumer must see from which number the call comes (§3.1)",
            "Set(CALLERID(pres)=allowed)"),
    RING_TIME(
            ERROR,
            "it must ring six times, and not past closing time (§3.2)",
            "give Dial ${RINGVAKT_TIMEOUT}"),
    RING_TIME_FIXED(
            WARNING,
            "whether it rings six times, and not past closing time, rests on another figure (§3.2)",
            "give Dial ${RINGVAKT_TIMEOUT}"),
    REDIAL(
            ERROR,
            "a permit is for one attempt; four hours lie between two (§3.2)",
            "Dial once; another trunk only if DIALSTATUS, RINGTIME_MS and HANGUPCAUSE show that nothing rang"),
    CUT_OFF(
            WARNING,
            "the conversation is ended by a clock, not by who talks",
            "leave S() and L() out of Dial's options; take TIMEOUT(absolute) back after the question"),
    MACHINE_DETECTION(
            ERROR,
            "the call is delayed to find out who answers (§3.3)",
            "connect the agent at once; take it out"),
    PRERECORDED(
            ERROR,
            "the consumer hears a recording before a human being (§3.4)",
            "connect the agent at once; a campaign of recorded calls needs consent and RV_KIND=robot"),
    CONSUMER_WAITS(
            ERROR,
            "the consumer has answered and waits for somebody: a silent call (§3.3)",
            "reserve the agent first, and connect the two as soon as the consumer answers"),
    NO_OUTCOME(
            ERROR,
            "what became of the call is not reported: the attempt stays open, up to four hours",
            "before Dial: Set(CHANNEL(hangup_handler_push)=ringvakt-outcome,s,1)"),
    AGI_UNBOUNDED(
            WARNING,
            "a gate that accepts and says nothing holds the agent's line for ever",
            "before AGI: Set(AGIEXITONHANGUP=yes) and Set(TIMEOUT(absolute)=2); take it back after"),
    EMERGENCY_GATED(
            ERROR,
            "112 must not depend on the gate, its machine, or a bug in either",
            "Gosub(ringvakt-emergency-test,s,1), and dial ${RV_SHORT}, before the gate is asked"),
    EMERGENCY_MISSING(
            ERROR,
            "who can dial out here cannot reach 112",
            "include => ringvakt-outbound, or an extension 112 of its own"),
    UNTRUSTED_TEXT(
            ERROR,
            "a dialled string can hold quotes, commas and &: it changes what is done",
            "hand it on through FILTER(+0-9,...), URIENCODE() or Set() alone"),
    UNTRUSTED_ARGUMENT(
            WARNING,
            "a comma in a dialled string becomes another argument",
            "Set(RV_NUMBER=${EXTEN}) and hand on no argument, or FILTER(+0-9,...)"),
    REMOTE_SWITCH(
            ERROR,
            "what this context does not know is sent to another server, past the gate",
            "take the switch statement out, or put it where no agent dials from"),
    DISA(
            WARNING,
            "who rings in can dial out from here, and is no agent the gate knows",
            "take DISA out"),
    NO_TARGET(
            WARNING,
            "there is nothing at the place it leads to: the call ends here",
            "correct the name, or include the file that has it"),
    NOT_JUDGED(
            WARNING,
            "what happens here cannot be told from the dialplan",
            "write it out, or look for trunks yourself"),
    LEFT_OUT(WARNING, "Asterisk passes over this", "correct it, or take it out");

    private final Severity severity;
    private final String why;
    private final String mend;

    Fault(Severity severity, String why, String mend) {
        this.severity = severity;
        this.why = why;
        this.mend = mend;
    }

    /// How grave a fault is.
    public enum Severity {
        /// A rule is broken, or can be.
        ERROR,
        /// It may be right, or nobody can tell.
        WARNING
    }

    /// The word by which it is known: `ungated-trunk`.
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// How grave it is.
    public Severity severity() {
        return severity;
    }

    /// Why it is a fault, with the clause where there is one.
    public String why() {
        return why;
    }

    /// How to mend it.
    public String mend() {
        return mend;
    }
}
