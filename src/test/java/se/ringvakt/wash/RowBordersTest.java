package se.ringvakt.wash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Borders found in a beginning of a file, against the rows of the whole.
class RowBordersTest {
    @Test
    void findsTheLastBorderThatIsCertainWhereverTheBytesEnd() {
        for (long seed = 0; seed < 300; seed++) {
            byte[] list = RandomList.of(seed, 12).bytes();
            NavigableSet<Integer> borders = borders(list);
            for (int known = 0; known <= list.length; known++) {
                int last = RowBorders.last(list, 0, known, (byte) ';');
                int certain = certain(borders, list, known);
                assertThat(last).as("seed %d, %d known", seed, known).isEqualTo(certain);
            }
        }
    }

    /// A CR at the end of what is known may be half a line end.
    private static int certain(NavigableSet<Integer> borders, byte[] list, int known) {
        int border = borders.floor(known);
        return border == known && border > 0 && list[border - 1] == '\r'
                ? borders.lower(known)
                : border;
    }

    private static NavigableSet<Integer> borders(byte[] list) {
        List<Integer> ends = new ArrayList<>(List.of(0));
        Rows rows = new Rows((byte) ';', 1);
        rows.over(list, 0, list.length);
        while (rows.next()) {
            if (rows.after() > rows.end()) {
                ends.add(rows.after());
            }
        }
        return new TreeSet<>(ends);
    }

    @Test
    void rowsAreThoseThatWereWritten() {
        for (long seed = 0; seed < 300; seed++) {
            RandomList list = RandomList.of(seed, 12);
            Rows rows = new Rows((byte) ';', 1);
            rows.over(list.bytes(), 0, list.bytes().length);
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(
                        new String(
                                list.bytes(),
                                rows.start(),
                                rows.after() - rows.start(),
                                StandardCharsets.UTF_8));
            }
            assertThat(found).as("seed %d", seed).isEqualTo(list.raw());
        }
    }

    @Test
    void lastNeverThrowsOnAnyBytes() {
        Random random = new Random(1);
        byte[] alphabet = {'"', ';', '\n', '\r', 'a'};
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[random.nextInt(12)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = alphabet[random.nextInt(alphabet.length)];
            }
            assertThat(RowBorders.last(bytes, 0, bytes.length, (byte) ';'))
                    .isBetween(0, bytes.length);
        }
    }
}
