package se.ringvakt.backup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The keys of the record of decisions while they may change. For one copy.
///
/// The secret key that is copied must be able to sign after the last head that is: the key that
/// signed it, or one that a record announces. So they are read before the segments and after them,
/// and where the key changed in between, the one of before is copied as the one that signs and the
/// other as the one that is to follow, unless a head that it has signed is among what was copied.
final class EvidenceKeys {
    private static final String SIGNS = "evidence-key.pem";
    private static final String FOLLOWS = "evidence-key.next.pem";
    private static final Pattern ID = Pattern.compile("[0-9a-f]{16}");
    private static final Pattern PUBLIC =
            Pattern.compile("-----BEGIN PUBLIC KEY-----([^-]+)-----END PUBLIC KEY-----");
    private static final JsonMapper JSON = new JsonMapper();

    /// Each byte a letter, so that a damaged file is copied as it is.
    private static final Charset BYTES = StandardCharsets.ISO_8859_1;

    private final Path folder;
    private Pair before = new Pair(Optional.empty(), Optional.empty());

    /// A secret key's file.
    ///
    /// @param pem as [#bytes] makes bytes of it
    record Secret(String file, String pem) {}

    /// The key that signs, and the one that is to follow it.
    private record Pair(Optional<String> signs, Optional<String> follows) {
        boolean signsLike(Pair other) {
            return signs.equals(other.signs);
        }
    }

    EvidenceKeys(Path folder) {
        this.folder = folder;
    }

    /// Whether this is the name of a secret key's file.
    static boolean has(String name) {
        return name.equals(SIGNS) || name.equals(FOLLOWS);
    }

    /// Looks at what there is before anything is copied.
    void look() throws IOException {
        before = read();
    }

    /// The one that follows is read first: read last, one that has just become the one that signs
    /// would be neither.
    private Pair read() throws IOException {
        Optional<String> follows = read(FOLLOWS);
        return new Pair(read(SIGNS), follows);
    }

    private Optional<String> read(String name) throws IOException {
        try {
            return Optional.of(Files.readString(folder.resolve(name), BYTES));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    /// The secret keys with which a gate can go on after what was copied.
    ///
    /// @param last what the last head that was copied says
    /// @throws BackupRefused when the key changed twice meanwhile
    List<Secret> secrets(Optional<JsonNode> last) throws IOException {
        Pair after = read();
        Pair pair = after;
        if (!after.signsLike(before) && last.isPresent()) {
            String signer = last.get().path("key").asText();
            if (isId(signer, before.signs())) {
                pair = new Pair(before.signs(), after.signs());
            } else if (!isId(signer, after.signs())) {
                throw new BackupRefused(
                        folder + ": its key changed twice meanwhile (expected: another try)");
            }
        }
        List<Secret> secrets = new ArrayList<>();
        pair.signs().ifPresent(pem -> secrets.add(new Secret(SIGNS, pem)));
        pair.follows().ifPresent(pem -> secrets.add(new Secret(FOLLOWS, pem)));
        return secrets;
    }

    /// The bytes of a file, whatever it holds.
    static byte[] bytes(String pem) {
        return pem.getBytes(BYTES);
    }

    private static boolean isId(String id, Optional<String> pem) {
        return pem.flatMap(EvidenceKeys::der).map(EvidenceKeys::id).filter(id::equals).isPresent();
    }

    private static String id(byte[] der) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(der);
            return HexFormat.of().formatHex(digest).substring(0, 16);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("SHA-256: missing (expected: of the platform)", e);
        }
    }

    /// Whether head and signature are of one time, and of a key in the folder.
    boolean fits(byte[] head, byte[] mark) {
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
        if (!ID.matcher(id).matches()) {
            throw new GeneralSecurityException("key: " + id + " (expected: 16 hex digits)");
        }
        byte[] der =
                der(Files.readString(folder.resolve("keys").resolve(id + ".pub.pem"), BYTES))
                        .orElseThrow(() -> new GeneralSecurityException("no public key"));
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der));
    }

    /// The public key in it, which a secret key's file holds too.
    private static Optional<byte[]> der(String pem) {
        Matcher block = PUBLIC.matcher(pem);
        return block.find()
                ? Optional.of(Base64.getMimeDecoder().decode(block.group(1)))
                : Optional.empty();
    }
}
