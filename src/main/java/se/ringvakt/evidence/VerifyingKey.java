package se.ringvakt.evidence;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;

/// The public half of a key that signs heads.
///
/// @param id the first 16 hex digits of SHA-256 of its DER form
public record VerifyingKey(String id, PublicKey key) {
    static final String ALGORITHM = "Ed25519";
    private static final int ID_DIGITS = 16;

    static VerifyingKey of(PublicKey key) {
        return new VerifyingKey(Hashes.of(key.getEncoded()).substring(0, ID_DIGITS), key);
    }

    /// Reads a file of `keys/`.
    ///
    /// @throws EvidenceException when it is not one, letter by letter
    static VerifyingKey read(String pem) {
        VerifyingKey key = readFrom(pem);
        if (!key.pem().equals(pem)) {
            throw new EvidenceException("more, or less, than a public key in PEM form");
        }
        return key;
    }

    static VerifyingKey readFrom(String pem) {
        try {
            return of(
                    KeyFactory.getInstance(ALGORITHM)
                            .generatePublic(new X509EncodedKeySpec(Pem.decode(pem, Pem.PUBLIC))));
        } catch (GeneralSecurityException e) {
            throw new EvidenceException("no Ed25519 public key in PEM form", e);
        }
    }

    /// SubjectPublicKeyInfo in PEM form, as openssl reads it.
    public String pem() {
        return Pem.encode(key.getEncoded(), Pem.PUBLIC);
    }

    /// Whether this key signed the message.
    public boolean verifies(byte[] message, byte[] signed) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(key);
            signature.update(message);
            return signature.verify(signed);
        } catch (SignatureException _) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key does not verify", e);
        }
    }
}
