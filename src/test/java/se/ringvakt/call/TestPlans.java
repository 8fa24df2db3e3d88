package se.ringvakt.call;

import se.ringvakt.config.PolicyReader;

/// The numbering plans that come with the program.
public final class TestPlans {
    public static final Numbering SWEDEN = PolicyReader.builtIn("sweden").numbering();

    private TestPlans() {}

    /// Sweden, without a default area code, outside line 0.
    public static NumberPlan sweden() {
        return sweden(NumberPlan.Settings.USUAL);
    }

    public static NumberPlan sweden(NumberPlan.Settings settings) {
        return new NumberPlan(SWEDEN, settings);
    }

    /// The plan of another policy that comes with the program.
    public static NumberPlan of(String policy, NumberPlan.Settings settings) {
        return new NumberPlan(PolicyReader.builtIn(policy).numbering(), settings);
    }
}
