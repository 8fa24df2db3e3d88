package se.ringvakt.rule;

import java.util.List;
import java.util.Optional;
import se.ringvakt.call.RegisterAnswer;

/// §2: no call in sales or marketing to a number registered with NIX-Telefon (Kontakta and SWEDMA,
/// Etiska riktlinjer, 2021-07-01); fundraising too, and the exceptions, by NIX-Telefon's own rules
/// (för företag, 2023).
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
