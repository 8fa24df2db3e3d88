package se.ringvakt.lint;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import se.ringvakt.lint.Dialplan.Extension;

/// What can be dialled to reach an extension: its name, or its pattern.
///
/// @param positions the characters allowed at each position
/// @param openEnd whether more may follow: `.` or `!`
record Dialling(List<BitSet> positions, boolean pattern, boolean openEnd) {
    /// Extensions that nobody dials: Asterisk goes there by itself.
    private static final Set<String> SPECIAL =
            Set.of("s", "i", "t", "T", "h", "e", "a", "o", "fax", "failed", "talk");

    private static final int CHARACTERS = 256;

    /// The longest that is still a number within the house.
    private static final int SHORT_MAX = 5;

    static Dialling of(Extension extension) {
        return of(extension.name());
    }

    static Dialling of(String extensionName) {
        int slash = extensionName.indexOf('/');
        String name = slash < 0 ? extensionName : extensionName.substring(0, slash);
        boolean pattern = name.startsWith("_");
        List<BitSet> positions = new ArrayList<>();
        boolean openEnd = false;
        int i = pattern ? 1 : 0;
        while (i < name.length() && !openEnd) {
            char c = name.charAt(i);
            int close = c == '[' ? name.indexOf(']', i) : -1;
            if (pattern && (c == '.' || c == '!')) {
                if (c == '.') {
                    positions.add(range(1, CHARACTERS - 1));
                }
                openEnd = true;
            } else if (pattern && close > 0) {
                positions.add(listed(name.substring(i + 1, close)));
                i = close;
            } else if (c != '-' && c != ' ') {
                positions.add(pattern ? single(c) : range(c, c));
            }
            i++;
        }
        return new Dialling(positions, pattern, openEnd);
    }

    private static BitSet single(char c) {
        return switch (Character.toUpperCase(c)) {
            case 'X' -> range('0', '9');
            case 'Z' -> range('1', '9');
            case 'N' -> range('2', '9');
            default -> range(c, c);
        };
    }

    private static BitSet listed(String text) {
        BitSet all = new BitSet();
        for (int i = 0; i < text.length(); i++) {
            char from = text.charAt(i);
            boolean range = i + 2 < text.length() && text.charAt(i + 1) == '-';
            all.or(range(from, range ? text.charAt(i + 2) : from));
            i += range ? 2 : 0;
        }
        return all;
    }

    private static BitSet range(int from, int to) {
        BitSet characters = new BitSet();
        if (from <= to) {
            characters.set(from, to + 1);
        }
        return characters;
    }

    static boolean special(String extension) {
        return SPECIAL.contains(extension);
    }

    boolean matches(String dialled) {
        int length = dialled.length();
        if (length < positions.size() || (length > positions.size() && !openEnd)) {
            return false;
        }
        for (int i = 0; i < positions.size(); i++) {
            if (!positions.get(i).get(dialled.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /// Whether something that begins with this can be meant.
    boolean canBegin(String words) {
        for (int i = 0; i < Math.min(words.length(), positions.size()); i++) {
            if (!positions.get(i).get(words.charAt(i))) {
                return false;
            }
        }
        return openEnd || words.length() <= positions.size();
    }

    /// Whether some string is meant by both.
    boolean overlaps(Dialling other) {
        int least = Math.max(positions.size(), other.positions.size());
        if ((positions.size() < least && !openEnd)
                || (other.positions.size() < least && !other.openEnd)) {
            return false;
        }
        for (int i = 0; i < Math.min(positions.size(), other.positions.size()); i++) {
            if (!positions.get(i).intersects(other.positions.get(i))) {
                return false;
            }
        }
        return true;
    }

    /// Whether every string meant by this is meant by the other.
    boolean within(Dialling other) {
        boolean fits =
                other.openEnd
                        ? positions.size() >= other.positions.size()
                        : !openEnd && positions.size() == other.positions.size();
        for (int i = 0; fits && i < other.positions.size(); i++) {
            BitSet outside = (BitSet) positions.get(i).clone();
            outside.andNot(other.positions.get(i));
            fits = outside.isEmpty();
        }
        return fits;
    }

    /// Whether Asterisk prefers this one where both match: the narrower at the first difference.
    boolean before(Dialling other) {
        for (int i = 0; i < Math.min(positions.size(), other.positions.size()); i++) {
            int mine = positions.get(i).cardinality();
            int others = other.positions.get(i).cardinality();
            if (mine != others) {
                return mine < others;
            }
        }
        return positions.size() > other.positions.size() || (!openEnd && other.openEnd);
    }

    /// Whether what was dialled can hold more than digits and the keys of a telephone.
    boolean wild() {
        BitSet keys = range('0', '9');
        keys.or(listed("*#+"));
        return openEnd
                || positions.stream()
                        .anyMatch(allowed -> {
                            BitSet others = (BitSet) allowed.clone();
                            others.andNot(keys);
                            return !others.isEmpty();
                        });
    }

    /// Whether only extensions within the house are meant, at most five digits.
    boolean withinTheHouse() {
        return !openEnd && positions.size() <= SHORT_MAX;
    }
}
