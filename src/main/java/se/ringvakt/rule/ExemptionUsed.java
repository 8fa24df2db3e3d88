package se.ringvakt.rule;

import java.time.LocalDate;
import java.util.Optional;
import se.ringvakt.call.RegisterAnswer;

/// What lets a call be made in spite of a register that lists its number, or says nothing of it;
/// for whoever asks later why it was.
///
/// @param since from which day it holds; empty: it is not of a day
public record ExemptionUsed(Ground ground, Optional<LocalDate> since) {

    /// Why the register does not bind the call.
    public enum Ground {
        /// The campaign's purpose is none that the register binds.
        PURPOSE,
        /// A foreign number, in a campaign that may call such.
        FOREIGN,
        /// A business is called about its business.
        BUSINESS,
        /// The consumer has consented.
        CONSENT,
        /// The consumer is, or was, a customer.
        CUSTOMER
    }

    /// The exemption that lifted the register's bar; empty: there was no bar, or it stands.
    public static Optional<ExemptionUsed> of(Facts facts) {
        if (!facts.policy().registerRequired() || !isBarred(facts)) {
            return Optional.empty();
        }
        if (!RegisterScope.regulated(facts)) {
            return without(Ground.PURPOSE);
        }
        if (RegisterScope.isForeignAndAllowed(facts)) {
            return without(Ground.FOREIGN);
        }
        if (BusinessScope.exempts(facts)) {
            return without(Ground.BUSINESS);
        }
        return Exemptions.consent(facts)
                .map(consent ->
                        new ExemptionUsed(
                                Ground.CONSENT,
                                Optional.of(
                                        LocalDate.ofInstant(
                                                consent.given(), facts.moment().zone()))))
                .or(() ->
                        Exemptions.relation(facts)
                                .map(relation ->
                                        new ExemptionUsed(
                                                Ground.CUSTOMER, Optional.of(relation.since()))));
    }

    private static boolean isBarred(Facts facts) {
        for (RegisterAnswer answer : facts.registers()) {
            if (answer.listed() || !answer.covered()) {
                return true;
            }
        }
        return false;
    }

    private static Optional<ExemptionUsed> without(Ground ground) {
        return Optional.of(new ExemptionUsed(ground, Optional.empty()));
    }
}
