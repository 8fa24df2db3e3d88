package se.ringvakt.replay;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.stream.Collectors;
import se.ringvakt.rule.Reason;
import se.ringvakt.wash.AsideFile;

/// The rows that were read, each with what is said of it in three columns after the last: verdict,
/// reasons joined by `&`, and the next permitted time. For one thread.
final class MarkedFile implements Closeable {
    private static final int BUFFER_BYTES = 1 << 20;
    private static final String[] NAMES = {
        "ringvakt_verdict", "ringvakt_reasons", "ringvakt_retry_at"
    };

    private final AsideFile file;
    private final RowSource.Form form;
    private final ZoneId zone;
    private final byte[] lineEnd;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int length;

    private MarkedFile(AsideFile file, RowSource.Form form, ZoneId zone) {
        this.file = file;
        this.form = form;
        this.zone = zone;
        byte[] head = form.head();
        boolean crlf = head.length > 1 && head[head.length - 2] == '\r';
        this.lineEnd = ascii(crlf ? "\r\n" : "\n");
    }

    /// @param zone in which times are told
    static MarkedFile create(Path out, RowSource.Form form, ZoneId zone) throws IOException {
        AsideFile file = AsideFile.create(out);
        try {
            MarkedFile marked = new MarkedFile(file, form, zone);
            marked.head();
            return marked;
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    private void head() throws IOException {
        byte[] head = form.head();
        if (!form.header()) {
            put(head);
            return;
        }
        int end = head.length;
        while (end > 0 && (head[end - 1] == '\n' || head[end - 1] == '\r')) {
            end--;
        }
        put(Arrays.copyOf(head, end));
        for (String name : NAMES) {
            put(form.separator());
            put(ascii(name));
        }
        put(lineEnd);
    }

    void judged(Row row, Judged judged) throws IOException {
        String verdict = judged.emergency() ? "EMERGENCY" : judged.allowed() ? "ALLOW" : "DENY";
        String reasons =
                judged.reasons().stream().map(Reason::name).collect(Collectors.joining("&"));
        write(row, verdict, reasons, judged.retryAt().map(this::shown).orElse(""));
    }

    void notDialled(Row row) throws IOException {
        write(row, "NOT_DIALLED", "", "");
    }

    void unreadable(Row row, String why) throws IOException {
        write(row, "UNREADABLE", why, "");
    }

    private String shown(Instant at) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at.atZone(zone));
    }

    private void write(Row row, String verdict, String reasons, String retryAt) throws IOException {
        int cells = row.cells();
        if (cells == 0) {
            // Its quotes would swallow the rows behind it.
            Charset bytes = StandardCharsets.ISO_8859_1;
            put(quoted(new String(row.text(), bytes)).getBytes(bytes));
            cells = 1;
        } else {
            put(row.text());
        }
        for (; cells < form.width(); cells++) {
            put(form.separator());
        }
        for (String cell : new String[] {verdict, reasons, retryAt}) {
            put(form.separator());
            boolean plain = cell.indexOf(form.separator()) < 0 && cell.indexOf('"') < 0;
            put((plain ? cell : quoted(cell)).getBytes(StandardCharsets.UTF_8));
        }
        put(lineEnd);
    }

    /// Has it take its place.
    void place() throws IOException {
        flush();
        file.sync();
        var _ = file.place();
    }

    private static String quoted(String cell) {
        return '"' + cell.replace("\"", "\"\"") + '"';
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private void put(byte one) throws IOException {
        put(new byte[] {one});
    }

    private void put(byte[] bytes) throws IOException {
        if (bytes.length > buffer.length - length) {
            flush();
        }
        if (bytes.length > buffer.length) {
            file.write(bytes, bytes.length);
            return;
        }
        System.arraycopy(bytes, 0, buffer, length, bytes.length);
        length += bytes.length;
    }

    private void flush() throws IOException {
        file.write(buffer, length);
        length = 0;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
