package se.ringvakt.backup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The record of decisions while it is being written: keys, and each segment as far as its signed
/// head reaches. What came after the head is in the next backup.
final class EvidenceFolder {
    static final String NAME = "evidence";

    private static final String ARCHIVED = "state/" + NAME + "/";
    private static final String SEGMENT = ".jsonl";
    private static final String HEAD = ".head.json";
    private static final String SIGNATURE = ".head.sig";
    private static final Pattern KEY_ID = Pattern.compile("[0-9a-f]{16}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final JsonMapper JSON = new JsonMapper();

    /// Head and signature are replaced one after the other, at most once a second.
    private static final int TRIES = 40;

    private static final long PAUSE_MILLIS = 25;

    private final Path folder;
    private final List<String> warnings = new ArrayList<>();

    EvidenceFolder(Path state) {
        folder = state.resolve(NAME);
    }

    /// What of it is copied, with warnings for what does not fit together.
    List<Part> parts() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Part> parts = new ArrayList<>();
        for (Path file : files()) {
            String name = name(file);
            if (name.endsWith(HEAD)) {
                addSegment(name.substring(0, name.length() - HEAD.length()), parts);
            } else if (!name.endsWith(SEGMENT)
                    && !name.endsWith(SIGNATURE)
                    && !name.endsWith(".aside")) {
                parts.add(Part.of(ARCHIVED + name, Files.readAllBytes(file)));
            }
        }
        return parts;
    }

    /// What does not fit together, and was copied as it stands.
    List<String> warnings() {
        return List.copyOf(warnings);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private String name(Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    private void addSegment(String segment, List<Part> parts) throws IOException {
        Path head = folder.resolve(segment + HEAD);
        Path signature = folder.resolve(segment + SIGNATURE);
        byte[] signed = Files.readAllBytes(head);
        byte[] mark = Files.readAllBytes(signature);
        int tries = 1;
        while (!fits(signed, mark) && tries++ < TRIES) {
            pause();
            signed = Files.readAllBytes(head);
            mark = Files.readAllBytes(signature);
        }
        if (tries > TRIES) {
            warnings.add(
                    "evidence " + segment + ": the signature does not fit; copied as it stands");
        }
        String last = JSON.readTree(signed).path("hash").asText();
        Path records = folder.resolve(segment + SEGMENT);
        if (last(records, last) < 0) {
            warnings.add("evidence " + segment + ": its head names no record; copied as it stands");
        }
        parts.add(
                new Part(
                        ARCHIVED + segment + SEGMENT,
                        out -> copy(records, last, out),
                        Optional.empty()));
        parts.add(Part.of(ARCHIVED + segment + HEAD, signed));
        parts.add(Part.of(ARCHIVED + segment + SIGNATURE, mark));
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private boolean fits(byte[] head, byte[] mark) {
        try {
            JsonNode facts = JSON.readTree(head);
            Signature check = Signature.getInstance("Ed25519");
            check.initVerify(key(facts.path("key").asText()));
            check.update(head);
            return check.verify(mark);
        } catch (IOException | GeneralSecurityException e) {
            return false;
        }
    }

    private PublicKey key(String id) throws IOException, GeneralSecurityException {
        if (!KEY_ID.matcher(id).matches()) {
            throw new GeneralSecurityException("key: " + id + " (expected: 16 hex digits)");
        }
        String pem = Files.readString(folder.resolve("keys").resolve(id + ".pub.pem"));
        String base64 = pem.replaceAll("-----[A-Z ]+-----", "");
        byte[] der = Base64.getMimeDecoder().decode(base64);
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der));
    }

    /// Copies up to the record with this hash, its line's end included; all of it where there is
    /// none.
    private static void copy(Path segment, String hash, OutputStream out) throws IOException {
        try (FileChannel channel = FileChannel.open(segment, StandardOpenOption.READ)) {
            long end = last(channel, hash);
            long length = end < 0 ? channel.size() : end;
            var to = Channels.newChannel(out);
            for (long at = 0; at < length; ) {
                long sent = channel.transferTo(at, length - at, to);
                if (sent == 0) {
                    throw new IOException("shorter than its head says");
                }
                at += sent;
            }
        }
    }

    private static long last(Path segment, String hash) throws IOException {
        try (FileChannel channel = FileChannel.open(segment, StandardOpenOption.READ)) {
            return last(channel, hash);
        }
    }

    /// Where the line with this hash ends, looked for from the end; -1: nowhere.
    private static long last(FileChannel channel, String hash) throws IOException {
        if (!HASH.matcher(hash).matches()) {
            return -1;
        }
        byte[] wanted = hash.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer lines = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
        int end = before(lines, lines.limit());
        while (end >= 0) {
            int begin = before(lines, end) + 1;
            if (end - begin > wanted.length
                    && lines.slice(begin, wanted.length).equals(ByteBuffer.wrap(wanted))) {
                return end + 1L;
            }
            end = begin - 1;
        }
        return -1;
    }

    /// The last line feed before this place; -1: none.
    private static int before(ByteBuffer lines, int place) {
        int at = place - 1;
        while (at >= 0 && lines.get(at) != '\n') {
            at--;
        }
        return at;
    }
}
