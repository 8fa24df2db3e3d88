package se.ringvakt.cli;

import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.register.ListKind;
import se.ringvakt.register.ListSearch;
import se.ringvakt.site.Site;
import se.ringvakt.view.ListQuestion;

/// What is looked for on a list or in its history, and how much of it is shown.
final class Sought {
    private final Common common;

    @Parameters(
            paramLabel = "NUMBER",
            arity = "0..1",
            description =
                    "Only what concerns this number; with a star, '078*', whatever begins so.")
    private Optional<String> number = Optional.empty();

    @Option(names = "--principal", paramLabel = "ID", description = "Only this principal's.")
    private Optional<String> principal = Optional.empty();

    @Option(names = "--list", description = "Only this block list: centre, deceased or principal.")
    private Optional<String> list = Optional.empty();

    @Option(
            names = "--by",
            paramLabel = "NAME",
            description = "Only what somebody recorded whose name holds this.")
    private Optional<String> by = Optional.empty();

    @Option(
            names = "--since",
            paramLabel = "WHEN",
            description = "Only what was recorded then or later: a date (its 00:00) or a time.")
    private Optional<String> since = Optional.empty();

    @Option(
            names = "--until",
            paramLabel = "WHEN",
            description = "Only what was recorded before then: a date (its 00:00) or a time.")
    private Optional<String> until = Optional.empty();

    @Option(names = "--offset", paramLabel = "COUNT", description = "Pass over so many first.")
    private long offset;

    @Option(
            names = "--limit",
            paramLabel = "COUNT",
            description = "Show at most so many (default: all).")
    private Optional<Long> limit = Optional.empty();

    Sought(Common common) {
        this.common = common;
    }

    /// @param kind empty: every list
    ListSearch read(Optional<ListKind> kind, Site site) {
        if (offset < 0 || limit.orElse(1L) < 1) {
            throw common.misuse(
                    "--offset, --limit: "
                            + offset
                            + ", "
                            + limit.orElse(1L)
                            + " (expected: 0 or more, 1 or more)");
        }
        return new ListQuestion(number, principal, list, by, since, until).search(kind, site);
    }

    /// The part to be shown.
    <T> Stream<T> page(Stream<T> all) {
        return limit.isPresent() ? all.skip(offset).limit(limit.get()) : all.skip(offset);
    }

    /// How numbers are shown: in full the one that was typed.
    static Function<PhoneNumber, String> spelling(ListSearch search, Masking masking) {
        return ListQuestion.spelling(search, masking::shown);
    }
}
