package se.ringvakt.register;

import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import se.ringvakt.call.CountryCode;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.RegisterAnswer;

/// One version of a register with its numbers: immutable, free for any number of readers, and asked
/// without allocating anything.
public final class RegisterSnapshot {
    private final RegisterVersion version;
    private final CountryCode country;
    private final NumberSet numbers;
    private final Optional<Period> validity;
    private final List<RegisterAnswer> listed;
    private final List<RegisterAnswer> notListed;
    private final List<RegisterAnswer> notCovered;

    RegisterSnapshot(RegisterVersion version, NumberSet numbers) {
        this(version, numbers, Optional.empty());
    }

    private RegisterSnapshot(
            RegisterVersion version, NumberSet numbers, Optional<Period> validity) {
        if (version.count() != numbers.count()) {
            throw new IllegalArgumentException(
                    "count: " + version.count() + " (expected: " + numbers.count() + ")");
        }
        this.version = version;
        this.country = version.country();
        this.numbers = numbers;
        this.validity = validity;
        this.listed = answer(true, true);
        this.notListed = answer(true, false);
        this.notCovered = answer(false, false);
    }

    /// The same numbers, their answers saying for how long they hold.
    ///
    /// @param validity empty: as long as the policy says
    RegisterSnapshot validFor(Optional<Period> validity) {
        return validity.equals(this.validity)
                ? this
                : new RegisterSnapshot(version, numbers, validity);
    }

    public RegisterVersion version() {
        return version;
    }

    /// Whether the number stands in the register; a foreign one never does.
    public boolean contains(PhoneNumber number) {
        long national = number.national(country);
        return national >= 0 && numbers.contains(national);
    }

    /// What the register says of the number. It speaks for its own country only: a foreign number
    /// is not covered, so that a caller who forgets to except it errs on the strict side.
    public RegisterAnswer answer(PhoneNumber number) {
        return answers(number).getFirst();
    }

    /// The same answer as a list of one, ready-made.
    List<RegisterAnswer> answers(PhoneNumber number) {
        long national = number.national(country);
        if (national < 0 || !version.coverage().covers(national)) {
            return notCovered;
        }
        return numbers.contains(national) ? listed : notListed;
    }

    /// The numbers it lists, ascending.
    Stream<PhoneNumber> listed() {
        return numbers.stream().mapToObj(this::number);
    }

    private PhoneNumber number(long national) {
        long leading = country.digits();
        for (long power = 1; power <= national; power *= 10) {
            leading *= 10;
        }
        return new PhoneNumber(leading + national);
    }

    NumberSet numbers() {
        return numbers;
    }

    private List<RegisterAnswer> answer(boolean covered, boolean isListed) {
        return List.of(
                new RegisterAnswer(
                        version.register(),
                        Optional.of(version.updated()),
                        validity,
                        covered,
                        isListed,
                        Optional.of(new RegisterAnswer.Version(version.id(), version.checksum()))));
    }
}
