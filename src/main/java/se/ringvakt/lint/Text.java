package se.ringvakt.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What a variable or an argument holds, as far as a dialplan tells: fixed words, and gaps of which
/// only the origins are known.
record Text(List<Piece> pieces) {
    static final Text EMPTY = new Text(List.of());

    /// Stands for a gap in [#flat].
    static final char GAP = '\uFFFC';

    /// More than this is no longer told apart.
    private static final int LENGTH_MAX = 2_000;

    Text {
        pieces = List.copyOf(pieces);
    }

    /// A part of a text.
    sealed interface Piece {}

    /// Words that are known.
    record Fixed(String words) implements Piece {}

    /// Words that are not known.
    ///
    /// @param roots where they come from
    /// @param choice when they are one of two known words, by a test
    record Gap(Set<Root> roots, Optional<Choice> choice) implements Piece {
        Gap {
            roots = Set.copyOf(roots);
        }
    }

    /// One of two words.
    record Choice(Condition test, String yes, String no) {}

    /// Where a text comes from: a variable.
    ///
    /// @param raw whether it can hold any character a caller dials
    record Root(String name, boolean raw) implements Comparable<Root> {
        @Override
        public int compareTo(Root other) {
            int byName = name.compareTo(other.name);
            return byName != 0 ? byName : Boolean.compare(raw, other.raw);
        }
    }

    static Text of(String words) {
        return words.isEmpty() ? EMPTY : new Text(List.of(new Fixed(words)));
    }

    static Text unknown(Set<Root> roots) {
        return new Text(List.of(new Gap(roots, Optional.empty())));
    }

    static Text unknown(String root) {
        return unknown(Set.of(new Root(root, false)));
    }

    static Text choice(Condition test, String yes, String no, Set<Root> roots) {
        return new Text(List.of(new Gap(roots, Optional.of(new Choice(test, yes, no)))));
    }

    /// The whole, when all of it is known.
    Optional<String> known() {
        return pieces.stream().allMatch(Fixed.class::isInstance)
                ? Optional.of(flat())
                : Optional.empty();
    }

    boolean is(String words) {
        return known().filter(words::equals).isPresent();
    }

    /// The one gap that this consists of.
    Optional<Gap> gap() {
        return pieces.size() == 1 && pieces.getFirst() instanceof Gap gap
                ? Optional.of(gap)
                : Optional.empty();
    }

    /// Whether this is the value of that variable and nothing else.
    boolean isVariable(String name) {
        return gap().filter(gap -> gap.roots.equals(Set.of(new Root(name, false)))).isPresent();
    }

    Set<Root> roots() {
        Set<Root> all = new TreeSet<>();
        for (Piece piece : pieces) {
            if (piece instanceof Gap gap) {
                all.addAll(gap.roots);
            }
        }
        return all;
    }

    boolean comesFrom(String root) {
        return roots().stream().anyMatch(known -> known.name.equals(root));
    }

    boolean raw() {
        return roots().stream().anyMatch(Root::raw);
    }

    /// The same origins, with nothing in it that could do harm.
    Text cleaned() {
        return raw() ? unknown(cleanRoots()) : unknown(roots());
    }

    Set<Root> cleanRoots() {
        Set<Root> clean = new TreeSet<>();
        roots().forEach(root -> clean.add(new Root(root.name, false)));
        return clean;
    }

    /// Whether this may be these words: they begin and end as what is known of it does.
    boolean canBe(String words) {
        String flat = flat();
        int first = flat.indexOf(GAP);
        if (first < 0) {
            return flat.equals(words);
        }
        String last = flat.substring(flat.lastIndexOf(GAP) + 1);
        return words.length() >= first + last.length()
                && words.startsWith(flat.substring(0, first))
                && words.endsWith(last);
    }

    /// What is known before the first gap.
    String beginning() {
        String flat = flat();
        int gap = flat.indexOf(GAP);
        return gap < 0 ? flat : flat.substring(0, gap);
    }

    /// Known words, with a sign for each gap.
    String flat() {
        StringBuilder words = new StringBuilder();
        for (Piece piece : pieces) {
            switch (piece) {
                case Fixed fixed -> words.append(fixed.words);
                case Gap _ -> words.append(GAP);
            }
        }
        return words.toString();
    }

    Text plus(Text other) {
        Builder builder = new Builder();
        pieces.forEach(builder::add);
        other.pieces.forEach(builder::add);
        return builder.build();
    }

    /// The part between two positions of [#flat].
    Text part(int from, int to) {
        Builder builder = new Builder();
        int at = 0;
        for (Piece piece : pieces) {
            int length = piece instanceof Fixed fixed ? fixed.words.length() : 1;
            int begin = Math.max(from - at, 0);
            int end = Math.min(to - at, length);
            if (begin < end) {
                builder.add(
                        piece instanceof Fixed fixed
                                ? new Fixed(fixed.words.substring(begin, end))
                                : piece);
            }
            at += length;
        }
        return builder.build();
    }

    Text strip() {
        String flat = flat();
        int from = 0;
        int to = flat.length();
        while (from < to && Character.isWhitespace(flat.charAt(from))) {
            from++;
        }
        while (to > from && Character.isWhitespace(flat.charAt(to - 1))) {
            to--;
        }
        return part(from, to);
    }

    /// The parts between a separator that stands outside of quotes and parentheses.
    List<Text> split(char separator, int limit) {
        String flat = flat();
        List<Text> parts = new ArrayList<>();
        int from = 0;
        int deep = 0;
        boolean quoted = false;
        for (int i = 0; i < flat.length() && parts.size() < limit - 1; i++) {
            char c = flat.charAt(i);
            quoted ^= c == '"';
            deep += c == '(' || c == '[' ? 1 : 0;
            deep = Math.max(0, deep - (c == ')' || c == ']' ? 1 : 0));
            if (c == separator && deep == 0 && !quoted) {
                parts.add(part(from, i));
                from = i + 1;
            }
        }
        parts.add(part(from, flat.length()));
        return parts;
    }

    List<Text> arguments() {
        return split(',', Integer.MAX_VALUE);
    }

    /// Puts pieces together, joining known words.
    static final class Builder {
        private final List<Piece> pieces = new ArrayList<>();
        private int length;

        Builder add(Piece piece) {
            if (piece instanceof Fixed fixed
                    && !pieces.isEmpty()
                    && pieces.getLast() instanceof Fixed last) {
                pieces.set(pieces.size() - 1, new Fixed(last.words + fixed.words));
            } else {
                pieces.add(piece);
            }
            length += piece instanceof Fixed fixed ? fixed.words.length() : 1;
            return this;
        }

        Builder add(Text text) {
            text.pieces.forEach(this::add);
            return this;
        }

        Text build() {
            Text whole = new Text(pieces);
            return length > LENGTH_MAX ? unknown(whole.roots()) : whole;
        }
    }
}
