package se.ringvakt.wash;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;

/// Finds references to one sheet in the rest of a workbook: in formulas of other sheets, in charts,
/// pivot tables, links.
final class Mentions {
    private static final Pattern WITHOUT_REFERENCES =
            Pattern.compile(
                    "xl/(sharedStrings|styles|calcChain|metadata|persons/.*|theme/.*)\\.xml");

    private final XlsxPackage zip;
    private final String sheet;

    private Mentions(XlsxPackage zip, String sheet) {
        this.zip = zip;
        this.sheet = sheet;
    }

    /// @param tables parts that are set right
    static void check(XlsxPackage zip, Workbook workbook, Set<String> tables) {
        var mentions = new Mentions(zip, workbook.sheet().name());
        for (ZipArchiveEntry entry : zip.entries()) {
            String part = entry.getName();
            boolean own =
                    part.equals(workbook.part())
                            || part.equals(workbook.sheet().part())
                            || tables.contains(part);
            boolean looked = part.startsWith("xl/") && part.endsWith(".xml");
            if (looked && !own && !WITHOUT_REFERENCES.matcher(part).matches()) {
                mentions.checkPart(part);
            }
        }
    }

    private void checkPart(String part) {
        try (RawXml xml = RawXml.passing(zip.part(part))) {
            while (xml.next()) {
                if (xml.isStart()) {
                    checkElement(xml, part);
                }
            }
        } catch (XMLStreamException | IOException e) {
            throw Refusal.damaged(zip.file(), part, e);
        }
    }

    private void checkElement(RawXml xml, String part) throws XMLStreamException {
        String name = xml.name();
        boolean source =
                name.equals("worksheetSource")
                        && xml.attribute("sheet").filter(sheet::equals).isPresent();
        if (source
                || isMention(xml.attribute("location"))
                || isMention(xml.attribute("textlink"))
                || isMention(xml.attribute("fmlaLink"))) {
            throw refused(part);
        }
        boolean formula = name.equals("f") || name.toLowerCase(Locale.ROOT).contains("formula");
        if (formula && Formulas.mentions(xml.elementText(), sheet)) {
            throw refused(part);
        }
    }

    private boolean isMention(Optional<String> text) {
        return text.filter(value -> Formulas.mentions(value, sheet)).isPresent();
    }

    private WashRefused refused(String part) {
        return SheetTail.refused(zip, sheet, part + " refers to it");
    }
}
