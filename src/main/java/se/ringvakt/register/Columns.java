package se.ringvakt.register;

/// Finds the two fields of interest in a line. A field may stand in double quotes, and a quoted
/// field may hold separators; line breaks within quotes do not occur in lists of numbers.
final class Columns {
    private final int separator;
    private final int numberColumn;
    private final int areaColumn;
    int numberFrom;
    int numberTo;
    int areaFrom;
    int areaTo;

    Columns(ImportFormat format) {
        this.separator = format.separator().map(c -> (int) c).orElse(-1);
        this.numberColumn = format.numberColumn();
        this.areaColumn = format.areaColumn().orElse(0);
    }

    void find(byte[] line, int from, int to) {
        numberFrom = numberTo = areaFrom = areaTo = 0;
        if (separator < 0) {
            field(line, from, to, 1);
            return;
        }
        int column = 1;
        int begin = from;
        boolean quoted = false;
        for (int i = from; i < to; i++) {
            if (line[i] == '"') {
                quoted = !quoted;
            } else if (line[i] == separator && !quoted) {
                field(line, begin, i, column++);
                begin = i + 1;
            }
        }
        field(line, begin, to, column);
    }

    private void field(byte[] line, int begin, int end, int column) {
        if (column != numberColumn && column != areaColumn) {
            return;
        }
        int from = begin;
        int to = end;
        while (to > from && BlockParser.isBlank(line[to - 1])) {
            to--;
        }
        while (from < to && BlockParser.isBlank(line[from])) {
            from++;
        }
        if (to - from >= 2 && line[from] == '"' && line[to - 1] == '"') {
            from++;
            to--;
        }
        if (column == numberColumn) {
            numberFrom = from;
            numberTo = to;
        } else {
            areaFrom = from;
            areaTo = to;
        }
    }
}
