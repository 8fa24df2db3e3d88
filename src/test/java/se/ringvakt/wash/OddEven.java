package se.ringvakt.wash;

import java.time.LocalDate;
import java.util.Optional;
import se.ringvakt.call.NumberPlan;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.TestPlans;
import se.ringvakt.rule.Reason;

/// Numbers that end in an even digit are listed, others free until the new year.
final class OddEven implements Screen {
    private static final LocalDate UNTIL = LocalDate.of(2026, 12, 31);

    private final NumberPlan plan = TestPlans.sweden();

    @Override
    public Finding of(CharSequence spelled) {
        if (spelled.toString().isBlank()) {
            return Finding.EMPTY;
        }
        if (!(plan.read(spelled) instanceof PhoneNumber)) {
            return Finding.UNREADABLE;
        }
        int last = spelled.charAt(spelled.toString().stripTrailing().length() - 1) - '0';
        return last % 2 == 0 ? Finding.stop(Reason.LISTED) : Finding.free(Optional.of(UNTIL));
    }
}
