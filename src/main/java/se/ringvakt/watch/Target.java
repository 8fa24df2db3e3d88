package se.ringvakt.watch;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import se.ringvakt.call.CountryCode;
import se.ringvakt.call.Dialled;
import se.ringvakt.call.EmergencyNumber;
import se.ringvakt.call.NumberPlan;
import se.ringvakt.call.PhoneNumber;

/// Where a dial leads: `0701740605@trunk`, `trunk/sip:+46701740605@carrier`, `g1/0701740605`.
///
/// @param device of the channel that was made for it
/// @param dialled what was dialled, as the switch writes it
record Target(String device, String dialled) {
    private static final Pattern DIGITS = Pattern.compile("[+]?[0-9]{3,}");

    /// The longest row of digits, read as a number.
    private Dialled read(NumberPlan plan) {
        String longest =
                DIGITS.matcher(dialled)
                        .results()
                        .map(MatchResult::group)
                        .max(Comparator.comparingInt(String::length))
                        .orElse("");
        return plan.read(longest);
    }

    Optional<PhoneNumber> number(NumberPlan plan) {
        return read(plan) instanceof PhoneNumber number ? Optional.of(number) : Optional.empty();
    }

    boolean isEmergency(NumberPlan plan) {
        return read(plan) instanceof EmergencyNumber;
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
    boolean dials(PhoneNumber number) {
        long national = number.national(CountryCode.SWEDEN);
        return dialled.contains(Long.toString(national < 0 ? number.e164() : national));
    }
}
