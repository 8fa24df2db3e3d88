package se.ringvakt.register;

import java.util.List;
import java.util.Optional;
import se.ringvakt.call.CountryCode;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.RegisterAnswer;

/// One version of a register with its numbers: immutable, free for any number of readers, and asked
/// without allocating anything.
public final class RegisterSnapshot {
    static final CountryCode COUNTRY = CountryCode.SWEDEN;

    private final RegisterVersion version;
    private final NumberSet numbers;
    private final List<RegisterAnswer> listed;
    private final List<RegisterAnswer> notListed;
    private final List<RegisterAnswer> notCovered;

    RegisterSnapshot(RegisterVersion version, NumberSet numbers) {
        if (version.count() != numbers.count()) {
            throw new IllegalArgumentException(
                    "count: " + version.count() + " (expected: " + numbers.count() + ")");
        }
        this.version = version;
        this.numbers = numbers;
        this.listed = answer(true, true);
        this.notListed = answer(true, false);
        this.notCovered = answer(false, false);
    }

    public RegisterVersion version() {
        return version;
    }

    /// Whether the number stands in the register; a foreign one never does.
    public boolean contains(PhoneNumber number) {
        long national = number.national(COUNTRY);
        return national >= 0 && numbers.contains(national);
    }

    /// What the register says of the number. It speaks for Swedish numbers only: a foreign one is
    /// not covered, so that a caller who forgets to except it errs on the strict side.
    public RegisterAnswer answer(PhoneNumber number) {
        return answers(number).getFirst();
    }

    /// The same answer as a list of one, ready-made.
    List<RegisterAnswer> answers(PhoneNumber number) {
        long national = number.national(COUNTRY);
        if (national < 0 || !version.coverage().covers(national)) {
            return notCovered;
        }
        return numbers.contains(national) ? listed : notListed;
    }

    NumberSet numbers() {
        return numbers;
    }

    private List<RegisterAnswer> answer(boolean covered, boolean isListed) {
        return List.of(
                new RegisterAnswer(
                        version.register(), Optional.of(version.updated()), covered, isListed));
    }
}
