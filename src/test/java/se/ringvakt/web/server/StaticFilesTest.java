package se.ringvakt.web.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StaticFilesTest {
    @TempDir Path folder;
    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.start(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String get(String path, String more) throws IOException {
        return server.raw("GET " + path + " HTTP/1.0\r\n" + more + "\r\n");
    }

    @Test
    void servesAFileWithItsTypeAndTag() throws IOException {
        String answer = get("/test-only/page.js", "");
        assertThat(answer)
                .startsWith("HTTP/1.0 200")
                .contains("Content-Type: text/javascript; charset=utf-8")
                .contains("Cache-Control: no-cache")
                .contains("export const answer");
        Matcher tag = Pattern.compile("ETag: (\"[0-9a-f]+\")").matcher(answer);
        assertThat(tag.find()).isTrue();
        assertThat(get("/test-only/page.js", "If-None-Match: " + tag.group(1) + "\r\n"))
                .startsWith("HTTP/1.0 304")
                .doesNotContain("export");
        assertThat(get("/test-only/page.js", "If-None-Match: \"old\"\r\n")).contains("export");
    }

    @Test
    void packsWhereThatIsAGain() throws IOException {
        assertThat(get("/test-only/page.js", "Accept-Encoding: gzip\r\n"))
                .contains("Content-Encoding: gzip")
                .doesNotContain("export");
    }

    @Test
    void hasNothingElse() throws IOException {
        for (String path :
                new String[] {"/test-only", "/test-only/", "/test-only/secret.key", "/x.js"}) {
            assertThat(get(path, "")).as(path).startsWith("HTTP/1.0 404");
        }
        assertThat(server.raw("DELETE /test-only/page.js HTTP/1.0\r\n\r\n"))
                .startsWith("HTTP/1.0 405");
    }
}
