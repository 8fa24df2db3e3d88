package se.ringvakt.web.server;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import se.ringvakt.config.ConfigException;
import se.ringvakt.web.WebSettings.Tls;

/// The certificate and its key, read from their files.
@SuppressWarnings("ArrayRecordComponent") // compared by sameAs
record TlsFiles(byte[] certificate, byte[] key) {
    /// The protocols we speak.
    static final Set<String> PROTOCOLS = Set.of("TLSv1.2", "TLSv1.3");

    private static final Pattern PKCS8 =
            Pattern.compile(
                    "-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    /// Reads them.
    ///
    /// @throws ConfigException when one cannot be read, or they do not belong together
    static TlsFiles read(Tls tls) {
        TlsFiles files = new TlsFiles(bytes(tls.certificate()), bytes(tls.key()));
        files.requirePair(tls);
        return files;
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new ConfigException(file + ": cannot be read (expected: a PEM file)", e);
        }
    }

    PemKeyCertOptions options() {
        return new PemKeyCertOptions()
                .addCertValue(Buffer.buffer(certificate))
                .addKeyValue(Buffer.buffer(key));
    }

    boolean sameAs(TlsFiles other) {
        return Arrays.equals(certificate, other.certificate) && Arrays.equals(key, other.key);
    }

    /// While one of the files has been replaced and the other has not, the two do not fit; no
    /// handshake would tell so before it fails.
    private void requirePair(Tls tls) {
        try {
            PublicKey owner =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(certificate))
                            .getPublicKey();
            PrivateKey signer =
                    KeyFactory.getInstance(owner.getAlgorithm())
                            .generatePrivate(new PKCS8EncodedKeySpec(pkcs8(tls)));
            Signature signature = Signature.getInstance(algorithm(owner));
            signature.initSign(signer);
            signature.update(certificate);
            byte[] signed = signature.sign();
            signature.initVerify(owner);
            signature.update(certificate);
            if (!signature.verify(signed)) {
                throw new SignatureException("another key");
            }
        } catch (GeneralSecurityException e) {
            throw mismatch(tls, e);
        }
    }

    private static String algorithm(PublicKey key) {
        return switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
    }

    private byte[] pkcs8(Tls tls) {
        Matcher matcher = PKCS8.matcher(new String(key, StandardCharsets.ISO_8859_1));
        if (!matcher.find()) {
            throw new ConfigException(
                    tls.key() + ": no key (expected: PKCS 8, BEGIN PRIVATE KEY, not encrypted)");
        }
        return Base64.getMimeDecoder().decode(matcher.group(1));
    }

    private static ConfigException mismatch(Tls tls, Exception cause) {
        return new ConfigException(
                tls.certificate()
                        + ": certificate (expected: one that "
                        + tls.key()
                        + " is the key of)",
                cause);
    }
}
