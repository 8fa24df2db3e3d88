package se.ringvakt.metrics;

/// The upper borders of histograms, smallest first. Few, since each is a line in every scrape.
final class Borders {
    private Borders() {}

    /// Times in seconds; empty: no histogram.
    static double[] of(Measure measure) {
        return switch (measure) {
            case SHORT_TIMES ->
                    new double[] {
                        0.000_05, 0.000_1, 0.000_2, 0.000_5, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05,
                        0.1, 0.25, 1
                    };
            case LONG_TIMES ->
                    new double[] {
                        0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60
                    };
            case SIZES -> new double[] {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024};
            case COUNT, NUMBER, YES_NO, DAYS, SECONDS -> new double[0];
        };
    }
}
