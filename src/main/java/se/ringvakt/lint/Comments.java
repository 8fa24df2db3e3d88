package se.ringvakt.lint;

/// Takes comments out of the lines of a file, as Asterisk's `main/config.c` does: `;` to the end of
/// the line, `;--` to `--;` over lines and nested, `\;` for the semicolon itself. One per file.
final class Comments {
    private static final int NESTED_MAX = 128;
    private int depth;

    /// What is left of a line, without white space around it.
    String strip(String line) {
        StringBuilder left = new StringBuilder();
        int at = 0;
        int wordsFrom = 0;
        int semicolon = line.indexOf(';');
        while (semicolon >= 0) {
            if (semicolon > wordsFrom && line.charAt(semicolon - 1) == '\\') {
                keep(left, line, at, semicolon - 1);
                at = semicolon;
                wordsFrom = semicolon;
            } else if (opens(line, semicolon) && depth < NESTED_MAX) {
                keep(left, line, at, semicolon);
                depth++;
                at = semicolon + 3;
                wordsFrom = at;
            } else if (closes(line, semicolon, wordsFrom)) {
                depth = Math.max(0, depth - 1);
                at = semicolon + 1;
                wordsFrom = at;
            } else if (depth == 0) {
                keep(left, line, at, semicolon);
                return left.toString().strip();
            } else {
                wordsFrom = semicolon + 1;
            }
            semicolon = line.indexOf(';', Math.max(wordsFrom, semicolon + 1));
        }
        keep(left, line, at, line.length());
        return left.toString().strip();
    }

    private void keep(StringBuilder left, String line, int from, int to) {
        if (depth == 0 && from < to) {
            left.append(line, from, to);
        }
    }

    private static boolean opens(String line, int at) {
        return line.startsWith("--", at + 1)
                && (at + 3 >= line.length() || line.charAt(at + 3) != '-');
    }

    private boolean closes(String line, int at, int from) {
        return depth > 0 && at >= from + 2 && line.startsWith("--", at - 2);
    }

    /// Whether a `;--` has not been closed.
    boolean open() {
        return depth > 0;
    }
}
