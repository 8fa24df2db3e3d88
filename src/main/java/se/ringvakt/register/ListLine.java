package se.ringvakt.register;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import se.ringvakt.call.Block;
import se.ringvakt.call.Consent;
import se.ringvakt.call.CustomerRelation;
import se.ringvakt.call.Dialled;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.call.Subscription;
import se.ringvakt.register.NumberLists.Entry;
import se.ringvakt.register.NumberLists.Entry.ConsentGiven;
import se.ringvakt.register.NumberLists.Entry.Customer;
import se.ringvakt.register.NumberLists.Entry.NumberBlock;
import se.ringvakt.register.NumberLists.Entry.PrefixBlock;
import se.ringvakt.register.NumberLists.Entry.Subscribed;

/// Turns one line of a CSV file into an entry. Whatever is not exactly as expected is refused with
/// the column's name; nothing is guessed, least of all a date. For one thread.
final class ListLine {
    private static final int YEAR_FIRST = 1900;
    private static final int YEAR_LAST = 9999;
    private static final int DIGITS_SHOWN = 4;
    private static final int TEXT_MOST = 500;
    private static final int BLOCKS_KEPT = 10_000;
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\u0080-\\u009f]");

    /// `7,01741E+08`: how a spreadsheet shows a number that it took for a sum.
    private static final Pattern SCIENTIFIC = Pattern.compile("[0-9]+([.,][0-9]+)?[eE][+-]?[0-9]+");

    private static final Pattern SEPARATORS = Pattern.compile("[ \u00a0./()-]");
    private static final Pattern PREFIX =
            Pattern.compile(
                    "(?:(?:\\+|00)46|0)([1-9][0-9]{0,12})|(?:\\+|00)(?!46)([1-9][0-9]{1,14})");

    private final Function<CharSequence, Dialled> plan;
    private final Predicate<PrincipalId> principals;
    private final ZoneId zone;
    private final Instant now;
    private final Map<Block, Block> blocks = new HashMap<>();

    ListLine(
            Function<CharSequence, Dialled> plan,
            Predicate<PrincipalId> principals,
            ZoneId zone,
            Instant now) {
        this.plan = plan;
        this.principals = principals;
        this.zone = zone;
        this.now = now;
    }

    /// A field that is not as it should be.
    static final class BadField extends RuntimeException {
        private static final long serialVersionUID = 1;

        BadField(String column, String found, String expected) {
            super(column + ": '" + found + "' (expected: " + expected + ")", null, false, false);
        }
    }

    /// @param fields trimmed, by the name of their column
    /// @throws BadField when one of them cannot be taken
    Entry read(ListKind kind, Map<String, String> fields) {
        return switch (kind) {
            case BLOCKS -> block(fields);
            case CONSENTS -> consent(fields);
            case CUSTOMERS -> customer(fields);
            case SUBSCRIPTIONS ->
                    new Subscribed(
                            number(fields),
                            word(
                                    "kind",
                                    text(fields, "kind"),
                                    Map.of(
                                            "consumer", Subscription.CONSUMER,
                                            "sole-trader", Subscription.SOLE_TRADER,
                                            "company", Subscription.COMPANY)));
        };
    }

    private Entry block(Map<String, String> fields) {
        Block.List list =
                word(
                        "list",
                        text(fields, "list"),
                        Map.of(
                                "principal", Block.List.PRINCIPAL,
                                "centre", Block.List.CENTRE,
                                "deceased", Block.List.DECEASED));
        String principal = text(fields, "principal");
        if (list == Block.List.PRINCIPAL == principal.isEmpty()) {
            throw new BadField(
                    "principal", principal, "one for a principal's list, none for the others");
        }
        Block block =
                new Block(
                        list,
                        principal.isEmpty() ? Optional.empty() : Optional.of(principal(fields)),
                        instant(fields, "expires"));
        if (block.expires().isPresent() && !block.expires().get().isAfter(now)) {
            throw new BadField("expires", text(fields, "expires"), "later than now");
        }
        String prefix = text(fields, "prefix");
        if (prefix.isEmpty() == text(fields, "number").isEmpty()) {
            throw new BadField(
                    "number", masked(text(fields, "number")), "it or a prefix, not both");
        }
        return prefix.isEmpty()
                ? new NumberBlock(number(fields), same(block))
                : new PrefixBlock(prefix(prefix), block);
    }

    /// One object for the blocks that say the same: there may be millions.
    private Block same(Block block) {
        Block known = blocks.get(block);
        if (known == null && blocks.size() < BLOCKS_KEPT) {
            blocks.put(block, block);
        }
        return known == null ? block : known;
    }

    private Entry consent(Map<String, String> fields) {
        PhoneNumber number = number(fields);
        Instant given =
                instant(fields, "given").orElseThrow(() -> new BadField("given", "", "a date"));
        Optional<Instant> withdrawn = instant(fields, "withdrawn");
        if (given.isAfter(now)) {
            throw new BadField("given", text(fields, "given"), "not in the future");
        }
        if (withdrawn.isPresent()
                && (withdrawn.get().isAfter(now) || withdrawn.get().isBefore(given))) {
            throw new BadField(
                    "withdrawn",
                    text(fields, "withdrawn"),
                    "after it was given, not in the future");
        }
        String proof = text(fields, "proof");
        if (proof.isEmpty()) {
            throw new BadField("proof", "", "where the proof is kept");
        }
        checkText("proof", proof);
        return new ConsentGiven(number, new Consent(principal(fields), given, withdrawn, proof));
    }

    private Entry customer(Map<String, String> fields) {
        PhoneNumber number = number(fields);
        LocalDate since =
                date(fields, "since").orElseThrow(() -> new BadField("since", "", "a date"));
        Optional<LocalDate> ended = date(fields, "ended");
        if (since.isAfter(LocalDate.ofInstant(now, zone))) {
            throw new BadField("since", text(fields, "since"), "not in the future");
        }
        if (ended.isPresent() && ended.get().isBefore(since)) {
            throw new BadField("ended", text(fields, "ended"), "not before since");
        }
        String goods = text(fields, "goods");
        checkText("goods", goods);
        return new Customer(
                number,
                new CustomerRelation(
                        principal(fields),
                        goods.isEmpty() ? Optional.empty() : Optional.of(goods),
                        since,
                        ended));
    }

    private PhoneNumber number(Map<String, String> fields) {
        String text = text(fields, "number");
        if (plan.apply(text) instanceof PhoneNumber number) {
            return number;
        }
        if (SCIENTIFIC.matcher(text).matches()) {
            throw new BadField(
                    "number",
                    masked(text),
                    "all digits; a spreadsheet has cut this one: format the column as text and"
                            + " export again");
        }
        throw new BadField("number", masked(text), "a number with its leading 0 or +");
    }

    /// The digits of a prefix as E.164: `070-174*`, `0701 74` and `+4670174` are all 4670174. A
    /// whole country but Sweden may be blocked, and a whole area code.
    static String prefix(String text) {
        String stripped = SEPARATORS.matcher(text).replaceAll("");
        Matcher matcher =
                PREFIX.matcher(
                        stripped.endsWith("*")
                                ? stripped.substring(0, stripped.length() - 1)
                                : stripped);
        if (!matcher.matches()) {
            throw new BadField("prefix", masked(text), "such as 070-174*, 0900 or +4670174");
        }
        return matcher.group(1) != null ? "46" + matcher.group(1) : matcher.group(2);
    }

    private static void checkText(String column, String text) {
        if (text.length() > TEXT_MOST || CONTROL.matcher(text).find()) {
            String shown =
                    CONTROL.matcher(text.substring(0, Math.min(text.length(), 20))).replaceAll("?");
            throw new BadField(
                    column, shown, "at most " + TEXT_MOST + " characters, no control characters");
        }
    }

    private PrincipalId principal(Map<String, String> fields) {
        PrincipalId principal = new PrincipalId(text(fields, "principal"));
        if (!principals.test(principal)) {
            throw new BadField("principal", principal.value(), "a known principal");
        }
        return principal;
    }

    private Optional<Instant> instant(Map<String, String> fields, String column) {
        String text = text(fields, column);
        if (text.indexOf('T') < 0) {
            return date(fields, column).map(date -> date.atStartOfDay(zone).toInstant());
        }
        try {
            OffsetDateTime time = OffsetDateTime.parse(text);
            checkYear(column, text, time.getYear());
            return Optional.of(time.toInstant().truncatedTo(ChronoUnit.MILLIS));
        } catch (DateTimeException e) {
            throw badDate(column, text);
        }
    }

    /// Empty only when the field is: a date that cannot be read never becomes none.
    private static Optional<LocalDate> date(Map<String, String> fields, String column) {
        String text = text(fields, column);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            LocalDate date = LocalDate.parse(text);
            checkYear(column, text, date.getYear());
            return Optional.of(date);
        } catch (DateTimeException e) {
            throw badDate(column, text);
        }
    }

    private static void checkYear(String column, String text, int year) {
        if (year < YEAR_FIRST || year > YEAR_LAST) {
            throw badDate(column, text);
        }
    }

    private static BadField badDate(String column, String text) {
        return new BadField(column, text, "a date, 2026-11-22 or 2026-11-22T09:00:00+01:00");
    }

    private static <T> T word(String column, String text, Map<String, T> words) {
        T meant = words.get(text.toLowerCase(Locale.ROOT));
        if (meant == null) {
            List<String> expected = words.keySet().stream().sorted().toList();
            throw new BadField(column, text, String.join(", ", expected));
        }
        return meant;
    }

    private static String text(Map<String, String> fields, String column) {
        return fields.getOrDefault(column, "");
    }

    private static String masked(String text) {
        StringBuilder masked = new StringBuilder();
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            masked.append(
                    Character.isDigit(character) && digits++ >= DIGITS_SHOWN ? 'x' : character);
        }
        return masked.toString();
    }
}
