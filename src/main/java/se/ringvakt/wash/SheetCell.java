package se.ringvakt.wash;

/// A cell of a column that is looked at, or the place where it would stand.
final class SheetCell {
    /// Where in the sheet's characters it begins, and where it ends; the same if there is none.
    long from;

    long to;

    boolean there;
    boolean formula;
    int style;
    Kind kind = Kind.NUMBER;
    String text = "";

    /// What a cell holds, as its `t` says.
    enum Kind {
        NUMBER,
        SHARED,
        TEXT,
        TRUTH,
        ERROR,
        DATE;

        static Kind of(String type) {
            return switch (type) {
                case "s" -> SHARED;
                case "inlineStr", "str" -> TEXT;
                case "b" -> TRUTH;
                case "e" -> ERROR;
                case "d" -> DATE;
                default -> NUMBER;
            };
        }
    }

    void clear(long at) {
        from = at;
        to = at;
        there = false;
        formula = false;
        style = 0;
        kind = Kind.NUMBER;
        text = "";
    }
}
