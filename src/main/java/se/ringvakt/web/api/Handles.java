package se.ringvakt.web.api;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import se.ringvakt.call.PhoneNumber;

/// Names by which a caller can point back at what was shown with its number masked, and which tell
/// nothing of the number. They hold until the program ends. Thread-safe.
public final class Handles {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKey key;
    private final SecureRandom random = new SecureRandom();

    public Handles() {
        try {
            this.key = KeyGenerator.getInstance("AES").generateKey();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES: missing (expected: in every JDK)", e);
        }
    }

    /// A number, and how many of something.
    record Place(long number, int count) {}

    /// Names a number.
    String of(PhoneNumber number) {
        return of(new Place(number.e164(), 0));
    }

    /// The number that was so named; empty: none, or before the program began.
    public Optional<PhoneNumber> number(String handle) {
        return place(handle).map(Place::number).map(PhoneNumber::new);
    }

    /// Names a place in a list.
    String of(Place place) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed =
                    cipher(Cipher.ENCRYPT_MODE, nonce)
                            .doFinal(
                                    ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                                            .putLong(place.number())
                                            .putInt(place.count())
                                            .array());
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            ByteBuffer.allocate(nonce.length + sealed.length)
                                    .put(nonce)
                                    .put(sealed)
                                    .array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(CIPHER + ": missing (expected: in every JDK)", e);
        }
    }

    /// The place that was so named; empty: none, or before the program began.
    Optional<Place> place(String handle) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(handle));
            byte[] nonce = new byte[NONCE_BYTES];
            bytes.get(nonce);
            byte[] sealed = new byte[bytes.remaining()];
            bytes.get(sealed);
            ByteBuffer open = ByteBuffer.wrap(cipher(Cipher.DECRYPT_MODE, nonce).doFinal(sealed));
            return Optional.of(new Place(open.getLong(), open.getInt()));
        } catch (GeneralSecurityException | IllegalArgumentException | BufferUnderflowException _) {
            // Made up, or made by another run of the program.
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }
}
