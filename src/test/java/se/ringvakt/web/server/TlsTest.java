package se.ringvakt.web.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.config.ConfigException;
import se.ringvakt.web.WebSettings;
import se.ringvakt.web.WebSettings.Tls;

final class TlsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ASK = "GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n";
    @TempDir Path folder;
    private Tls tls;

    @BeforeEach
    void certificate() throws Exception {
        tls = new Tls(folder.resolve("cert.pem"), folder.resolve("key.pem"));
        make("one");
    }

    /// A certificate by the JDK's own tool, as PEM files.
    private void make(String name) throws Exception {
        Path store = folder.resolve(name + ".p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "k",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=" + name,
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                "secret",
                                "-keystore",
                                store.toString())
                        .inheritIO()
                        .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance(store.toFile(), "secret".toCharArray());
        pem(tls.key(), "PRIVATE KEY", keys.getKey("k", "secret".toCharArray()).getEncoded());
        pem(tls.certificate(), "CERTIFICATE", keys.getCertificate("k").getEncoded());
    }

    private static void pem(Path file, String what, byte[] bytes) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        Files.writeString(
                file, "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n");
    }

    private WebSettings secure(WebSettings usual) {
        return new WebSettings(
                true,
                usual.listen(),
                "sv",
                Optional.of(tls),
                Optional.empty(),
                false,
                usual.limits(),
                usual.times(),
                usual.rates(),
                Optional.empty());
    }

    private static SSLSocket connect(TestServer server, String... protocols) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Anybody()}, null);
        SSLSocket socket =
                (SSLSocket)
                        context.getSocketFactory()
                                .createSocket(
                                        InetAddress.getLoopbackAddress(),
                                        server.server.address().getPort());
        socket.setSoTimeout(20_000);
        if (protocols.length > 0) {
            socket.setEnabledProtocols(protocols);
        }
        socket.startHandshake();
        return socket;
    }

    private static String name(SSLSocket socket) throws Exception {
        return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                .getSubjectX500Principal()
                .getName();
    }

    private static String ask(SSLSocket socket) throws IOException {
        socket.getOutputStream().write(ASK.getBytes(StandardCharsets.US_ASCII));
        byte[] bytes = new byte[4096];
        int read = socket.getInputStream().read(bytes);
        return new String(bytes, 0, Math.max(0, read), StandardCharsets.US_ASCII);
    }

    @Test
    void takesANewCertificateAndKeepsTheConnectionsThereAre() throws Exception {
        try (TestServer server = TestServer.start(folder, this::secure);
                SSLSocket before = connect(server)) {
            assertThat(name(before)).isEqualTo("CN=one");
            assertThat(ask(before)).contains("Strict-Transport-Security: max-age=");
            make("two");
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(500))
                    .untilAsserted(() -> {
                        try (SSLSocket now = connect(server)) {
                            assertThat(name(now)).isEqualTo("CN=two");
                        }
                    });
            assertThat(ask(before)).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void keepsTheFormerCertificateWhileTheFilesDoNotFit() throws Exception {
        try (TestServer server = TestServer.start(folder, this::secure)) {
            byte[] key = Files.readAllBytes(tls.key());
            make("two");
            Files.write(tls.key(), key);
            assertThatThrownBy(() -> TlsFiles.read(tls))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("is the key of");
            Thread.sleep(3000);
            try (SSLSocket now = connect(server)) {
                assertThat(name(now)).isEqualTo("CN=one");
            }
        }
    }

    @Test
    void speaksNothingOlderThanTls12() throws Exception {
        try (TestServer server = TestServer.start(folder, this::secure)) {
            for (String good : List.of("TLSv1.2", "TLSv1.3")) {
                try (SSLSocket socket = connect(server, good)) {
                    assertThat(socket.getSession().getProtocol()).isEqualTo(good);
                }
            }
            assertThatThrownBy(() -> connect(server, "TLSv1.1").close())
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void listensElsewhereOnlyBehindTls() {
        WebSettings usual = TestServer.usual();
        assertThatThrownBy(() ->
                        new WebSettings(
                                true,
                                new InetSocketAddress("10.1.2.3", 8080),
                                "sv",
                                Optional.empty(),
                                Optional.empty(),
                                false,
                                usual.limits(),
                                usual.times(),
                                usual.rates(),
                                Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("behind-proxy: true");
    }

    private static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
