package se.ringvakt.wash;

/// Finds an attribute in the characters of a start tag that a parser has found well-formed.
///
/// @param from where its value begins
/// @param to where its value ends
record StartTag(int from, int to) {
    static final StartTag MISSING = new StartTag(-1, -1);

    /// Where the value of this attribute stands, without its quotes.
    static StartTag attribute(CharSequence tag, String name) {
        int at = endOfName(tag, 1);
        while (true) {
            at = skipBlanks(tag, at);
            int nameEnd = endOfName(tag, at);
            if (nameEnd == at) {
                return MISSING;
            }
            int open = skipBlanks(tag, skipBlanks(tag, nameEnd) + 1);
            int close = open + 1;
            while (tag.charAt(close) != tag.charAt(open)) {
                close++;
            }
            if (name.contentEquals(tag.subSequence(at, nameEnd))) {
                return new StartTag(open + 1, close);
            }
            at = close + 1;
        }
    }

    boolean isThere() {
        return from >= 0;
    }

    /// The same tag with another value, or as it is if it has no such attribute.
    static String with(String tag, String name, String value) {
        StartTag old = attribute(tag, name);
        return old.isThere()
                ? tag.substring(0, old.from) + escape(value) + tag.substring(old.to)
                : tag;
    }

    /// The same tag without this attribute.
    static String without(String tag, String name) {
        StartTag old = attribute(tag, name);
        if (!old.isThere()) {
            return tag;
        }
        int equals = tag.lastIndexOf('=', old.from);
        return tag.substring(0, tag.lastIndexOf(name, equals)).stripTrailing()
                + tag.substring(old.to + 1);
    }

    /// Text as it may stand in XML, within quotes too.
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static int skipBlanks(CharSequence tag, int from) {
        int at = from;
        while (Character.isWhitespace(tag.charAt(at))) {
            at++;
        }
        return at;
    }

    private static int endOfName(CharSequence tag, int from) {
        int at = from;
        while (!isNameEnd(tag.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isNameEnd(char c) {
        return Character.isWhitespace(c) || c == '=' || c == '>' || c == '/';
    }
}
