package se.ringvakt.wash;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/// A spreadsheet made or read by hand, part by part.
final class Spreadsheet {
    static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    static final String RELATIONS =
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    static final String SHEET = "xl/worksheets/sheet1.xml";

    private final Map<String, String> parts = new LinkedHashMap<>();
    private String before = "<dimension ref=\"A1:C9\"/>";
    private String rows = "";
    private String after = "";

    /// One with a sheet `Kunder` and one `Annat`.
    Spreadsheet() {
        part("[Content_Types].xml", "<Types xmlns=\"urn:types\"/>");
        part("_rels/.rels", relations(relation("r1", "officeDocument", "xl/workbook.xml")));
        part(
                "xl/_rels/workbook.xml.rels",
                relations(
                        relation("r1", "worksheet", "worksheets/sheet1.xml")
                                + relation("r2", "worksheet", "/xl/worksheets/sheet2.xml")
                                + relation("r3", "styles", "styles.xml")
                                + relation("r4", "sharedStrings", "sharedStrings.xml")));
        workbook("");
        part("xl/styles.xml", "<styleSheet xmlns=\"" + MAIN + "\"/>");
        part("xl/sharedStrings.xml", "<sst xmlns=\"" + MAIN + "\"/>");
        part(
                "xl/worksheets/sheet2.xml",
                "<worksheet xmlns=\"" + MAIN + "\"><sheetData/></worksheet>");
        part(SHEET, "");
    }

    Spreadsheet part(String name, String text) {
        parts.put(name, text);
        return this;
    }

    Spreadsheet without(String name) {
        parts.remove(name);
        return this;
    }

    Spreadsheet workbook(String more) {
        return part(
                "xl/workbook.xml",
                "<workbook xmlns=\""
                        + MAIN
                        + "\" xmlns:r=\""
                        + RELATIONS
                        + "\"><sheets><sheet name=\"Kunder\" sheetId=\"1\" r:id=\"r1\"/>"
                        + "<sheet name=\"Annat\" sheetId=\"2\" r:id=\"r2\"/></sheets>"
                        + more
                        + "</workbook>");
    }

    Spreadsheet strings(String... texts) {
        var all = new StringBuilder("<sst xmlns=\"" + MAIN + "\">");
        for (String text : texts) {
            all.append("<si>").append(text).append("</si>");
        }
        return part("xl/sharedStrings.xml", all.append("</sst>").toString());
    }

    /// Number formats, of the styles 1, 2 and so on.
    Spreadsheet formats(String... codes) {
        var formats = new StringBuilder();
        var cells = new StringBuilder("<xf numFmtId=\"0\"/>");
        for (int i = 0; i < codes.length; i++) {
            formats.append(
                    "<numFmt numFmtId=\"%d\" formatCode=\"%s\"/>".formatted(164 + i, codes[i]));
            cells.append("<xf numFmtId=\"%d\"/>".formatted(164 + i));
        }
        return part(
                "xl/styles.xml",
                "<styleSheet xmlns=\""
                        + MAIN
                        + "\"><numFmts>"
                        + formats
                        + "</numFmts><cellStyleXfs><xf numFmtId=\"0\"/></cellStyleXfs><cellXfs>"
                        + cells
                        + "</cellXfs></styleSheet>");
    }

    Spreadsheet before(String xml) {
        before = xml;
        return this;
    }

    Spreadsheet after(String xml) {
        after = xml;
        return this;
    }

    Spreadsheet rows(String xml) {
        rows = xml;
        return this;
    }

    Spreadsheet sheetRelations(String all) {
        return part("xl/worksheets/_rels/sheet1.xml.rels", relations(all));
    }

    /// Rows of texts, from the first on.
    Spreadsheet table(String... lines) {
        var all = new StringBuilder();
        for (int i = 0; i < lines.length; i++) {
            all.append(row(i + 1, lines[i].split(";", -1)));
        }
        return rows(all.toString());
    }

    static String row(int number, String... texts) {
        var row = new StringBuilder("<row r=\"" + number + "\">");
        for (int i = 0; i < texts.length; i++) {
            if (!texts[i].isEmpty()) {
                row.append(inline(CellRef.letters(i + 1) + number, texts[i]));
            }
        }
        return row.append("</row>").toString();
    }

    static String inline(String ref, String text) {
        return "<c r=\"" + ref + "\" t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
    }

    static String relation(String id, String type, String target) {
        return "<Relationship Id=\""
                + id
                + "\" Type=\""
                + RELATIONS
                + "/"
                + type
                + "\" Target=\""
                + target
                + "\"/>";
    }

    static String relations(String all) {
        return "<Relationships xmlns=\"urn:relations\">" + all + "</Relationships>";
    }

    String sheet() {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n<worksheet xmlns=\""
                + MAIN
                + "\" xmlns:r=\""
                + RELATIONS
                + "\">"
                + before
                + "<sheetData>"
                + rows
                + "</sheetData>"
                + after
                + "</worksheet>";
    }

    Path write(Path file) {
        if (parts.containsKey(SHEET) && parts.get(SHEET).isEmpty()) {
            part(SHEET, sheet());
        }
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue().getBytes(UTF_8));
                zip.closeEntry();
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The bytes of all parts, in their order.
    static Map<String, String> parts(Path file) {
        var parts = new LinkedHashMap<String, String>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                byte[] bytes = zip.getInputStream(entry).readAllBytes();
                parts.put(entry.getName(), new String(bytes, UTF_8));
            }
            return parts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String part(Path file, String name) {
        return Objects.requireNonNull(parts(file).get(name), name);
    }

    /// What the cells of the first sheet hold, by their names.
    static Map<String, String> cells(Path file) {
        Map<String, String> parts = parts(file);
        List<String> strings = new ArrayList<>();
        String shared = parts.get("xl/sharedStrings.xml");
        if (shared != null) {
            for (Element text : elements(xml(shared), "si")) {
                strings.add(text.getTextContent());
            }
        }
        Map<String, String> cells = new TreeMap<>();
        for (Element cell : elements(xml(Objects.requireNonNull(parts.get(SHEET))), "c")) {
            String content = cell.getTextContent();
            if (!content.isEmpty()) {
                boolean byIndex = cell.getAttribute("t").equals("s");
                cells.put(
                        cell.getAttribute("r"),
                        byIndex ? strings.get(Integer.parseInt(content)) : content);
            }
        }
        return cells;
    }

    /// The rows of the first sheet, cells with semicolons between them.
    static List<String> lines(Path file) {
        Map<Integer, TreeMap<Integer, String>> rows = new TreeMap<>();
        cells(file)
                .forEach((ref, text) -> {
                    int letters = CellRef.lettersOf(ref);
                    int row = Integer.parseInt(ref.substring(letters));
                    rows.computeIfAbsent(row, _ -> new TreeMap<>()).put(CellRef.column(ref), text);
                });
        List<String> lines = new ArrayList<>();
        rows.forEach((row, cells) -> {
            while (lines.size() < row - 1) {
                lines.add("");
            }
            var line = new StringBuilder();
            for (int column = 1; column <= cells.lastKey(); column++) {
                line.append(column == 1 ? "" : ";").append(cells.getOrDefault(column, ""));
            }
            lines.add(line.toString());
        });
        return lines;
    }

    private static Document xml(String text) {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            return factory.newDocumentBuilder().parse(new InputSource(new StringReader(text)));
        } catch (Exception e) {
            throw new AssertionError("not well-formed: " + text, e);
        }
    }

    private static List<Element> elements(Document document, String name) {
        NodeList nodes = document.getElementsByTagNameNS("*", name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }
}
