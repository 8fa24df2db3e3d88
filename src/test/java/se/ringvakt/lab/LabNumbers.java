package se.ringvakt.lab;

import java.util.List;

/// Numbers whose carriers do what the lab's own table of numbers has not.
final class LabNumbers {
    /// Rings until the caller gives up; one for each test that runs beside others.
    static final String RINGS_FOR_EVER = "0701740690";

    static final String RINGS_FOR_EVER_TOO = "0701740691";

    /// Rings, answers, and hangs up after a second.
    static final String HANGS_UP = "0701740692";

    /// Early media, then busy.
    static final String EARLY_THEN_BUSY = "0701740693";

    /// What `lab trunk trunk1` is told of each: number, early answer, delay, final answer, talk.
    static final List<List<String>> BEHAVIOURS =
            List.of(
                    List.of(RINGS_FOR_EVER, "180", "0", "-", "0"),
                    List.of(RINGS_FOR_EVER_TOO, "180", "0", "-", "0"),
                    List.of(HANGS_UP, "180", "1000", "200", "1000"),
                    List.of(EARLY_THEN_BUSY, "183", "500", "486", "0"));

    private LabNumbers() {}
}
