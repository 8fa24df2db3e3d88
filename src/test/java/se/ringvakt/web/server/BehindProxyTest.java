package se.ringvakt.web.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.access.AuditSearch;
import se.ringvakt.access.Right;
import se.ringvakt.web.Health;
import se.ringvakt.web.WebSettings;

/// What a server believes of a proxy before it, which here is on this machine.
final class BehindProxyTest {
    private static final String BODY = "{\"name\":\"a\"}";

    @TempDir Path folder;
    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.start(folder, usual -> proxied(usual, Optional.of("127.0.0.1"), 1000));
        server.checks = List.of(new Health.Check("ledger", false, "disk of this machine"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static WebSettings proxied(WebSettings old, Optional<String> proxy, int perAddress) {
        return new WebSettings(
                old.enabled(),
                old.listen(),
                old.language(),
                old.tls(),
                proxy.map(it -> new WebSettings.Proxy(List.of(it))),
                true,
                old.limits(),
                old.times(),
                new WebSettings.Rates(perAddress, 1000, 1000),
                Optional.empty());
    }

    private static String get(String path, String headers) {
        return "GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + headers + "\r\n";
    }

    /// Some proxies put a line of their own after the client's.
    @Test
    void aLineThatTheClientHasForgedIsNotBelieved() throws IOException {
        String token = server.token("t", Right.LISTS);
        String answer =
                server.raw(
                        "POST /api/v1/things HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
                                + "Authorization: Bearer "
                                + token
                                + "\r\nContent-Type: application/json\r\nContent-Length: "
                                + BODY.length()
                                + "\r\nX-Forwarded-For: 192.0.2.66\r\nX-Forwarded-For: 192.0.2.7"
                                + "\r\n\r\n"
                                + BODY);
        assertThat(answer).startsWith("HTTP/1.1 201");
        var last = server.access.audit().page(AuditSearch.ALL, OptionalLong.empty(), 1).getFirst();
        assertThat(last.entry().action()).isEqualTo("thing.add");
        assertThat(last.entry().address()).isEqualTo("192.0.2.7");
    }

    @Test
    void whoeverComesByTheProxyIsNotOnThisMachine() throws IOException {
        for (String by :
                List.of(
                        "X-Forwarded-For: 192.0.2.7\r\n",
                        "X-Forwarded-For: 127.0.0.1\r\n",
                        "X-Forwarded-For:\r\n",
                        "Forwarded: for=192.0.2.7\r\n")) {
            assertThat(server.raw(get("/health/ready", by)))
                    .as(by)
                    .startsWith("HTTP/1.1 503")
                    .doesNotContain("disk of this machine");
            assertThat(server.raw(get("/metrics", by))).as(by).startsWith("HTTP/1.1 401");
        }
        assertThat(server.raw(get("/health/ready", ""))).contains("disk of this machine");
        assertThat(server.raw(get("/metrics", ""))).startsWith("HTTP/1.1 200");
    }

    /// The settings know no proxy, and one is there all the same.
    @Test
    void aProxyThatNobodyToldOfMakesNobodyLocalEither(@TempDir Path other) throws IOException {
        try (TestServer plain =
                TestServer.start(other, usual -> proxied(usual, Optional.empty(), 1000))) {
            assertThat(plain.raw(get("/metrics", "X-Forwarded-For: 192.0.2.7\r\n")))
                    .startsWith("HTTP/1.1 401");
            assertThat(plain.raw(get("/metrics", ""))).startsWith("HTTP/1.1 200");
        }
    }

    /// One subscriber has as many addresses of IPv6 as they like.
    @Test
    void manyAddressesOfOneNetworkAreOne(@TempDir Path other) throws IOException {
        List<String> answers = new ArrayList<>();
        try (TestServer strict =
                TestServer.start(other, usual -> proxied(usual, Optional.of("127.0.0.1"), 1))) {
            for (int i = 1; i <= 10; i++) {
                String by = "X-Forwarded-For: 2001:db8:0:1::" + i + "\r\n";
                answers.add(strict.raw(get("/health/ready", by)).substring(9, 12));
            }
            String elsewhere = "X-Forwarded-For: 2001:db8:0:2::1\r\n";
            assertThat(strict.raw(get("/health/ready", elsewhere))).startsWith("HTTP/1.1 200");
        }
        assertThat(answers).startsWith("200").contains("429");
    }
}
