package se.ringvakt.wash;

/// Names of columns and cells, as `A` and `B17`.
final class CellRef {
    /// What a worksheet can hold.
    static final int COLUMNS_MOST = 16_384;

    static final int ROWS_MOST = 1_048_576;

    private static final int LETTERS = 26;
    private static final int COLUMN_LETTERS_MOST = 3;

    private CellRef() {}

    /// The letters of a column counted from 1.
    static String letters(int column) {
        var letters = new StringBuilder();
        for (int rest = column; rest > 0; rest = (rest - 1) / LETTERS) {
            letters.append((char) ('A' + (rest - 1) % LETTERS));
        }
        return letters.reverse().toString();
    }

    /// How many characters of a cell's name are its column's.
    static int lettersOf(CharSequence ref) {
        int letters = 0;
        while (letters < ref.length() && isLetter(ref.charAt(letters))) {
            letters++;
        }
        return letters;
    }

    /// The column, counted from 1, that a cell's name or a column's letters begin with; 0 if none.
    static int column(CharSequence ref) {
        int letters = lettersOf(ref);
        if (letters == 0 || letters > COLUMN_LETTERS_MOST) {
            return 0;
        }
        int column = 0;
        for (int i = 0; i < letters; i++) {
            column = column * LETTERS + (ref.charAt(i) - 'A' + 1);
        }
        return column <= COLUMNS_MOST ? column : 0;
    }

    private static boolean isLetter(char c) {
        return c >= 'A' && c <= 'Z';
    }
}
