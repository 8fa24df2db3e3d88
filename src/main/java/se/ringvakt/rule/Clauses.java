package se.ringvakt.rule;

import java.util.List;

/// All clauses, in the order of [Reason].
final class Clauses {
    static final List<Rule> ALL = List.of();

    private Clauses() {}
}
