package se.ringvakt.process;

import static org.assertj.core.api.Assertions.assertThat;

/// One fault that two gates under load went through: how it came and went.
///
/// @param mending when its end began, from where on a gate may be back
/// @param north how long after its end the first gate allowed again, in milliseconds
/// @param south the same of the second
record Span(
        Cluster cluster,
        String name,
        long began,
        long mending,
        long mended,
        long north,
        long south) {
    /// Long enough that both have allowed something since the last one.
    private static final long CALM_MILLIS = 500;

    /// What a gate may need to notice.
    private static final long NOTICE_MILLIS = 1_000;

    /// What it may need to work again.
    private static final long MENDED_MILLIS = 10_000;

    /// An answer within the default of agi.decision-time, on a machine with other work.
    private static final long ANSWER_MILLIS = 250 + 500;

    /// A step of a fault.
    interface Step {
        void run() throws Exception;
    }

    /// Lets it come, last and go.
    static Span during(Cluster cluster, String name, long millis, Step fault, Step mend)
            throws Exception {
        Thread.sleep(CALM_MILLIS);
        long began = System.nanoTime();
        fault.run();
        Thread.sleep(millis);
        long mending = System.nanoTime();
        mend.run();
        long mended = System.nanoTime();
        long north = cluster.awaitAllowed(Cluster.NORTH, mended);
        long south = cluster.awaitAllowed(Cluster.SOUTH, mended);
        return new Span(cluster, name, began, mending, mended, north, south);
    }

    /// Prints what was seen, and sees that both work again.
    void report(LedgerCheck check) {
        System.out.printf(
                "figure: %s for %d ms: north %s, allows again after %d ms; south %s, after %d ms;"
                        + " acknowledged %d, on record %d, taken back %d, counted unanswered %d%n",
                name,
                (mended - began) / 1_000_000,
                cluster.told(Cluster.NORTH, began, mended),
                north,
                cluster.told(Cluster.SOUTH, began, mended),
                south,
                cluster.load().acknowledged().size(),
                check.attempts().size(),
                check.withdrawn().size(),
                check.unanswered(cluster.load().acknowledged()).size());
        assertThat(north).isLessThan(MENDED_MILLIS);
        assertThat(south).isLessThan(MENDED_MILLIS);
    }

    void assertOnlyUnavailable(int gate) {
        long latest = mending - ANSWER_MILLIS * 1_000_000;
        assertThat(cluster.between(gate, began + NOTICE_MILLIS * 1_000_000, latest))
                .as("gate %d while it cannot write", gate)
                .isNotEmpty()
                .allMatch(Load.Dial::isUnavailable);
        assertThat(cluster.between(gate, began, mended))
                .allMatch(dial -> dial.tookNanos() < ANSWER_MILLIS * 1_000_000);
    }

    void assertUnaffected(int gate) {
        assertThat(cluster.between(gate, began, mended))
                .as("gate %d has nothing to do with it", gate)
                .noneMatch(dial -> dial.said().equals("NOTHING"))
                .anyMatch(Load.Dial::isAllowed);
    }
}
