package se.ringvakt.lint;

/// Reads arguments as they are written, variables not resolved.
final class Raw {
    private Raw() {}

    /// Where a character stands outside of brackets and quotes; the end when it does not.
    static int find(String raw, char wanted, int from) {
        int deep = 0;
        boolean quoted = false;
        for (int i = Math.min(from, raw.length()); i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == wanted && deep == 0 && !quoted) {
                return i;
            }
            quoted ^= c == '"';
            deep += "([{".indexOf(c) >= 0 ? 1 : 0;
            deep = Math.max(0, deep - (")]}".indexOf(c) >= 0 ? 1 : 0));
        }
        return raw.length();
    }
}
