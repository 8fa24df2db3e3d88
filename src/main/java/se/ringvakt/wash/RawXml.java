package se.ringvakt.wash;

import com.ctc.wstx.api.WstxInputProperties;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLInputFactory2;
import org.codehaus.stax2.XMLStreamReader2;

/// Reads XML event by event and keeps the characters each event was read from, so that what is not
/// changed can be written exactly as it stood. No document type, no entities but the five of XML,
/// UTF-8 only. Positions count characters from the beginning. Not thread-safe.
final class RawXml implements Closeable {
    static final int START = XMLStreamReader2.START_ELEMENT;
    static final int END = XMLStreamReader2.END_ELEMENT;

    /// The most that is kept at once: one row, or one element behind the rows.
    static final int KEPT_MOST = 1 << 23;

    private static final String TRANSITIONAL =
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final String STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main";
    private static final int DEPTH_MOST = 64;
    private static final XMLInputFactory2 FACTORY = factory();

    private final Kept kept;
    private final boolean keeps;
    private final XMLStreamReader2 xml;

    private RawXml(InputStream in, boolean keeps) throws XMLStreamException {
        this.kept = new Kept(in);
        this.keeps = keeps;
        this.xml = (XMLStreamReader2) FACTORY.createXMLStreamReader(kept);
        String encoding = xml.getCharacterEncodingScheme();
        if (encoding != null && !encoding.equalsIgnoreCase("UTF-8")) {
            throw new XMLStreamException("encoding: " + encoding + " (expected: UTF-8)");
        }
    }

    /// Keeps characters until told to [#forget] them.
    static RawXml keeping(InputStream in) throws XMLStreamException {
        return new RawXml(in, true);
    }

    /// Keeps no more than the current event.
    static RawXml passing(InputStream in) throws XMLStreamException {
        return new RawXml(in, false);
    }

    private static XMLInputFactory2 factory() {
        // Woodstox, the one on the class path: that of the JDK cannot say where an event stood.
        var factory = (XMLInputFactory2) XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        // Lazily, broken text would be met when it is fetched, in an exception nobody expects.
        factory.setProperty(XMLInputFactory2.P_LAZY_PARSING, false);
        factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, DEPTH_MOST);
        return factory;
    }

    /// Whether there is another event; it is then the current one.
    boolean next() throws XMLStreamException {
        if (!xml.hasNext()) {
            return false;
        }
        if (xml.next() == XMLStreamReader2.DTD) {
            throw new XMLStreamException("a document type (expected: none)");
        }
        if (!keeps) {
            forget(from());
        }
        return true;
    }

    /// Whether this is the beginning of an element of spreadsheets with this name.
    boolean starts(String name) {
        return isStart() && name.equals(xml.getLocalName()) && isOfSpreadsheets();
    }

    /// Whether this is the end of an element of spreadsheets with this name.
    boolean ends(String name) {
        return isEnd() && name.equals(xml.getLocalName()) && isOfSpreadsheets();
    }

    boolean isStart() {
        return xml.getEventType() == START;
    }

    boolean isEnd() {
        return xml.getEventType() == END;
    }

    boolean isOfSpreadsheets() {
        String namespace = xml.getNamespaceURI();
        return TRANSITIONAL.equals(namespace) || STRICT.equals(namespace);
    }

    /// How many elements are open, this one included.
    int depth() {
        return xml.getDepth();
    }

    String name() {
        return xml.getLocalName();
    }

    /// The element's prefix with its colon, or nothing.
    String prefix() {
        String prefix = xml.getPrefix();
        return prefix == null || prefix.isEmpty() ? "" : prefix + ":";
    }

    /// The value of an attribute without a namespace.
    Optional<String> attribute(String name) {
        return Optional.ofNullable(xml.getAttributeValue("", name));
    }

    /// The value of an attribute with this local name in a namespace that ends so.
    Optional<String> attribute(String namespaceEnd, String name) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            String namespace = Objects.requireNonNullElse(xml.getAttributeNamespace(i), "");
            if (name.equals(xml.getAttributeLocalName(i)) && namespace.endsWith(namespaceEnd)) {
                return Optional.of(xml.getAttributeValue(i));
            }
        }
        return Optional.empty();
    }

    /// The text of the element that has just begun, its children's included; afterwards its end is
    /// the current event.
    String elementText() throws XMLStreamException {
        int depth = xml.getDepth();
        var text = new StringBuilder();
        while (!(isEnd() && xml.getDepth() == depth)) {
            if (!next()) {
                throw new XMLStreamException("ends too early");
            }
            if (xml.isCharacters()) {
                text.append(xml.getText());
            }
        }
        return text.toString();
    }

    /// Goes to the end of the element that has just begun.
    void skipElement() throws XMLStreamException {
        int depth = xml.getDepth();
        while (!(isEnd() && xml.getDepth() == depth) && next()) {
            // Each event is only checked for being well-formed.
        }
    }

    /// Where the current event begins.
    long from() {
        return xml.getLocationInfo().getStartingCharOffset();
    }

    /// Where the current event has ended.
    long to() throws XMLStreamException {
        return xml.getLocationInfo().getEndingCharOffset();
    }

    /// The characters of the current event.
    String raw() throws XMLStreamException {
        return raw(from(), to());
    }

    String raw(long from, long to) {
        return new String(kept.characters, kept.index(from), (int) (to - from));
    }

    void write(long from, long to, Writer out) throws IOException {
        out.write(kept.characters, kept.index(from), (int) (to - from));
    }

    /// Nothing before this will be asked for again.
    void forget(long to) {
        kept.forget(to);
    }

    @Override
    public void close() throws IOException {
        try {
            xml.close();
        } catch (XMLStreamException e) {
            throw new IOException(e);
        } finally {
            kept.close();
        }
    }

    /// A reader that keeps what it has read until it is told to forget.
    private static final class Kept extends Reader {
        private static final int CHARACTERS_FIRST = 1 << 16;

        private final Reader in;
        private char[] characters = new char[CHARACTERS_FIRST];
        private int begin;
        private int end;
        private long beginAt;

        Kept(InputStream bytes) {
            this.in =
                    new InputStreamReader(
                            bytes,
                            StandardCharsets.UTF_8
                                    .newDecoder()
                                    .onMalformedInput(CodingErrorAction.REPORT)
                                    .onUnmappableCharacter(CodingErrorAction.REPORT));
        }

        @Override
        public int read(char[] target, int offset, int length) throws IOException {
            int read = in.read(target, offset, length);
            if (read > 0) {
                makeRoom(read);
                System.arraycopy(target, offset, characters, end, read);
                end += read;
            }
            return read;
        }

        private void makeRoom(int more) throws IOException {
            if (end + more <= characters.length) {
                return;
            }
            int held = end - begin;
            if (held + more > KEPT_MOST) {
                throw new IOException(
                        "one element of more than " + KEPT_MOST + " characters (expected: less)");
            }
            char[] roomier =
                    held + more > characters.length / 2
                            ? new char[Math.max(characters.length * 2, held + more)]
                            : characters;
            System.arraycopy(characters, begin, roomier, 0, held);
            characters = roomier;
            begin = 0;
            end = held;
        }

        int index(long at) {
            return Math.toIntExact(begin + Math.subtractExact(at, beginAt));
        }

        void forget(long to) {
            begin = index(to);
            beginAt = to;
        }

        @Override
        public void close() throws IOException {
            Arrays.fill(characters, '\0');
            in.close();
        }
    }
}
