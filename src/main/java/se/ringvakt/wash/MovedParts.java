package se.ringvakt.wash;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import se.ringvakt.wash.Relations.Relation;

/// Parts beside the sheet that say where its rows are: its table, and the names of ranges. They are
/// set right when rows have gone; parts that refer to the rows in other ways are refused. Not
/// thread-safe.
final class MovedParts {
    private static final Set<String> STEADY_RELATIONS =
            Set.of("hyperlink", "printerSettings", "image", "customProperty", "table");

    private static final Map<String, String> WORDS =
            Map.of(
                    "comments", "comments",
                    "threadedComment", "comments",
                    "drawing", "pictures or charts",
                    "pivotTable", "a pivot table",
                    "queryTable", "a query");

    private static final Pattern OF_SHEET =
            Pattern.compile(
                    "(?<before>:?)(?<sheet>'(?:[^']|'')+'|[\\p{L}\\p{N}_.]+)!"
                            + "(?<ref>\\$?[A-Z]{1,3}\\$?[0-9]+(?::\\$?[A-Z]{1,3}\\$?[0-9]+)?"
                            + "|\\$?[0-9]+:\\$?[0-9]+)");

    private final XlsxPackage zip;
    private final Workbook workbook;
    private final SheetSurvey survey;
    private final Optional<String> table;

    private MovedParts(
            XlsxPackage zip, Workbook workbook, SheetSurvey survey, Optional<String> table) {
        this.zip = zip;
        this.workbook = workbook;
        this.survey = survey;
        this.table = table;
    }

    /// Looks through the package for what would go wrong if rows of the sheet moved.
    static MovedParts check(XlsxPackage zip, Workbook workbook, SheetSurvey survey) {
        String sheet = workbook.sheet().name();
        if (workbook.macros()) {
            throw SheetTail.refused(zip, sheet, "macros in the workbook");
        }
        survey.formula()
                .ifPresent(cell -> {
                    throw SheetTail.refused(zip, sheet, "a formula in " + cell);
                });
        Set<String> tables = new TreeSet<>();
        for (Relation relation : Relations.of(zip, workbook.sheet().part()).all()) {
            if (!STEADY_RELATIONS.contains(relation.type())) {
                throw SheetTail.refused(
                        zip, sheet, WORDS.getOrDefault(relation.type(), relation.type()));
            }
            if (relation.type().equals("table")) {
                tables.add(relation.target());
            }
        }
        if (tables.size() > 1) {
            throw SheetTail.refused(zip, sheet, "more than one table");
        }
        Mentions.check(zip, workbook, tables);
        return new MovedParts(zip, workbook, survey, tables.stream().findFirst());
    }

    /// Parts as they are when rows have gone, by name.
    Map<String, String> moved(Shift shift) {
        var moved = new LinkedHashMap<String, String>();
        moved.put(workbook.part(), names(shift));
        table.ifPresent(part -> moved.put(part, table(part, shift)));
        return moved;
    }

    /// The names of all parts that [#moved] gives.
    Set<String> parts() {
        Set<String> parts = new TreeSet<>(Set.of(workbook.part()));
        table.ifPresent(parts::add);
        return parts;
    }

    private String names(Shift shift) {
        var text = new StringBuilder();
        try (RawXml xml = RawXml.keeping(zip.part(workbook.part()))) {
            long at = 0;
            while (xml.next()) {
                if (xml.starts("definedName")) {
                    text.append(xml.raw(at, xml.to()));
                    text.append(StartTag.escape(name(xml.elementText(), shift)));
                    at = xml.from();
                }
            }
            return text.append(xml.raw(at, xml.to())).toString();
        } catch (XMLStreamException | IOException e) {
            throw Refusal.damaged(zip.file(), workbook.part(), e);
        }
    }

    /// A name of cells that have all gone refers to none, as when they are deleted by hand.
    private String name(String formula, Shift shift) {
        String sheet = workbook.sheet().name();
        return OF_SHEET.matcher(formula)
                .replaceAll(found ->
                        Matcher.quoteReplacement(
                                isOf(found, sheet) ? moved(found, shift) : found.group()));
    }

    private boolean isOf(MatchResult found, String sheet) {
        if (!Formulas.unquoted(found.group("sheet")).equals(sheet)) {
            return false;
        }
        if (!found.group("before").isEmpty()) {
            throw SheetTail.refused(zip, sheet, "a name over several sheets");
        }
        return true;
    }

    private static String moved(MatchResult found, Shift shift) {
        return found.group("sheet") + "!" + shift.range(found.group("ref")).orElse("#REF!");
    }

    private String table(String part, Shift shift) {
        try (RawXml xml = RawXml.keeping(zip.part(part))) {
            while (xml.next() && !xml.isStart()) {
                // What precedes the table is kept as it is.
            }
            String before = xml.raw(0, xml.from());
            Fragment table = Fragment.read(xml);
            if (table.places().isEmpty() || table.top() != survey.headerRow()) {
                throw SheetTail.refused(
                        zip,
                        workbook.sheet().name(),
                        "a table that has not the first row as header");
            }
            return before + table.moved(range -> Optional.of(ofTable(range, shift))).orElseThrow();
        } catch (XMLStreamException | IOException e) {
            throw Refusal.damaged(zip.file(), part, e);
        }
    }

    /// A table has at least one row below its header, be it an empty one.
    private String ofTable(String range, Shift shift) {
        int row = survey.headerRow() + 1;
        Optional<String> moved = shift.range(range);
        if (moved.isPresent() && (Shift.height(moved.get()) > 1 || Shift.top(range) >= row)) {
            return moved.get();
        }
        if (shift.keptFrom(row) <= survey.lastRow()) {
            throw SheetTail.refused(
                    zip, workbook.sheet().name(), "a table that would lose all its rows");
        }
        return range.replaceFirst("(?<=:\\$?[A-Z]{1,3}\\$?)[0-9]+$", Integer.toString(row));
    }
}
