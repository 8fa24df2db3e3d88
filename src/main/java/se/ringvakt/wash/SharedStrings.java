package se.ringvakt.wash;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;

/// The texts that cells refer to by position. A list can have millions, so they are laid in two
/// temporary files, one of texts and one of where each ends, and looked up there; the files are
/// removed by the system when they are closed, however the program ends. Not thread-safe.
final class SharedStrings implements Closeable {
    /// Neither a number nor a header is longer; of longer texts the beginning is kept.
    static final int BYTES_KEPT = 1 << 10;

    static final SharedStrings NONE =
            new SharedStrings(Arena.global(), MemorySegment.NULL, MemorySegment.NULL);

    private static final ValueLayout.OfLong END = ValueLayout.JAVA_LONG_UNALIGNED;

    private final Arena arena;
    private final MemorySegment texts;
    private final MemorySegment ends;

    private SharedStrings(Arena arena, MemorySegment texts, MemorySegment ends) {
        this.arena = arena;
        this.texts = texts;
        this.ends = ends;
    }

    /// @param folder where there is room for temporary files, about as large as the part
    static SharedStrings read(XlsxPackage zip, String part, Path folder) {
        try (FileChannel texts = temporary(folder);
                FileChannel ends = temporary(folder)) {
            spill(zip, part, texts, ends);
            Arena arena = Arena.ofConfined();
            return new SharedStrings(
                    arena,
                    texts.map(MapMode.READ_ONLY, 0, texts.size(), arena),
                    ends.map(MapMode.READ_ONLY, 0, ends.size(), arena));
        } catch (XMLStreamException | IOException e) {
            throw Refusal.damaged(zip.file(), part, e);
        }
    }

    /// The text at this position; empty if there is none.
    Optional<String> get(long index) {
        if (index < 0 || index >= ends.byteSize() / END.byteSize()) {
            return Optional.empty();
        }
        long from = index == 0 ? 0 : ends.getAtIndex(END, index - 1);
        long to = ends.getAtIndex(END, index);
        byte[] bytes = texts.asSlice(from, to - from).toArray(ValueLayout.JAVA_BYTE);
        return Optional.of(new String(bytes, StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        if (this != NONE) {
            arena.close();
        }
    }

    private static FileChannel temporary(Path folder) throws IOException {
        Path file = Files.createTempFile(folder, ".ringvakt-wash-", ".part");
        return FileChannel.open(
                file,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
    }

    private static void spill(XlsxPackage zip, String part, FileChannel texts, FileChannel ends)
            throws XMLStreamException, IOException {
        OutputStream textsOut = new BufferedOutputStream(Channels.newOutputStream(texts), 1 << 16);
        OutputStream endsOut = new BufferedOutputStream(Channels.newOutputStream(ends), 1 << 16);
        MemorySegment end = MemorySegment.ofArray(new byte[Long.BYTES]);
        long at = 0;
        try (RawXml xml = RawXml.passing(zip.part(part))) {
            while (xml.next()) {
                if (xml.starts("si")) {
                    byte[] text = text(xml).getBytes(StandardCharsets.UTF_8);
                    int kept = Math.min(text.length, BYTES_KEPT);
                    textsOut.write(text, 0, kept);
                    at += kept;
                    end.set(END, 0, at);
                    endsOut.write(end.toArray(ValueLayout.JAVA_BYTE));
                }
            }
        }
        textsOut.flush();
        endsOut.flush();
    }

    /// The text of the element that has just begun, runs joined, without reading aids for Japanese.
    static String text(RawXml xml) throws XMLStreamException {
        int depth = xml.depth();
        String first = "";
        StringBuilder joined = null;
        while (xml.next() && !(xml.isEnd() && xml.depth() == depth)) {
            if (xml.starts("rPh")) {
                xml.skipElement();
            } else if (xml.starts("t")) {
                String run = xml.elementText();
                if (joined != null) {
                    joined.append(run);
                } else if (first.isEmpty()) {
                    first = run;
                } else {
                    joined = new StringBuilder(first).append(run);
                }
            }
        }
        return Escapes.decode(joined == null ? first : joined.toString());
    }
}
