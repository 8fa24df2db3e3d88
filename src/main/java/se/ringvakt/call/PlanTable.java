package se.ringvakt.call;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// The rows of a numbering plan by the first four digits of a number. Immutable.
final class PlanTable {
    /// So many first digits name a number's row.
    static final int LEADING = 4;

    private static final int FIRSTS = 10_000;

    /// Not a number a campaign may call: premium, mass calling, paging, operator services, free.
    private static final PlanRow UNASSIGNED = new PlanRow(1, 0, false);

    private final PlanRow[] rows;
    private final byte[] rowOf = new byte[FIRSTS];

    /// How many of the first four digits are the code, as what the rest counts to.
    private final short[] spanOf = new short[FIRSTS];

    PlanTable(Numbering numbering) {
        List<Numbering.Row> given = numbering.rows();
        rows = new PlanRow[given.size() + 1];
        rows[0] = UNASSIGNED;
        Arrays.fill(spanOf, (short) FIRSTS);
        for (int i = 0; i < given.size(); i++) {
            Numbering.Row row = given.get(i);
            rows[i + 1] = new PlanRow(row.digitsMin(), row.digitsMax(), row.area());
            for (int code : row.codes().codes()) {
                claim(code, (byte) (i + 1));
            }
        }
        for (int code : numbering.refused().codes()) {
            Arrays.fill(rowOf, code * span(code), (code + 1) * span(code), (byte) 0);
        }
    }

    /// Whether there are numbers of so many digits that begin like this.
    ///
    /// @param first their first four digits
    boolean allows(int first, int digits) {
        PlanRow row = rows[rowOf[first]];
        return digits >= row.digitsMin() && digits <= row.digitsMax();
    }

    /// The code of the numbers that begin like this.
    int code(int first) {
        return first / spanOf[first];
    }

    /// All area codes, without trunk prefix.
    SortedSet<Integer> areaCodes() {
        SortedSet<Integer> codes = new TreeSet<>();
        for (int first = 0; first < FIRSTS; first++) {
            if (rows[rowOf[first]].area()) {
                codes.add(code(first));
            }
        }
        return Collections.unmodifiableSortedSet(codes);
    }

    private void claim(int code, byte row) {
        int span = span(code);
        for (int first = code * span; first < (code + 1) * span; first++) {
            if (rowOf[first] != 0) {
                throw new IllegalArgumentException(
                        "code: " + code + " (expected: once, and the prefix of no other)");
            }
            rowOf[first] = row;
            spanOf[first] = (short) span;
        }
    }

    /// How many groups of four first digits begin with this code.
    private static int span(int code) {
        int span = 1;
        for (int longer = code * 10; longer < FIRSTS; longer *= 10) {
            span *= 10;
        }
        return span;
    }
}
