package se.ringvakt.web.api;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A part of a list.
///
/// @param next where the next part begins; empty: this is the last
record ListPage<T>(List<T> items, Optional<String> next) {

    /// The first of these, where one more was read than is wanted.
    ///
    /// @param cursor names the last that is shown
    static <T> ListPage<T> of(List<T> read, int limit, Function<T, String> cursor) {
        if (read.size() <= limit) {
            return new ListPage<>(List.copyOf(read), Optional.empty());
        }
        List<T> shown = List.copyOf(read.subList(0, limit));
        return new ListPage<>(shown, Optional.of(cursor.apply(shown.getLast())));
    }

    <R> ListPage<R> map(Function<T, R> how) {
        return new ListPage<>(items.stream().map(how).toList(), next);
    }
}
