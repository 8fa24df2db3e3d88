package se.ringvakt.wash;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import se.ringvakt.wash.SheetWash.Copy;

/// What stands behind a sheet's rows: filters, merged cells, rules, links. When rows have gone, the
/// ranges in it are set right where that can be done without a doubt; what cannot be kept unharmed
/// is refused by name. Not thread-safe.
final class SheetTail {
    /// Not about cells, or about columns only.
    private static final Set<String> STEADY =
            Set.of(
                    "sheetCalcPr",
                    "sheetProtection",
                    "phoneticPr",
                    "printOptions",
                    "pageMargins",
                    "pageSetup",
                    "headerFooter",
                    "colBreaks",
                    "customProperties",
                    "picture",
                    "smartTags",
                    "webPublishItems",
                    "legacyDrawingHF",
                    "tableParts");

    private static final Set<String> MOVED =
            Set.of("autoFilter", "sortState", "conditionalFormatting");

    /// Each holds elements about cells, and may not be empty.
    private static final Set<String> LISTS =
            Set.of(
                    "mergeCells",
                    "hyperlinks",
                    "dataValidations",
                    "ignoredErrors",
                    "protectedRanges");

    private static final Map<String, String> WORDS =
            Map.of(
                    "drawing", "pictures or charts",
                    "legacyDrawing", "comments",
                    "rowBreaks", "page breaks",
                    "oleObjects", "embedded objects",
                    "controls", "form controls",
                    "AlternateContent", "form controls",
                    "scenarios", "scenarios",
                    "customSheetViews", "custom views",
                    "extLst", "extended rules or sparklines");

    private final XlsxPackage zip;
    private final String sheet;
    private final int headerRow;
    private final List<Copy> copies;

    SheetTail(XlsxPackage zip, String sheet, int headerRow, List<Copy> copies) {
        this.zip = zip;
        this.sheet = sheet;
        this.headerRow = headerRow;
        this.copies = List.copyOf(copies);
    }

    /// Why rows of a sheet with this feature cannot be taken out.
    static WashRefused refused(XlsxPackage zip, String sheet, String feature) {
        return Refusal.of(
                zip.file(),
                "sheet " + sheet + ": " + feature + ", which may go wrong when rows are left out",
                "mode mark, which moves no row");
    }

    /// Writes the rest as it stands.
    ///
    /// @param from what is written already
    void copy(RawXml xml, long from) throws XMLStreamException, IOException {
        long at = from;
        do {
            put(xml, at, xml.to());
            at = xml.to();
        } while (xml.next());
    }

    /// Writes the rest as it stands when rows have gone.
    ///
    /// @param from what is written already; the current event is the end of the rows
    void move(RawXml xml, long from) throws XMLStreamException, IOException {
        long at = from;
        do {
            if (xml.isStart()) {
                put(xml, at, xml.from());
                element(xml);
            } else {
                put(xml, at, xml.to());
            }
            at = xml.to();
            xml.forget(at);
        } while (xml.next());
    }

    private void element(RawXml xml) throws XMLStreamException, IOException {
        String name = xml.name();
        if (LISTS.contains(name)) {
            list(xml);
            return;
        }
        Fragment fragment = Fragment.read(xml);
        if (MOVED.contains(name)) {
            put(fragment);
        } else if (STEADY.contains(name) || (name.equals("extLst") && isHarmless(fragment))) {
            for (Copy copy : copies) {
                copy.writer().write(fragment.text());
            }
        } else {
            throw refused(zip, sheet, WORDS.getOrDefault(name, name));
        }
    }

    /// Extensions about cells name them in elements of these names, whatever their prefix.
    private static boolean isHarmless(Fragment extensions) {
        String text = extensions.text();
        return !text.contains(":sqref>") && !text.contains(":f>") && !text.contains("ref=");
    }

    /// Writes those elements of a list of which something is left, and the list if one is.
    private void list(RawXml xml) throws XMLStreamException, IOException {
        String begin = StartTag.without(xml.raw(), "count");
        int depth = xml.depth();
        boolean[] begun = new boolean[copies.size()];
        while (xml.next() && !(xml.isEnd() && xml.depth() == depth)) {
            if (!xml.isStart()) {
                continue;
            }
            Fragment fragment = Fragment.read(xml);
            check(fragment);
            for (int i = 0; i < begun.length; i++) {
                Optional<String> moved = fragment.moved(copies.get(i).shift());
                if (moved.isPresent()) {
                    copies.get(i).writer().write(begun[i] ? moved.get() : begin + moved.get());
                    begun[i] = true;
                }
            }
            xml.forget(xml.from());
        }
        for (int i = 0; i < begun.length; i++) {
            if (begun[i]) {
                copies.get(i).writer().write(xml.raw());
            }
        }
    }

    private void put(Fragment fragment) throws IOException {
        check(fragment);
        for (Copy copy : copies) {
            Optional<String> moved = fragment.moved(copy.shift());
            if (moved.isPresent()) {
                copy.writer().write(moved.get());
            }
        }
    }

    private void check(Fragment fragment) {
        boolean merged = fragment.name().equals("mergeCell");
        if (merged && fragment.places().stream().anyMatch(this::isTall)) {
            throw refused(zip, sheet, "cells merged across rows");
        }
        int top = fragment.top();
        for (String formula : fragment.formulas()) {
            if (!Formulas.moveWell(formula, sheet, top, headerRow)
                    || isUnsteady(fragment, formula)) {
                throw refused(zip, sheet, "a formula in " + fragment.name());
            }
        }
    }

    /// A formula that refers to its own row is right only as long as the first such row stays.
    private boolean isUnsteady(Fragment fragment, String formula) {
        int top = fragment.top();
        boolean stays =
                copies.stream()
                        .map(Copy::shift)
                        .allMatch(shift ->
                                shift.keptFrom(top) > CellRef.ROWS_MOST
                                        || shift.of(shift.keptFrom(top)) == top);
        return !stays && !Formulas.moveWell(formula, sheet, 0, headerRow);
    }

    private boolean isTall(Fragment.Place place) {
        return Shift.top(place.ranges()) > headerRow && Shift.height(place.ranges()) > 1;
    }

    private void put(RawXml xml, long from, long to) throws IOException {
        for (Copy copy : copies) {
            xml.write(from, to, copy.writer());
        }
        xml.forget(to);
    }
}
