package se.ringvakt.wash;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import se.ringvakt.call.Campaign;
import se.ringvakt.call.CountryCode;
import se.ringvakt.call.Dialled;
import se.ringvakt.call.EmergencyNumber;
import se.ringvakt.call.InvalidNumber;
import se.ringvakt.call.KnownOfNumber;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.RegisterAnswer;
import se.ringvakt.register.RegisterSnapshot;
import se.ringvakt.register.RegisterVersion;
import se.ringvakt.rule.Policies;
import se.ringvakt.rule.Screening;

/// Judges numbers as the gate would, from registers and lists. Thread-safe as its sources are.
///
/// Of nearly every number nothing is known but what the registers say, and those that the registers
/// say the same of are all judged alike: such findings are made once, by the rules, and looked up.
public final class NumberScreen implements Screen {
    private static final int FOREIGN = 1;
    private static final int NOT_COVERED = 2;
    private static final int LISTED = 4;
    private static final int KINDS = 8;

    /// The registers' dates are the same whomever one asks about.
    private static final PhoneNumber SOMEBODY = new PhoneNumber(46_701_740_605L);

    private final Sources sources;
    private final CountryCode country;
    private final Screening screening;
    private final LocalDate lastDay;

    /// What is said of a number of which nothing is known, by its kind: a sum of [#FOREIGN] and the
    /// like.
    private final @Nullable Finding[] ofUnknown = new Finding[KINDS];

    /// Where knowledge of numbers comes from.
    ///
    /// @param plan reads what is written
    /// @param registers at least one
    /// @param known what lists say
    /// @param missingZero nine digits that begin as a mobile number are one that lost its 0
    public record Sources(
            Function<CharSequence, Dialled> plan,
            List<RegisterSnapshot> registers,
            Function<PhoneNumber, KnownOfNumber> known,
            boolean missingZero) {
        public Sources {
            registers = List.copyOf(registers);
            if (registers.isEmpty()) {
                throw new WashRefused("register: none in force (expected: at least one)");
            }
        }
    }

    /// Judges as of this instant, for this campaign or a stand-in of [Screening#anyCampaignOf].
    ///
    /// @throws WashRefused when a register is too old: nothing could be called
    public NumberScreen(Sources sources, Policies policies, Instant now, Campaign caller) {
        this.sources = sources;
        this.country = policies.country();
        this.screening = new Screening(policies, now, caller, answers(SOMEBODY));
        this.lastDay = screening.lastDay().orElseThrow(() -> stale(sources.registers()));
    }

    /// The last day on which a washed list may be used.
    public LocalDate lastDay() {
        return lastDay;
    }

    /// The versions of the registers used.
    public List<RegisterVersion> versions() {
        return sources.registers().stream().map(RegisterSnapshot::version).toList();
    }

    @Override
    public Finding of(CharSequence spelled) {
        return switch (sources.plan().apply(spelled)) {
            case PhoneNumber number -> of(number);
            // Nobody sells to 112; the cell is wrong, and somebody should look at it.
            case EmergencyNumber _ -> Finding.UNREADABLE;
            case InvalidNumber _ -> ofNoNumber(spelled);
        };
    }

    private Finding of(PhoneNumber number) {
        KnownOfNumber known = sources.known().apply(number);
        return known.equals(KnownOfNumber.NOTHING)
                ? ofUnknown(number)
                : judge(number, known, answers(number));
    }

    private Finding ofUnknown(PhoneNumber number) {
        int kind = kind(number);
        Finding made = ofUnknown[kind];
        if (made == null) {
            // Should two threads come here at once, both make the same.
            made = judge(number, KnownOfNumber.NOTHING, answers(number));
            ofUnknown[kind] = made;
        }
        return made;
    }

    private int kind(PhoneNumber number) {
        int kind = number.isIn(country) ? 0 : FOREIGN;
        List<RegisterSnapshot> registers = sources.registers();
        for (int i = 0; i < registers.size(); i++) {
            RegisterAnswer answer = registers.get(i).answer(number);
            kind |= (answer.covered() ? 0 : NOT_COVERED) | (answer.listed() ? LISTED : 0);
        }
        return kind;
    }

    private Finding ofNoNumber(CharSequence spelled) {
        if (isBlank(spelled)) {
            return Finding.EMPTY;
        }
        return sources.missingZero()
                        && Trouble.isMobileWithoutZero(spelled)
                        && sources.plan().apply("0" + spelled.toString().strip())
                                instanceof PhoneNumber number
                ? of(number)
                : Finding.UNREADABLE;
    }

    private Finding judge(PhoneNumber number, KnownOfNumber known, List<RegisterAnswer> answers) {
        Screening.Opinion opinion = screening.of(number, known, answers);
        return opinion.objection()
                .map(Finding::stop)
                .orElseGet(() -> Finding.free(opinion.until()));
    }

    private List<RegisterAnswer> answers(PhoneNumber number) {
        return sources.registers().stream().map(register -> register.answer(number)).toList();
    }

    private static boolean isBlank(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isWhitespace(c) && !Character.isSpaceChar(c)) {
                return false;
            }
        }
        return true;
    }

    private static WashRefused stale(List<RegisterSnapshot> registers) {
        RegisterVersion oldest =
                registers.stream()
                        .map(RegisterSnapshot::version)
                        .min((a, b) -> a.updated().compareTo(b.updated()))
                        .orElseThrow();
        return new WashRefused(
                "register: "
                        + oldest.register()
                        + " of "
                        + oldest.updated()
                        + " is too old to be used today (expected: import a newer version)");
    }
}
