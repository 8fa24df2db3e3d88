package se.ringvakt.register;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import se.ringvakt.call.Dialled;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.register.ListLine.BadField;
import se.ringvakt.register.NumberLists.Entry;

/// Reads blocks, consents, customers and subscriptions from CSV files with a header: plain, gzip,
/// or a zip with one file in it. A file is taken whole or, when a line in it is wrong, not at all.
/// Thread-safe.
public final class ListFileReader {
    private static final int HEADER_BYTES_MOST = 1 << 13;
    private static final int BAD_LINES_SHOWN = 5;
    private static final long BYTES_MOST = 1L << 30;
    private static final char[] SEPARATORS = {';', ',', '\t'};
    private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final Function<CharSequence, Dialled> plan;
    private final Predicate<PrincipalId> principals;

    /// @param plan reads a number as dialled
    /// @param principals tells which principals there are, so that no entry binds nobody
    public ListFileReader(Function<CharSequence, Dialled> plan, Predicate<PrincipalId> principals) {
        this.plan = plan;
        this.principals = principals;
    }

    /// Reads one file.
    ///
    /// @param zone in which a date means its 00:00
    /// @param now nothing may have been given after it
    /// @throws RegisterRefused when the file cannot be read or has more bad lines than allowed
    public ListContent read(
            Path file,
            ListKind kind,
            ListFormat format,
            ZoneId zone,
            Instant now,
            Progress progress) {
        ListLine line = new ListLine(plan, principals, zone, now);
        try (SourceFile source = SourceFile.open(file, BYTES_MOST, progress);
                BufferedInputStream bytes = new BufferedInputStream(source, HEADER_BYTES_MOST);
                CsvReader<CsvRecord> records = open(bytes, format)) {
            ListContent content = read(source, kind, format, records, line);
            if (content.badLines().size() > format.badLinesMost()) {
                throw new RegisterRefused(summary(content.badLines()));
            }
            return content;
        } catch (CsvParseException e) {
            throw new RegisterRefused(
                    file + ": " + oneLine(e.getMessage()) + " (expected: well-formed CSV)", e);
        } catch (IOException | UncheckedIOException e) {
            throw new RegisterRefused(
                    file
                            + ": "
                            + oneLine(e.getMessage())
                            + " (expected: "
                            + format.encoding()
                            + ")",
                    e);
        }
    }

    private static ListContent read(
            SourceFile source,
            ListKind kind,
            ListFormat format,
            CsvReader<CsvRecord> records,
            ListLine line) {
        List<String> header = List.of();
        List<Entry> entries = new ArrayList<>();
        List<String> bad = new ArrayList<>();
        for (CsvRecord record : records) {
            if (header.isEmpty()) {
                header = header(source, kind, format, record);
                continue;
            }
            if (entries.size() + bad.size() >= format.linesMost()) {
                throw source.refused("more than " + format.linesMost() + " lines", "fewer");
            }
            checkQuotes(source, record);
            try {
                entries.add(line.read(kind, fields(header, record)));
            } catch (BadField e) {
                bad.add(at(source, record) + e.getMessage());
            }
        }
        if (header.isEmpty()) {
            throw source.refused("empty", "a header with " + kind.columns());
        }
        return new ListContent(entries, bad, source.checksum());
    }

    private static List<String> header(
            SourceFile source, ListKind kind, ListFormat format, CsvRecord record) {
        List<String> header =
                record.getFields().stream()
                        .map(name -> name.strip().toLowerCase(Locale.ROOT))
                        .toList();
        Optional<String> unknown =
                header.stream()
                        .filter(name -> !kind.knows(name) && !format.ignored().contains(name))
                        .findFirst();
        Optional<String> missing =
                kind.required().stream().filter(name -> !header.contains(name)).findFirst();
        boolean twice = header.stream().distinct().count() < header.size();
        if (unknown.isPresent() || missing.isPresent() || twice) {
            String found =
                    unknown.map(name -> "unknown column '" + oneLine(name) + "'")
                            .or(() -> missing.map(name -> "no column '" + name + "'"))
                            .orElse("a column twice");
            throw new RegisterRefused(
                    at(source, record)
                            + found
                            + " among "
                            + oneLine(String.join(", ", header))
                            + " (expected: "
                            + kind.columns()
                            + ")");
        }
        return header;
    }

    /// A quotation mark that nothing closes takes in the rest of the file, which must not pass for
    /// one bad line that is left out.
    private static void checkQuotes(SourceFile source, CsvRecord record) {
        for (String field : record.getFields()) {
            if (field.indexOf('\n') >= 0 || field.indexOf('\r') >= 0) {
                throw new RegisterRefused(
                        at(source, record)
                                + "a quotation mark is not closed on its line (expected: a pair of"
                                + " them, or none)");
            }
        }
    }

    private static Map<String, String> fields(List<String> header, CsvRecord record) {
        if (record.getFieldCount() != header.size()) {
            throw new BadField(
                    "columns",
                    Integer.toString(record.getFieldCount()),
                    Integer.toString(header.size()));
        }
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i < header.size(); i++) {
            fields.put(header.get(i), record.getField(i).strip());
        }
        return fields;
    }

    private static CsvReader<CsvRecord> open(BufferedInputStream bytes, ListFormat format)
            throws IOException {
        passMark(bytes);
        char separator =
                format.separator().isPresent() ? format.separator().get() : separator(bytes);
        Reader text =
                new InputStreamReader(
                        bytes,
                        format.encoding()
                                .newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .onUnmappableCharacter(CodingErrorAction.REPORT));
        return CsvReader.builder()
                .fieldSeparator(separator)
                .skipEmptyLines(true)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(text);
    }

    private static void passMark(InputStream bytes) throws IOException {
        bytes.mark(MARK.length);
        if (!Arrays.equals(bytes.readNBytes(MARK.length), MARK)) {
            bytes.reset();
        }
    }

    private static char separator(InputStream bytes) throws IOException {
        bytes.mark(HEADER_BYTES_MOST);
        String start = new String(bytes.readNBytes(HEADER_BYTES_MOST), StandardCharsets.ISO_8859_1);
        bytes.reset();
        String header = start.stripLeading().lines().findFirst().orElse("");
        char most = SEPARATORS[0];
        for (char candidate : SEPARATORS) {
            if (count(header, candidate) > count(header, most)) {
                most = candidate;
            }
        }
        return most;
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(character -> character == wanted).count();
    }

    private static String summary(List<String> bad) {
        String first = String.join("; ", bad.subList(0, Math.min(bad.size(), BAD_LINES_SHOWN)));
        return bad.size() > BAD_LINES_SHOWN
                ? first + "; and " + (bad.size() - BAD_LINES_SHOWN) + " more bad lines"
                : first;
    }

    private static String at(SourceFile source, CsvRecord record) {
        return source.path() + ":" + record.getStartingLineNumber() + ": ";
    }

    private static String oneLine(@Nullable String text) {
        return String.valueOf(text).replaceAll("\\p{Cntrl}", "?");
    }
}
