package se.ringvakt.register;

import java.util.stream.Stream;
import se.ringvakt.call.PhoneNumber;

/// The numbers of a version, or of some areas of it, ascending.
public final class RegisterExport {
    private final RegisterSnapshot snapshot;
    private final Coverage areas;

    private RegisterExport(RegisterSnapshot snapshot, Coverage areas) {
        this.snapshot = snapshot;
        this.areas = areas;
    }

    /// An export of these areas.
    ///
    /// @param areas the whole country: all that the version covers
    /// @throws RegisterRefused when the version does not speak for all of them
    public static RegisterExport of(RegisterSnapshot snapshot, Coverage areas) {
        Coverage covered = snapshot.version().coverage();
        if (areas.whole()) {
            return new RegisterExport(snapshot, covered);
        }
        if (!covered.includes(areas)) {
            throw new RegisterRefused(
                    "area: "
                            + areas
                            + ", which "
                            + snapshot.version().id()
                            + " does not cover as a whole (expected: of "
                            + covered
                            + ")");
        }
        return new RegisterExport(snapshot, areas);
    }

    /// What it comes from.
    public RegisterVersion version() {
        return snapshot.version();
    }

    /// The areas it speaks for.
    public Coverage areas() {
        return areas;
    }

    /// The numbers, as they are read.
    public Stream<PhoneNumber> numbers() {
        return snapshot.listed()
                .filter(number -> areas.covers(number, snapshot.version().country()));
    }
}
