package se.ringvakt.wash;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// A list made up from a seed, with everything that makes lists hard: quotes, separators and line
/// ends inside cells, all line ends, cells too few and too many. Its header is `a;telefon;b;mobil`.
final class RandomList {
    private static final String[] ENDS = {"\n", "\r\n", "\r"};

    private final Random random;
    private final boolean mixed;
    private final String end;
    private final List<Row> rows = new ArrayList<>();

    /// A row as it was written.
    ///
    /// @param cells as they stand, with their quotes
    record Row(List<String> cells, String end) {
        String raw() {
            return String.join(";", cells) + end;
        }

        /// Without quotes; null: it has no such cell.
        @Nullable String value(int cell) {
            if (cell >= cells.size()) {
                return null;
            }
            String raw = cells.get(cell);
            return raw.startsWith("\"") ? raw.substring(1, raw.length() - 1) : raw;
        }
    }

    private RandomList(long seed) {
        random = new Random(seed);
        mixed = random.nextBoolean();
        end = ENDS[random.nextInt(ENDS.length)];
    }

    static RandomList of(long seed, int rowsMost) {
        RandomList list = new RandomList(seed);
        list.rows.add(new Row(List.of("a", "telefon", "\"b\"", " Mobil "), list.end()));
        int count = list.random.nextInt(rowsMost + 1);
        for (int i = 0; i < count; i++) {
            list.rows.add(list.row());
        }
        if (list.random.nextBoolean()) {
            Row last = list.rows.removeLast();
            list.rows.add(new Row(last.cells(), ""));
        }
        return list;
    }

    Row header() {
        return rows.getFirst();
    }

    /// Without the header.
    List<Row> rows() {
        return rows.subList(1, rows.size());
    }

    List<String> raw() {
        return rows.stream().map(Row::raw).toList();
    }

    byte[] bytes() {
        return String.join("", raw()).getBytes(StandardCharsets.UTF_8);
    }

    private Row row() {
        List<String> cells = new ArrayList<>();
        cells.add(text());
        cells.add(number());
        cells.add(text());
        cells.add(number());
        switch (random.nextInt(12)) {
            case 0 -> cells.add(text());
            case 1 -> cells.subList(random.nextInt(3) + 1, 4).clear();
            default -> {}
        }
        if (cells.size() == 1 && cells.getFirst().isEmpty()) {
            cells.set(0, "x");
        }
        return new Row(cells, end());
    }

    private String number() {
        String number = "07017406" + (random.nextInt(90) + 10);
        return switch (random.nextInt(6)) {
            case 0 -> "";
            case 1 -> "\"" + number + "\"";
            case 2 -> "070-174 06 " + number.substring(8);
            case 3 -> "oläslig";
            case 4 -> " " + number + " ";
            default -> number;
        };
    }

    private String text() {
        return switch (random.nextInt(7)) {
            case 0 -> "";
            case 1 -> "\"\"";
            case 2 -> "\"a\"\"b\"\"\"";
            case 3 -> "\"rad 1" + ENDS[random.nextInt(ENDS.length)] + ";rad 2\"";
            case 4 -> "5\" rör";
            case 5 -> "å" + random.nextInt(1000);
            default -> "x".repeat(random.nextInt(20));
        };
    }

    private String end() {
        return mixed ? ENDS[random.nextInt(ENDS.length)] : end;
    }
}
