package se.ringvakt.rule;

import java.util.List;

/// All clauses, in the order of [Reason].
final class Clauses {
    static final List<Rule> ALL =
            List.of(new Stopped(), new Listed(), new Holiday(), new OutsideHours());

    private Clauses() {}
}
