package se.ringvakt.rule;

import java.util.List;
import java.util.Optional;
import se.ringvakt.call.RegisterAnswer;

/// NIX-Telefon, rules for companies (2021-01-01): no call in sales, marketing or fundraising to a
/// number in the register.
final class Listed implements Rule {
    @Override
    public Optional<Objection> objection(Facts facts) {
        return isListed(facts.registers()) && RegisterScope.binds(facts)
                ? Optional.of(Objection.never(Reason.LISTED))
                : Optional.empty();
    }

    private static boolean isListed(List<RegisterAnswer> answers) {
        for (RegisterAnswer answer : answers) {
            if (answer.listed()) {
                return true;
            }
        }
        return false;
    }
}
