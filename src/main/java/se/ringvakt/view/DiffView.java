package se.ringvakt.view;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import se.ringvakt.call.NumberPlan;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.register.RegisterDiff;
import se.ringvakt.register.RegisterDiff.Counts;
import se.ringvakt.register.RegisterSnapshot;
import se.ringvakt.register.RegisterVersion;

/// How two versions of a register differ, as it is printed.
public record DiffView(String register, Version from, Version to, Counts total, List<Area> areas) {
    private static final String NO_AREA = "-";

    /// One of the versions.
    ///
    /// @param areas it speaks for
    public record Version(String id, String areas, long numbers) {
        static Version of(RegisterVersion version) {
            return new Version(version.id(), version.coverage().toString(), version.count());
        }
    }

    /// The difference in one area.
    ///
    /// @param area the code with its zero; `-`: numbers of no area
    public record Area(String area, Counts counts) {}

    /// Compares two versions; takes seconds for millions of numbers.
    public static DiffView of(
            String register, RegisterSnapshot from, RegisterSnapshot to, NumberPlan plan) {
        RegisterDiff diff = RegisterDiff.of(from, to, number -> area(number, plan));
        List<Area> areas = new ArrayList<>();
        diff.byArea().forEach((area, counts) -> areas.add(new Area(area, counts)));
        return new DiffView(
                register,
                Version.of(diff.from()),
                Version.of(diff.to()),
                diff.total(),
                List.copyOf(areas));
    }

    private static String area(PhoneNumber number, NumberPlan plan) {
        OptionalInt code = plan.areaCode(number);
        return code.isPresent() ? "0" + code.getAsInt() : NO_AREA;
    }
}
