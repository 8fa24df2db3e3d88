package se.ringvakt.evidence;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;

/// A pair of Ed25519 keys that signs heads.
final class SigningKey {
    private static final byte[] TRIAL = "trial".getBytes(StandardCharsets.UTF_8);

    private final PrivateKey secret;
    private final VerifyingKey open;

    private SigningKey(PrivateKey secret, VerifyingKey open) {
        this.secret = secret;
        this.open = open;
    }

    static SigningKey random() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(VerifyingKey.ALGORITHM).generateKeyPair();
            return new SigningKey(pair.getPrivate(), VerifyingKey.of(pair.getPublic()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Ed25519: missing (expected: of the platform)", e);
        }
    }

    /// Reads a key file: the secret key and the public one, in PEM form.
    ///
    /// @throws EvidenceException when it holds no such pair
    static SigningKey read(String pem) {
        try {
            PrivateKey secret =
                    KeyFactory.getInstance(VerifyingKey.ALGORITHM)
                            .generatePrivate(new PKCS8EncodedKeySpec(Pem.decode(pem, Pem.SECRET)));
            SigningKey key = new SigningKey(secret, VerifyingKey.readFrom(pem));
            if (!key.open.verifies(TRIAL, key.sign(TRIAL))) {
                throw new EvidenceException("the public key is not that of the secret one");
            }
            return key;
        } catch (GeneralSecurityException e) {
            throw new EvidenceException("no Ed25519 key in PEM form", e);
        }
    }

    String pem() {
        return Pem.encode(secret.getEncoded(), Pem.SECRET) + open.pem();
    }

    VerifyingKey open() {
        return open;
    }

    byte[] sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance(VerifyingKey.ALGORITHM);
            signature.initSign(secret);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key does not sign", e);
        }
    }
}
