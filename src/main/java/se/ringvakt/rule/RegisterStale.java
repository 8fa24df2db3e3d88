package se.ringvakt.rule;

import java.util.List;
import java.util.Optional;
import se.ringvakt.call.RegisterAnswer;

/// NIX-Telefon (för företag, 2023): a number may be called for two months from the update date of
/// the version it was checked against; without a version there is no check. Other registers have
/// validities of their own.
final class RegisterStale implements Rule {
    @Override
    public Optional<Objection> objection(Facts facts) {
        return isAnyStale(facts) && RegisterScope.binds(facts)
                ? Optional.of(Objection.never(Reason.REGISTER_STALE))
                : Optional.empty();
    }

    private static boolean isAnyStale(Facts facts) {
        List<RegisterAnswer> answers = facts.registers();
        for (RegisterAnswer answer : answers) {
            if (answer.isStale(facts.moment().today(), facts.policy().registerValidity())) {
                return true;
            }
        }
        // No register asked is a number not checked.
        return answers.isEmpty();
    }
}
