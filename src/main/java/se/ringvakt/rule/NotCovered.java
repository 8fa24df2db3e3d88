package se.ringvakt.rule;

import java.util.List;
import java.util.Optional;
import se.ringvakt.call.RegisterAnswer;

/// NIX-Telefon (för företag, 2023): a list of chosen areas (*lista över utvalda områden*) says
/// nothing of the numbers outside them.
final class NotCovered implements Rule {
    @Override
    public Optional<Objection> objection(Facts facts) {
        return isOutside(facts.registers()) && RegisterScope.binds(facts)
                ? Optional.of(Objection.never(Reason.NOT_COVERED))
                : Optional.empty();
    }

    private static boolean isOutside(List<RegisterAnswer> answers) {
        for (RegisterAnswer answer : answers) {
            if (answer.updated().isPresent() && !answer.covered()) {
                return true;
            }
        }
        return false;
    }
}
