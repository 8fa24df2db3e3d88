package se.ringvakt.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.longs;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The rulebook against a slow, obvious model, on random histories.
class RulebookPropertiesTest {
    private static final int EXAMPLES = 600;

    @Test
    void decidesAsTheSlowModelDoes() {
        qt().withFixedSeed(2026)
                .withShrinkCycles(0)
                .withExamples(EXAMPLES)
                .forAll(longs().all())
                .checkAssert(RulebookPropertiesTest::checkAgainstModel);
    }

    private static void checkAgainstModel(long seed) {
        RandomDials dials = new RandomDials(seed);
        Policies policies = dials.policies();
        Facts facts = dials.facts(policies);
        SlowModel model = new SlowModel(policies);
        Set<Reason> reasons = model.reasons(facts, facts.now());

        switch (Rulebook.of(policies).judge(facts)) {
            case Verdict.Allow allow -> assertThat(reasons).as("seed %d", seed).isEmpty();
            case Verdict.Deny deny -> {
                assertThat(deny.fault()).isEmpty();
                assertThat(deny.reasons())
                        .as("seed %d at %s", seed, facts.moment().local())
                        .isEqualTo(List.copyOf(reasons));
                assertThat(deny.retryAt())
                        .as("seed %d at %s: %s", seed, facts.moment().local(), reasons)
                        .isEqualTo(model.retryAt(facts, facts.now()));
            }
        }
    }
}
