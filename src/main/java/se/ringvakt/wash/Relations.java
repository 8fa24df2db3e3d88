package se.ringvakt.wash;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;

/// What a part of the package refers to.
///
/// @param all in the order of the file
record Relations(List<Relation> all) {
    private static final String ROOT = "";

    /// A reference from one part to another, or out of the package.
    ///
    /// @param type the last word of its type, such as `worksheet`
    /// @param target the part's name in the package, or an address outside it
    record Relation(String id, String type, String target, boolean external) {}

    Relations {
        all = List.copyOf(all);
    }

    /// Those of the package itself.
    static Relations ofPackage(XlsxPackage zip) {
        return read(zip, "_rels/.rels", ROOT);
    }

    /// Those of one part; none if it has no list of them.
    static Relations of(XlsxPackage zip, String part) {
        String folder = folder(part);
        String list = folder + "_rels/" + part.substring(folder.length()) + ".rels";
        return zip.has(list) ? read(zip, list, folder) : new Relations(List.of());
    }

    Optional<Relation> byId(String id) {
        return all.stream().filter(relation -> relation.id.equals(id)).findFirst();
    }

    Optional<Relation> byType(String type) {
        return all.stream().filter(relation -> relation.type.equals(type)).findFirst();
    }

    private static Relations read(XlsxPackage zip, String list, String folder) {
        var all = new ArrayList<Relation>();
        try (RawXml xml = RawXml.passing(zip.part(list))) {
            while (xml.next()) {
                if (xml.isStart() && xml.name().equals("Relationship")) {
                    boolean external =
                            xml.attribute("TargetMode").filter("External"::equals).isPresent();
                    String target = xml.attribute("Target").orElse("");
                    all.add(
                            new Relation(
                                    xml.attribute("Id").orElse(""),
                                    lastWord(xml.attribute("Type").orElse("")),
                                    external ? target : resolve(folder, target),
                                    external));
                }
            }
        } catch (XMLStreamException | IOException e) {
            throw Refusal.damaged(zip.file(), list, e);
        }
        return new Relations(all);
    }

    private static String folder(String part) {
        return part.substring(0, part.lastIndexOf('/') + 1);
    }

    private static String lastWord(String type) {
        return type.substring(type.lastIndexOf('/') + 1);
    }

    private static String resolve(String folder, String target) {
        if (target.startsWith("/")) {
            return target.substring(1);
        }
        Deque<String> path = new ArrayDeque<>();
        for (String step : Arrays.asList((folder + target).split("/"))) {
            if (step.equals("..")) {
                path.pollLast();
            } else if (!step.isEmpty() && !step.equals(".")) {
                path.addLast(step);
            }
        }
        return String.join("/", path);
    }
}
