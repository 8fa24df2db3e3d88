package se.ringvakt.wash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.wash.WashRequest.Mode;
import se.ringvakt.wash.WashRequest.Several;
import se.ringvakt.wash.WashRequest.Unreadable;

/// As many rows as a worksheet can hold, and as many shared strings, in a small heap.
class XlsxScaleTest {
    private static final int ROWS = CellRef.ROWS_MOST;
    private static final String HEAP = "-Xmx48m";
    private static final int MINUTES_MOST = 5;

    @TempDir private Path folder;

    @Test
    void aFullSheetIsWashedInASmallHeap() throws Exception {
        Path in = folder.resolve("in.xlsx");
        write(in);
        Path log = folder.resolve("log");
        Process child =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                HEAP,
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Child.class.getName(),
                                folder.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        assertThat(child.waitFor(MINUTES_MOST, TimeUnit.MINUTES)).isTrue();
        assertThat(log).content().contains("kept=" + ROWS / 2);
        assertThat(child.exitValue()).isZero();
    }

    /// What the child process runs.
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) {
            Path folder = Path.of(arguments[0]);
            var request =
                    new WashRequest(
                            folder.resolve("in.xlsx"),
                            folder.resolve("out.xlsx"),
                            List.of("Telefon"),
                            Mode.REMOVE,
                            Several.ANY,
                            Unreadable.KEEP,
                            Optional.empty());
            System.out.println(XlsxWash.run(request, new OddEven(), RowProgress.NONE));
        }
    }

    private static void write(Path file) throws IOException {
        Path small = file.resolveSibling("small.xlsx");
        Map<String, String> parts = Spreadsheet.parts(new Spreadsheet().write(small));
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setLevel(Deflater.BEST_SPEED);
            for (Map.Entry<String, String> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                Writer text = new BufferedWriter(new OutputStreamWriter(zip, UTF_8), 1 << 16);
                switch (part.getKey()) {
                    case Spreadsheet.SHEET -> writeRows(text);
                    case "xl/sharedStrings.xml" -> writeStrings(text);
                    default -> text.write(part.getValue());
                }
                text.flush();
            }
        }
        Files.delete(small);
    }

    private static void writeRows(Writer out) throws IOException {
        out.write("<worksheet xmlns=\"" + Spreadsheet.MAIN + "\"><sheetData>");
        for (int row = 1; row <= ROWS; row++) {
            out.write(
                    "<row r=\"%1$d\"><c r=\"A%1$d\" t=\"s\"><v>%2$d</v></c><c r=\"B%1$d\"><v>%3$d</v></c></row>"
                            .replace("%1$d", Integer.toString(row))
                            .replace("%2$d", Integer.toString(row - 1))
                            .replace("%3$d", Integer.toString(row * 31 % 9973)));
        }
        out.write("</sheetData></worksheet>");
    }

    private static void writeStrings(Writer out) throws IOException {
        out.write("<sst xmlns=\"" + Spreadsheet.MAIN + "\"><si><t>Telefon</t></si>");
        for (int row = 2; row <= ROWS; row++) {
            out.write("<si><t>070-1740" + (605 + row % 95 / 2 * 2 + row % 2) + "</t></si>");
        }
        out.write("</sst>");
    }
}
