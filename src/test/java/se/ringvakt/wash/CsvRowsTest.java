package se.ringvakt.wash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvRowsTest {
    @TempDir private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("rows.csv"), text, StandardCharsets.ISO_8859_1);
    }

    /// Each row as its line and its cells, or as its line and what is wrong with it.
    private List<String> rows(String text, boolean header) throws IOException {
        CsvForm form = new CsvForm(Optional.empty(), Optional.empty(), header);
        List<String> seen = new ArrayList<>();
        try (CsvRows rows = CsvRows.open(file(text), form)) {
            while (rows.next()) {
                StringBuilder row = new StringBuilder().append(rows.line()).append(':');
                for (int i = 0; i < rows.cells(); i++) {
                    row.append(' ').append(rows.cell(i));
                }
                rows.fault().ifPresent(why -> row.append(" FAULT"));
                seen.add(row.toString());
            }
            assertThat(rows.read()).isEqualTo(rows.total());
        }
        return seen;
    }

    @Test
    void findsSeparatorHeaderAndLines() throws IOException {
        assertThat(rows("a;b\r\n1;2\r\n\r\n\"3;\";\"x\"\"y\"", true))
                .containsExactly("2: 1 2", "4: 3; x\"y");
        assertThat(rows("1,2\n3,4\n", false)).containsExactly("1: 1 2", "2: 3 4");
    }

    @Test
    void aFileWhoseEveryCellIsQuotedIsRead() throws IOException {
        assertThat(rows("\"a\",\"b\"\n\"1\",\"2\"\n", true)).containsExactly("2: 1 2");
    }

    @Test
    void aRowThatCannotBeReadIsGivenUpAndTheRestIsRead() throws IOException {
        assertThat(rows("a,b\n1,2\n3,\"4\n5,6\n7,\"8\"x\n9,10\n", true))
                .containsExactly("2: 1 2", "3: FAULT", "4: 5 6", "5: FAULT", "6: 9 10");
    }

    @Test
    void aQuoteThatAnotherRowClosesSwallowsNothing() throws IOException {
        assertThat(rows("a,b\n1,\"2\n3,4\n5,6\",7\n8,9\n", true))
                .containsExactly("2: FAULT", "3: 3 4", "4: 5 6\" 7", "5: 8 9");
    }

    @Test
    void aCellOverSeveralLinesIsOneCell() throws IOException {
        assertThat(rows("a,b\n1,\"2\n3\"\n4,5\n", true)).containsExactly("2: 1 2\n3", "4: 4 5");
    }

    @Test
    void rowsOverTheBuffersBordersAreWhole() throws IOException {
        StringBuilder text = new StringBuilder("a,b\n");
        int count = 300_000;
        for (int i = 0; i < count; i++) {
            text.append(i).append(",\"twenty characters or so\"\r\n");
        }
        List<String> rows = rows(text.toString(), true);
        assertThat(text.length()).isGreaterThan(8 << 20);
        assertThat(rows).hasSize(count);
        assertThat(rows.get(count / 2))
                .isEqualTo(count / 2 + 2 + ": " + count / 2 + " twenty characters or so");
    }

    @Test
    void aRowWithoutEndIsGivenUpByLines() throws IOException {
        String text = "a,b\n1,\"" + "x\n".repeat(2 << 20);
        assertThat(rows(text, true).getFirst()).isEqualTo("2: FAULT");
    }

    @Test
    void bytesAndHeadAreAsTheyStand() throws IOException {
        CsvForm form = new CsvForm(Optional.empty(), Optional.empty(), true);
        try (CsvRows rows = CsvRows.open(file("sep=;\na;b\nÅsa;\"x\"\n"), form)) {
            assertThat(rows.head()).asString(StandardCharsets.ISO_8859_1).isEqualTo("sep=;\na;b\n");
            assertThat(rows.next()).isTrue();
            assertThat(rows.line()).isEqualTo(3);
            assertThat(rows.bytes()).asString(StandardCharsets.ISO_8859_1).isEqualTo("Åsa;\"x\"");
            assertThat(rows.cell(0)).isEqualTo("Åsa");
        }
    }

    @Test
    void whatIsNoTextOfColumnsIsRefused() throws IOException {
        assertThatThrownBy(() -> rows("", true))
                .isInstanceOf(WashRefused.class)
                .hasMessageEndingWith("rows.csv: empty (expected: a header)");
        assertThatThrownBy(() -> rows("a,\0", true))
                .isInstanceOf(WashRefused.class)
                .hasMessageContaining("zero bytes");
    }
}
