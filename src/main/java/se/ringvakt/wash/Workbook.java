package se.ringvakt.wash;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamException;
import se.ringvakt.wash.Relations.Relation;

/// Where things are in a spreadsheet.
///
/// @param part the workbook's own part
/// @param sheet the worksheet to wash
/// @param macros whether it holds programs
/// @param strings the part with the shared strings
/// @param styles the part with the formats of numbers
record Workbook(
        String part,
        Sheet sheet,
        boolean macros,
        Optional<String> strings,
        Optional<String> styles) {

    /// One worksheet.
    ///
    /// @param part its name in the package
    record Sheet(String name, String part, boolean hidden) {}

    /// Finds the worksheet of this name, or else the first that is not hidden.
    static Workbook read(XlsxPackage zip, Optional<String> wanted) {
        refuseForeign(zip);
        String part =
                Relations.ofPackage(zip)
                        .byType("officeDocument")
                        .map(Relation::target)
                        .filter(zip::has)
                        .orElseThrow(
                                () -> Refusal.of(zip.file(), "no workbook in it", "an .xlsx file"));
        if (part.endsWith(".bin")) {
            throw Refusal.of(zip.file(), "a binary workbook (.xlsb)", "saved as .xlsx");
        }
        Relations relations = Relations.of(zip, part);
        Sheet sheet = choose(zip, sheets(zip, part, relations), wanted);
        return new Workbook(
                part,
                sheet,
                relations.byType("vbaProject").isPresent(),
                relations.byType("sharedStrings").map(Relation::target).filter(zip::has),
                relations.byType("styles").map(Relation::target).filter(zip::has));
    }

    private static void refuseForeign(XlsxPackage zip) {
        if (!zip.has("_rels/.rels") || !zip.has("[Content_Types].xml")) {
            throw Refusal.of(zip.file(), "a zip file, but no spreadsheet", "an .xlsx file");
        }
        boolean signed =
                zip.entries().stream()
                        .anyMatch(entry -> entry.getName().startsWith("_xmlsignatures/"));
        if (signed) {
            throw Refusal.of(
                    zip.file(), "signed, and a change breaks the signature", "an unsigned file");
        }
    }

    private static List<Sheet> sheets(XlsxPackage zip, String part, Relations relations) {
        var sheets = new ArrayList<Sheet>();
        try (RawXml xml = RawXml.passing(zip.part(part))) {
            while (xml.next()) {
                if (xml.isStart() && xml.name().equals("sheet") && xml.isOfSpreadsheets()) {
                    sheet(xml, relations).filter(s -> zip.has(s.part)).ifPresent(sheets::add);
                }
            }
        } catch (XMLStreamException | IOException e) {
            throw Refusal.damaged(zip.file(), part, e);
        }
        return sheets;
    }

    /// Sheets of charts and dialogs have no rows.
    private static Optional<Sheet> sheet(RawXml xml, Relations relations) {
        String name = xml.attribute("name").orElse("");
        boolean hidden = xml.attribute("state").filter(s -> !s.equals("visible")).isPresent();
        return xml.attribute("/relationships", "id")
                .flatMap(relations::byId)
                .filter(relation -> relation.type().equals("worksheet"))
                .map(relation -> new Sheet(name, relation.target(), hidden));
    }

    private static Sheet choose(XlsxPackage zip, List<Sheet> sheets, Optional<String> wanted) {
        if (wanted.isPresent()) {
            return sheets.stream()
                    .filter(sheet -> sheet.name.equals(wanted.get()))
                    .findFirst()
                    .orElseThrow(() ->
                            Refusal.of(
                                    zip.file(),
                                    "sheet: " + wanted.get(),
                                    "one of " + names(sheets)));
        }
        return sheets.stream()
                .filter(sheet -> !sheet.hidden)
                .findFirst()
                .or(() -> sheets.stream().findFirst())
                .orElseThrow(() -> Refusal.of(zip.file(), "no worksheet in it", "at least one"));
    }

    private static String names(List<Sheet> sheets) {
        return sheets.stream().map(Sheet::name).collect(Collectors.joining(", "));
    }
}
