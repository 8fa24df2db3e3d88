package se.ringvakt.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The recipe of docs/evidence.md, run as it stands there: nothing of this program takes part.
final class ByHandTest {
    @TempDir private Path folder;
    private String script = "";

    @BeforeEach
    void readRecipe() throws IOException, InterruptedException {
        assumeTrue(run("command -v sha256sum && openssl version") == 0, "no sha256sum or openssl");
        String doc = Files.readString(Path.of("docs/evidence.md"));
        int begin = doc.indexOf("```sh\n", doc.indexOf("## Verifying by hand"));
        script = doc.substring(begin + "```sh\n".length(), doc.indexOf("\n```", begin + 6));
    }

    @Test
    void aSegmentIsVerifiedWithShaSumAndOpenSslOnly() throws IOException, InterruptedException {
        Store store = new Store(folder).write(5);

        assertThat(verify(store)).isZero();
    }

    @Test
    void aChangedFactIsFound() throws IOException, InterruptedException {
        Store store = new Store(folder).write(5);
        List<String> lines = store.lines(0);
        lines.set(2, lines.get(2).replace("ALLOW", "ALLOY"));
        store.replace(0, lines);

        assertThat(verify(store)).isNotZero();
    }

    @Test
    void aChangedDisclosureIsFound() throws IOException, InterruptedException {
        Store store = new Store(folder).write(5);
        List<String> lines = store.lines(0);
        lines.set(2, lines.get(2).replace(":46790000002", ":46790000003"));
        store.replace(0, lines);

        assertThat(verify(store)).isNotZero();
    }

    @Test
    void aCutTailIsFound() throws IOException, InterruptedException {
        Store store = new Store(folder).write(5);
        store.replace(0, store.lines(0).subList(0, 4));

        assertThat(verify(store)).isNotZero();
    }

    @Test
    void aHeadThatSaysOtherwiseIsFound() throws IOException, InterruptedException {
        Store store = new Store(folder).write(5);
        Path head = store.read().segments().getFirst().headFile();
        Files.writeString(head, Files.readString(head).replace("\"last\":6", "\"last\":7"));

        assertThat(verify(store)).isNotZero();
    }

    private int verify(Store store) throws IOException, InterruptedException {
        return run("set -- " + store.read().segments().getFirst().name() + "\n" + script);
    }

    private int run(String text) throws IOException, InterruptedException {
        Process shell =
                new ProcessBuilder("sh", "-s")
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(
                                folder.resolveSibling(folder.getFileName() + ".out").toFile())
                        .start();
        shell.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        shell.getOutputStream().close();
        return shell.waitFor();
    }
}
