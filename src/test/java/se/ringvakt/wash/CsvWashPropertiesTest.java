package se.ringvakt.wash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.wash.WashRequest.Mode;
import se.ringvakt.wash.WashRequest.Several;

/// Random lists, washed in blocks of all sizes, against rows put together one by one.
class CsvWashPropertiesTest {
    private static final int SEEDS = 40;
    private static final int[] COLUMNS = {1, 3};

    @TempDir private Path folder;

    @Test
    void removingLeavesARowAsItIsOrOut() {
        for (long seed = 0; seed < SEEDS; seed++) {
            RandomList list = RandomList.of(seed, 12);
            for (Several several : Several.values()) {
                List<String> kept = new ArrayList<>(List.of(list.header().raw()));
                List<String> split = new ArrayList<>(List.of(list.header().raw()));
                for (RandomList.Row row : list.rows()) {
                    List<Status> statuses = statuses(row);
                    if (isRemoved(statuses, several)) {
                        continue;
                    }
                    if (statuses.contains(Status.UNREADABLE)) {
                        split.add(row.raw());
                    } else {
                        kept.add(withoutStopped(row, statuses).raw());
                    }
                }
                Washes washes = washes();
                washes.several = several;
                washes.split = true;
                checkAtBlockSizes(washes, list, seed, String.join("", kept));
                assertThat(washes.rejects()).isEqualTo(String.join("", split));
            }
        }
    }

    private static boolean isRemoved(List<Status> statuses, Several several) {
        boolean stopped = statuses.contains(Status.STOP);
        return several == Several.ANY
                ? stopped
                : stopped
                        && !statuses.contains(Status.FREE)
                        && !statuses.contains(Status.UNREADABLE);
    }

    private static RandomList.Row withoutStopped(RandomList.Row row, List<Status> statuses) {
        List<String> cells = new ArrayList<>(row.cells());
        for (int i = 0; i < COLUMNS.length; i++) {
            if (statuses.get(i) == Status.STOP) {
                cells.set(COLUMNS[i], "");
            }
        }
        return new RandomList.Row(cells, row.end());
    }

    @Test
    void markingAddsCellsAfterTheHeadersLastColumnAndChangesNothing() {
        for (long seed = 0; seed < SEEDS; seed++) {
            RandomList list = RandomList.of(seed, 12);
            StringBuilder marked = new StringBuilder();
            List<String> head = new ArrayList<>(list.header().cells());
            for (String column : List.of("telefon", "Mobil")) {
                Stream.of("status", "reason", "until")
                        .map(mark -> "ringvakt_" + mark + "_" + column)
                        .forEach(head::add);
            }
            marked.append(new RandomList.Row(head, list.header().end()).raw());
            for (RandomList.Row row : list.rows()) {
                List<String> cells = new ArrayList<>(row.cells());
                while (cells.size() < list.header().cells().size()) {
                    cells.add("");
                }
                cells.addAll(list.header().cells().size(), marks(row));
                marked.append(new RandomList.Row(cells, row.end()).raw());
            }
            Washes washes = washes();
            washes.mode = Mode.MARK;
            checkAtBlockSizes(washes, list, seed, marked.toString());
        }
    }

    private static List<String> marks(RandomList.Row row) {
        List<String> marks = new ArrayList<>();
        for (int column : COLUMNS) {
            String value = row.value(column);
            Finding finding = value == null ? Finding.UNREADABLE : Washes.EVEN_STOPS.of(value);
            marks.add(finding.status().name());
            marks.add(
                    finding.status() == Status.UNREADABLE
                            ? (value == null ? Trouble.NO_CELL : Trouble.NO_NUMBER).name()
                            : finding.reason().map(Enum::name).orElse(""));
            marks.add(finding.until().map(Object::toString).orElse(""));
        }
        return marks;
    }

    /// Over all seeds, borders fall everywhere.
    private void checkAtBlockSizes(Washes washes, RandomList list, long seed, String expected) {
        byte[] bytes = list.bytes();
        for (int block : new int[] {1 + (int) seed % 11, 20 + (int) seed, 1 << 16}) {
            washes.blockBytes = block;
            washes.threads = 1 + block % 3;
            WashReport report = washes.wash(bytes);
            assertThat(washes.out()).as("seed %d, blocks of %d", seed, block).isEqualTo(expected);
            assertThat(report.rows()).isEqualTo(list.rows().size());
            assertThat(report.out().bytes())
                    .isEqualTo(expected.getBytes(StandardCharsets.UTF_8).length);
        }
    }

    private Washes washes() {
        Washes washes = new Washes(folder);
        washes.columns = List.of("TELEFON", "mobil");
        washes.replace = true;
        return washes;
    }

    private static List<Status> statuses(RandomList.Row row) {
        List<Status> statuses = new ArrayList<>();
        for (int column : COLUMNS) {
            String value = row.value(column);
            statuses.add(value == null ? Status.UNREADABLE : Washes.EVEN_STOPS.of(value).status());
        }
        return statuses;
    }
}
