package se.ringvakt.wash;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.xml.stream.XMLStreamException;

/// An element behind the rows, with the places in it where ranges of cells stand. It is held in
/// memory as a whole.
///
/// @param name of the element
/// @param text as it stands
/// @param places the ranges in it, its own first
/// @param formulas what stands in it as formulas
record Fragment(String name, String text, List<Place> places, List<String> formulas) {
    private static final List<String> RANGES = List.of("ref", "sqref");

    /// Where a range stands in the text.
    record Place(int from, int to, String ranges) {}

    Fragment {
        places = List.copyOf(places);
        formulas = List.copyOf(formulas);
    }

    /// Reads the element that has just begun; afterwards its end is the current event.
    static Fragment read(RawXml xml) throws XMLStreamException {
        long from = xml.from();
        int depth = xml.depth();
        String name = xml.name();
        var places = new ArrayList<Place>();
        var formulas = new ArrayList<String>();
        do {
            if (xml.isStart()) {
                notePlace(xml, from, places);
                noteFormula(xml, formulas);
            }
        } while (!(xml.isEnd() && xml.depth() == depth) && xml.next());
        return new Fragment(name, xml.raw(from, xml.to()), places, formulas);
    }

    private static void notePlace(RawXml xml, long from, List<Place> places)
            throws XMLStreamException {
        for (String attribute : RANGES) {
            Optional<String> ranges = xml.attribute(attribute);
            if (ranges.isPresent()) {
                StartTag place = StartTag.attribute(xml.raw(), attribute);
                int at = Math.toIntExact(xml.from() - from);
                places.add(new Place(at + place.from(), at + place.to(), ranges.get()));
            }
        }
    }

    /// Formulas stand as text, and in the thresholds of coloured scales; links name cells too.
    private static void noteFormula(RawXml xml, List<String> formulas) throws XMLStreamException {
        xml.attribute("val").ifPresent(formulas::add);
        xml.attribute("location").ifPresent(formulas::add);
        if (xml.name().startsWith("formula")) {
            formulas.add(xml.elementText());
        }
    }

    /// The first row it is about; 0 if it is about whole columns.
    int top() {
        return places.isEmpty() ? 0 : Shift.top(places.getFirst().ranges);
    }

    /// As it stands when rows have gone; empty if nothing is left of one of its ranges.
    Optional<String> moved(Shift shift) {
        return moved(shift::ranges);
    }

    /// As it stands with other ranges; empty if one of them is.
    Optional<String> moved(Function<String, Optional<String>> move) {
        var moved = new StringBuilder();
        int at = 0;
        for (Place place : places) {
            Optional<String> ranges = move.apply(place.ranges);
            if (ranges.isEmpty()) {
                return Optional.empty();
            }
            moved.append(text, at, place.from).append(ranges.get());
            at = place.to;
        }
        return Optional.of(moved.append(text, at, text.length()).toString());
    }
}
