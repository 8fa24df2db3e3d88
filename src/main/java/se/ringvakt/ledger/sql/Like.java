package se.ringvakt.ledger.sql;

/// Patterns for `LIKE`, which every engine knows; how they look for a text otherwise differs.
final class Like {
    /// To follow the pattern: what stands before a character that means itself.
    static final String ESCAPED = " ESCAPE '!'";

    private Like() {}

    /// Whatever holds this text, in its own upper and lower case on some engines, in any on others.
    static String holding(String text) {
        return "%" + plain(text) + "%";
    }

    static String beginning(String text) {
        return plain(text) + "%";
    }

    private static String plain(String text) {
        return text.replaceAll("[!%_]", "!$0");
    }
}
