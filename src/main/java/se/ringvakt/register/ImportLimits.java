package se.ringvakt.register;

/// What an import may look like before it is taken for a mistake.
///
/// @param unparsableMost so many lines may hold no number of the country
/// @param unparsablePercent and so great a part of all lines, whichever is less
/// @param growthPercent how much it may grow against the version in force
/// @param shrinkPercent how much it may shrink
/// @param changeFree a growth or shrinkage of so few numbers is always taken, so that small
///   registers are not bound by percentages
/// @param bytesMost the most a file may hold once unpacked
public record ImportLimits(
        long unparsableMost,
        double unparsablePercent,
        double growthPercent,
        double shrinkPercent,
        long changeFree,
        long bytesMost) {

    /// Strict for a national register that changes by a few thousand numbers a week.
    public static final ImportLimits DEFAULT = new ImportLimits(100, 0.1, 25, 10, 1000, 1L << 30);

    public ImportLimits {
        check("unparsable most", (double) unparsableMost);
        check("unparsable percent", unparsablePercent);
        check("growth percent", growthPercent);
        check("shrink percent", shrinkPercent);
        check("change free", (double) changeFree);
        check("bytes most", (double) bytesMost);
    }

    private static void check(String name, double value) {
        if (!(value >= 0)) {
            throw new RegisterRefused(name + ": " + value + " (expected: 0 or more)");
        }
    }
}
