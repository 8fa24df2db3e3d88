package se.ringvakt.wash;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import se.ringvakt.call.CountryCode;

/// Reads what a cell says as a number of the plan. A spreadsheet drops the first 0 of what it takes
/// for an amount, so that only numbers which cannot be anything else are read from amounts: what
/// the cell's format shows with a 0 or a plus in front, and what begins with the country code and
/// is too long to be a number without it. Of a formula nothing is read: what it last showed may be
/// out of date.
final class NumberCells {
    private static final Pattern SCIENTIFIC = Pattern.compile("[+-]?[0-9.]+[eE][+-]?[0-9]+");

    /// More a spreadsheet does not keep of an amount.
    private static final int DIGITS_MOST = 15;

    /// How many digits numbers have behind their 0, in the plans that are washed with.
    private static final int NATIONAL_DIGITS_LEAST = 7;

    private static final int NATIONAL_DIGITS_MOST = 10;
    private static final int AMOUNT_CHARACTERS_MOST = 40;

    private final Screen screen;
    private final SharedStrings strings;
    private final NumberFormats formats;
    private final String country;

    NumberCells(Screen screen, SharedStrings strings, NumberFormats formats, CountryCode country) {
        this.screen = screen;
        this.strings = strings;
        this.formats = formats;
        this.country = String.valueOf(country.digits());
    }

    /// What is known of one cell.
    ///
    /// @param spelled as it stands
    /// @param trouble what is wrong with it; empty unless it is unreadable
    record Judged(Finding finding, String spelled, Optional<Trouble> trouble) {
        static Judged of(Finding finding, String spelled) {
            return finding.status() == Status.UNREADABLE
                    ? unreadable(spelled, Trouble.of(spelled))
                    : new Judged(finding, spelled, Optional.empty());
        }

        static Judged unreadable(String spelled, Trouble trouble) {
            return new Judged(Finding.UNREADABLE, spelled, Optional.of(trouble));
        }
    }

    Judged judge(SheetCell cell) {
        if (cell.formula) {
            return Judged.unreadable(cell.text, Trouble.FORMULA);
        }
        return switch (cell.kind) {
            case TEXT, SHARED -> text(textOf(cell));
            case NUMBER -> cell.text.isBlank() ? text("") : amount(cell);
            case ERROR -> Judged.unreadable(cell.text, Trouble.FORMULA);
            case TRUTH, DATE -> Judged.unreadable(cell.text, Trouble.NO_NUMBER);
        };
    }

    /// What the cell says, whatever it is.
    String textOf(SheetCell cell) {
        return cell.kind == SheetCell.Kind.SHARED && cell.there ? shared(cell.text) : cell.text;
    }

    /// Whether this is a number of the plan.
    boolean isNumber(String spelled) {
        Status status = screen.of(spelled).status();
        return status == Status.FREE || status == Status.STOP;
    }

    private String shared(String index) {
        try {
            return strings.get(Long.parseLong(index.strip())).orElseThrow(() -> broken(index));
        } catch (NumberFormatException e) {
            throw broken(index);
        }
    }

    private static BrokenCell broken(String index) {
        return new BrokenCell("a cell refers to shared text '" + index + "', which is not there");
    }

    private Judged text(String text) {
        return Judged.of(screen.of(text), text);
    }

    private Judged amount(SheetCell cell) {
        Optional<String> whole = digits(cell.text);
        if (whole.isEmpty()) {
            boolean rounded = SCIENTIFIC.matcher(cell.text.strip()).matches();
            return Judged.unreadable(cell.text, rounded ? Trouble.SCIENTIFIC : Trouble.NO_NUMBER);
        }
        String digits = whole.get();
        Optional<String> shown = formats.shown(cell.style, digits).filter(NumberCells::isWhole);
        if (shown.isPresent()) {
            return text(shown.get());
        }
        if (digits.startsWith(country) && digits.length() > NATIONAL_DIGITS_MOST) {
            return text("+" + digits);
        }
        return Trouble.isMobileWithoutZero(digits)
                ? text(digits)
                : Judged.unreadable(digits, trouble(digits));
    }

    /// What is the matter with a whole amount: as long as numbers are, it has lost its first 0.
    private static Trouble trouble(String digits) {
        Trouble trouble = Trouble.of(digits);
        boolean asLong =
                digits.length() >= NATIONAL_DIGITS_LEAST && digits.length() <= NATIONAL_DIGITS_MOST;
        return trouble == Trouble.NO_NUMBER && asLong ? Trouble.ZERO_LOST : trouble;
    }

    private static boolean isWhole(String shown) {
        String bare = shown.strip();
        return bare.startsWith("0") || bare.startsWith("+") || bare.startsWith("(0");
    }

    /// The digits of a whole amount; empty if it is none, or if it was rounded when it was written.
    private static Optional<String> digits(String amount) {
        if (amount.length() > AMOUNT_CHARACTERS_MOST) {
            return Optional.empty();
        }
        try {
            BigDecimal exact = new BigDecimal(amount.strip()).stripTrailingZeros();
            boolean whole = exact.signum() > 0 && exact.scale() <= 0;
            boolean rounded = exact.scale() < 0 && amount.toUpperCase(Locale.ROOT).contains("E");
            int length = exact.precision() - exact.scale();
            return whole && !rounded && length <= DIGITS_MOST
                    ? Optional.of(exact.toPlainString())
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /// A cell that no spreadsheet writes.
    static final class BrokenCell extends RuntimeException {
        private static final long serialVersionUID = 1;

        BrokenCell(String message) {
            super(message);
        }
    }
}
