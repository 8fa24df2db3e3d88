package se.ringvakt.lint;

/// Something that is wrong at one place of a dialplan.
///
/// @param stands what stands there
/// @param detail what about it, in half a sentence; empty: the fault says it all
public record Finding(Fault fault, Place place, String stands, String detail)
        implements Comparable<Finding> {
    private static final int SHOWN_MAX = 200;

    /// Shortens what stands there to what fits on a screen.
    public Finding {
        stands = stands.length() > SHOWN_MAX ? stands.substring(0, SHOWN_MAX) + "..." : stands;
    }

    @Override
    public int compareTo(Finding other) {
        int byPlace = place.compareTo(other.place);
        return byPlace != 0 ? byPlace : fault.compareTo(other.fault);
    }
}
