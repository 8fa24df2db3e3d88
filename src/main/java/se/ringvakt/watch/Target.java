package se.ringvakt.watch;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import se.ringvakt.call.EmergencyNumber;
import se.ringvakt.call.NumberPlan;
import se.ringvakt.call.PhoneNumber;

/// Where a dial leads: `0701740605@trunk`, `trunk/sip:+46701740605@10.0.0.15:5060`,
/// `g1/0701740605`.
///
/// @param device of the channel that was made for it
/// @param dialled what was dialled, as the switch writes it
record Target(String device, String dialled) {
    /// What parts a number from endpoint, host, port and parameters.
    private static final Pattern BORDERS = Pattern.compile("[@/:;,&?=]+");

    private static final Pattern DIGITS = Pattern.compile("[+]?[0-9]{3,}");

    private Stream<String> digits() {
        return BORDERS.splitAsStream(dialled).filter(part -> DIGITS.matcher(part).matches());
    }

    Optional<PhoneNumber> number(NumberPlan plan) {
        return digits().map(plan::read)
                .filter(PhoneNumber.class::isInstance)
                .map(PhoneNumber.class::cast)
                .findFirst();
    }

    boolean isEmergency(NumberPlan plan) {
        return digits().map(plan::read).anyMatch(EmergencyNumber.class::isInstance);
    }

    /// Whether it is certainly an ordinary number that is dialled, with its leading 0 or +: what
    /// may be ended. A short number behind a trunk's own digits (`9112`) looks like no number, or
    /// like a local one, and must go through.
    boolean isSurelyOrdinary(NumberPlan plan) {
        return !isEmergency(plan)
                && digits().filter(part -> part.startsWith("0") || part.startsWith("+"))
                        .map(plan::read)
                        .anyMatch(PhoneNumber.class::isInstance);
    }

    /// Whether it leads out of the house.
    ///
    /// @param trunks the devices that do; none: whatever a number of the plan is dialled on
    boolean isTrunk(List<String> trunks, NumberPlan plan) {
        return trunks.isEmpty()
                ? !device.startsWith("Local/") && number(plan).isPresent()
                : trunks.contains(device);
    }

    /// Whether it is this number that is dialled; a trunk may want digits of its own before it, so
    /// only the national digits are looked for.
    boolean dials(PhoneNumber number, NumberPlan plan) {
        long national = number.national(plan.country());
        return dialled.contains(Long.toString(national < 0 ? number.e164() : national));
    }
}
