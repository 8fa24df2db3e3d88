package se.ringvakt.web.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import se.ringvakt.web.Problem;

/// The dashboard's files, out of the class path folder `web/static`. Only plain names lead there: a
/// path that holds anything else is nothing we have.
final class StaticFiles {
    private static final String FOLDER = "/web/static";
    private static final Pattern PLAIN =
            Pattern.compile("(?:/[A-Za-z0-9_@][A-Za-z0-9_@-]*(?:\\.[A-Za-z0-9_@-]+)*)+");
    private static final int PATH_MOST = 200;
    private static final int PACKED_LEAST = 1024;
    private static final Map<String, String> TYPES =
            Map.of(
                    "html", "text/html; charset=utf-8",
                    "js", "text/javascript; charset=utf-8",
                    "css", "text/css; charset=utf-8",
                    "json", "application/json",
                    "svg", "image/svg+xml",
                    "png", "image/png",
                    "ico", "image/x-icon",
                    "woff2", "font/woff2",
                    "txt", "text/plain; charset=utf-8");

    private final Map<String, StaticFile> found = new ConcurrentHashMap<>();

    /// One file.
    ///
    /// @param packed by gzip; as plain as it is where that is no gain
    @SuppressWarnings("ArrayRecordComponent") // compared by its tag
    private record StaticFile(String type, String tag, byte[] plain, byte[] packed) {}

    /// Answers with the file of this path.
    ///
    /// @throws Problem when there is none
    void answer(Exchange exchange) throws IOException {
        if (!exchange.method().equals("GET") && !exchange.method().equals("HEAD")) {
            throw Problem.of(
                    Problem.Kind.METHOD_NOT_ALLOWED, exchange.method() + " (expected: GET, HEAD)");
        }
        String path = exchange.path().equals("/") ? "/index.html" : exchange.path();
        StaticFile file =
                find(path).orElseThrow(() -> Problem.notFound("no such page (expected: /)"));
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Cache-Control", "no-cache");
        headers.put("ETag", file.tag());
        headers.put("Vary", "Accept-Encoding");
        if (exchange.header("if-none-match").filter(file.tag()::equals).isPresent()) {
            exchange.send(304, headers, new byte[0]);
            return;
        }
        headers.put("Content-Type", file.type());
        boolean packed =
                file.packed().length < file.plain().length
                        && exchange.header("accept-encoding").orElse("").contains("gzip");
        if (packed) {
            headers.put("Content-Encoding", "gzip");
        }
        exchange.send(200, headers, packed ? file.packed() : file.plain());
    }

    private Optional<StaticFile> find(String path) throws IOException {
        if (path.length() > PATH_MOST || !PLAIN.matcher(path).matches()) {
            return Optional.empty();
        }
        StaticFile known = found.get(path);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<StaticFile> read = read(path);
        read.ifPresent(file -> found.put(path, file));
        return read;
    }

    private static Optional<StaticFile> read(String path) throws IOException {
        String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
        if (type == null) {
            return Optional.empty();
        }
        try (InputStream in = StaticFiles.class.getResourceAsStream(FOLDER + path)) {
            if (in == null) {
                return Optional.empty();
            }
            byte[] plain = in.readAllBytes();
            String hash = HexFormat.of().formatHex(Cookies.sha256().digest(plain), 0, 16);
            return Optional.of(new StaticFile(type, "\"" + hash + "\"", plain, packed(plain)));
        }
    }

    private static byte[] packed(byte[] plain) throws IOException {
        if (plain.length < PACKED_LEAST) {
            return plain;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        }
        return out.toByteArray();
    }
}
