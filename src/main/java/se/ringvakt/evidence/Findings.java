package se.ringvakt.evidence;

import java.util.ArrayList;
import java.util.List;

/// What is found, bounded: a folder of nonsense must not fill the memory. For one thread.
final class Findings {
    private final List<Finding> named = new ArrayList<>();
    private long unnamed;

    void add(Finding finding) {
        if (named.size() < Verification.FINDINGS_MOST) {
            named.add(finding);
        } else {
            unnamed++;
        }
    }

    List<Finding> named() {
        return named;
    }

    long unnamed() {
        return unnamed;
    }

    /// How many there are.
    long count() {
        return named.size() + unnamed;
    }
}
