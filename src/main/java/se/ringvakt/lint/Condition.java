package se.ringvakt.lint;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import se.ringvakt.lint.Text.Choice;
import se.ringvakt.lint.Text.Root;

/// A condition of a dialplan, as far as it is understood.
sealed interface Condition {
    /// Always the same.
    record Constant(boolean truth) implements Condition {}

    /// Whether two texts are equal; other comparisons of what is not known are a [Value].
    record Equal(Text left, Text right) implements Condition {}

    /// Whether a regular expression is found in a text.
    record Matches(String regex, Text in) implements Condition {}

    /// Whether a context has an extension.
    record Exists(String context, Text extension) implements Condition {}

    /// Whether a text is neither empty nor 0.
    record Value(Text text) implements Condition {}

    record Not(Condition test) implements Condition {}

    record All(List<Condition> tests) implements Condition {}

    record Any(List<Condition> tests) implements Condition {}

    /// Something that a test can show when it holds, or when it does not.
    @FunctionalInterface
    interface Fact {
        /// Whether a test shows it.
        ///
        /// @param truth how the test came out
        boolean shownBy(Condition test, boolean truth);
    }

    /// A comparison, settled as far as both sides are known.
    static Condition compare(Text left, String operator, Text right) {
        if (operator.equals("!=")) {
            return not(compare(left, "=", right));
        }
        Optional<String> one = left.known();
        Optional<String> other = right.known();
        if (one.isPresent() && other.isPresent()) {
            return new Constant(holds(one.get(), operator, other.get()));
        }
        if (!operator.equals("=") && !operator.equals("==")) {
            return new Value(Text.unknown(left.plus(right).cleanRoots()));
        }
        if (one.filter(words -> !right.canBe(words)).isPresent()
                || other.filter(words -> !left.canBe(words)).isPresent()) {
            return new Constant(false);
        }
        Optional<Choice> choice = left.gap().flatMap(Text.Gap::choice);
        if (choice.isPresent() && other.isPresent()) {
            return chosen(choice.get(), other.get());
        }
        return right.gap().flatMap(Text.Gap::choice).isPresent()
                ? compare(right, operator, left)
                : new Equal(left, right);
    }

    private static Condition chosen(Choice choice, String word) {
        boolean yes = choice.yes().equals(word);
        boolean no = choice.no().equals(word);
        if (yes == no) {
            return new Constant(yes);
        }
        return yes ? choice.test() : not(choice.test());
    }

    private static boolean holds(String left, String operator, String right) {
        int order = left.compareTo(right);
        if (left.matches("-?\\d{1,15}") && right.matches("-?\\d{1,15}")) {
            order = Long.compare(Long.parseLong(left), Long.parseLong(right));
        }
        return switch (operator) {
            case "<" -> order < 0;
            case ">" -> order > 0;
            case "<=" -> order <= 0;
            case ">=" -> order >= 0;
            default -> order == 0;
        };
    }

    /// Whether a text counts as true.
    static Condition value(Text text) {
        Optional<String> known = text.known();
        if (known.isPresent()) {
            return new Constant(truthful(known.get().strip()));
        }
        Optional<Choice> choice = text.strip().gap().flatMap(Text.Gap::choice);
        if (choice.isEmpty()) {
            return new Value(text);
        }
        boolean yes = truthful(choice.get().yes());
        boolean no = truthful(choice.get().no());
        if (yes == no) {
            return new Constant(yes);
        }
        return yes ? choice.get().test() : not(choice.get().test());
    }

    private static boolean truthful(String word) {
        return !word.isEmpty() && !word.matches("0+");
    }

    static Condition not(Condition test) {
        return switch (test) {
            case Constant(boolean truth) -> new Constant(!truth);
            case Not(Condition inner) -> inner;
            default -> new Not(test);
        };
    }

    static Condition all(List<Condition> tests) {
        if (tests.contains(new Constant(false))) {
            return new Constant(false);
        }
        List<Condition> open = tests.stream().filter(test -> !(test instanceof Constant)).toList();
        return open.isEmpty()
                ? new Constant(true)
                : open.size() == 1 ? open.getFirst() : new All(open);
    }

    static Condition any(List<Condition> tests) {
        return not(all(tests.stream().map(Condition::not).toList()));
    }

    /// Whether it comes out so for certain, or can.
    default boolean canBe(boolean truth) {
        return !(this instanceof Constant constant) || constant.truth == truth;
    }

    /// Whether a fact is shown when this came out so.
    default boolean shows(Fact fact, boolean truth) {
        return switch (this) {
            case Not(Condition test) -> test.shows(fact, !truth);
            case All(List<Condition> tests) ->
                    truth
                            ? tests.stream().anyMatch(test -> test.shows(fact, true))
                            : tests.stream().allMatch(test -> test.shows(fact, false));
            case Any(List<Condition> tests) ->
                    truth
                            ? tests.stream().allMatch(test -> test.shows(fact, true))
                            : tests.stream().anyMatch(test -> test.shows(fact, false));
            default -> fact.shownBy(this, truth);
        };
    }

    /// Where the texts that are compared come from.
    default Set<Root> roots() {
        Set<Root> all = new TreeSet<>();
        List<Text> texts =
                switch (this) {
                    case Constant _ -> List.of();
                    case Equal(Text left, Text right) -> Arrays.asList(left, right);
                    case Matches(String _, Text in) -> List.of(in);
                    case Exists(String _, Text extension) -> List.of(extension);
                    case Value(Text text) -> List.of(text);
                    case Not(Condition test) -> {
                        all.addAll(test.roots());
                        yield List.of();
                    }
                    case All(List<Condition> tests) -> {
                        tests.forEach(test -> all.addAll(test.roots()));
                        yield List.of();
                    }
                    case Any(List<Condition> tests) -> {
                        tests.forEach(test -> all.addAll(test.roots()));
                        yield List.of();
                    }
                };
        texts.forEach(text -> all.addAll(text.roots()));
        return all;
    }
}
