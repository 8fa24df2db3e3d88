package se.ringvakt.rule;

import java.time.Instant;
import java.util.Optional;
import se.ringvakt.call.Block;
import se.ringvakt.call.PrincipalId;

/// §2: no call to a number on a block list (Kontakta and SWEDMA, Etiska riktlinjer, 2021-07-01),
/// whatever else would permit it (NIX-nämnden 19-175, 2019-09-04).
final class Blocked implements Rule {
    @Override
    public Optional<Objection> objection(Facts facts) {
        PrincipalId caller = facts.campaign().principal().id();
        Instant lapse = facts.now();
        for (Block block : facts.known().blocks()) {
            if (!block.binds(caller)) {
                continue;
            }
            if (block.expires().isEmpty()) {
                return Optional.of(Objection.never(Reason.BLOCKED));
            }
            Instant expires = block.expires().get();
            lapse = expires.isAfter(lapse) ? expires : lapse;
        }
        return lapse.isAfter(facts.now())
                ? Optional.of(Objection.until(Reason.BLOCKED, lapse))
                : Optional.empty();
    }
}
