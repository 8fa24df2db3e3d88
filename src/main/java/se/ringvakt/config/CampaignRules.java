package se.ringvakt.config;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import se.ringvakt.call.CallerId;
import se.ringvakt.call.CallerType;
import se.ringvakt.call.Campaign;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.Mode;
import se.ringvakt.call.NumberPlan;
import se.ringvakt.call.OfferId;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.Principal;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.call.Purpose;
import se.ringvakt.call.Script;

/// What principals and campaigns must be like, wherever they are told of: in a campaign file, or to
/// the web. For one file or one request.
public final class CampaignRules {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final int TEXT_MOST = 200;

    /// A sound's path under the switch's own, without its ending.
    private static final Pattern SOUND =
            Pattern.compile("(?=.{1,100}$)[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*");

    private static final Pattern ROUTE = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final NumberPlan plan;
    private final Map<PrincipalId, Principal> principals;
    private final Refusal refusal;
    private final Set<String> principalIds = new HashSet<>();
    private final Set<String> campaignIds = new HashSet<>();

    /// Words the refusal of a value.
    @FunctionalInterface
    public interface Refusal {
        /// The refusal, to be thrown.
        ///
        /// @param pointer where it stands, such as `/campaigns/0/last-day`
        /// @param message `key: value (expected: ...)`
        RuntimeException of(String pointer, String message);
    }

    /// A principal as it is told of.
    public record ToldPrincipal(String id, String name, Optional<CallerType> callerType) {}

    /// A campaign as it is told of.
    public record ToldCampaign(
            String id,
            String principal,
            Purpose purpose,
            Optional<String> offer,
            Optional<String> goods,
            LocalDate firstDay,
            LocalDate lastDay,
            List<ToldCallerId> callerIds,
            boolean aboutBusiness,
            boolean foreignNumbers,
            Optional<String> addressSource,
            Optional<String> callPurpose,
            Optional<Mode> mode) {
        public ToldCampaign {
            callerIds = List.copyOf(callerIds);
        }
    }

    /// A caller id as it is told of.
    ///
    /// @param callBack whether it is answered when rung back, which nobody can guess (§3.1)
    public record ToldCallerId(
            String number, boolean callBack, Optional<String> play, Optional<String> route) {}

    /// @param plan reads caller ids
    /// @param known principals that a campaign may name
    public CampaignRules(NumberPlan plan, Map<PrincipalId, Principal> known, Refusal refusal) {
        this.plan = plan;
        this.principals = new HashMap<>(known);
        this.refusal = refusal;
    }

    /// A principal. Campaigns that are told of after it may name it.
    ///
    /// @param at where it stands, for the refusal
    public Principal principal(ToldPrincipal written, String at) {
        checkId(written.id(), at + "/id", principalIds);
        checkText("name", written.name(), at + "/name");
        Principal principal =
                new Principal(
                        new PrincipalId(written.id()),
                        written.name(),
                        written.callerType().orElse(CallerType.ORDINARY));
        principals.put(principal.id(), principal);
        return principal;
    }

    /// A campaign of a principal that is known.
    ///
    /// @param at where it stands, for the refusal
    public Campaign campaign(ToldCampaign written, String at) {
        checkId(written.id(), at + "/id", campaignIds);
        written.offer().ifPresent(offer -> checkText("offer", offer, at + "/offer"));
        written.goods().ifPresent(goods -> checkText("goods", goods, at + "/goods"));
        if (written.lastDay().isBefore(written.firstDay())) {
            throw refusal.of(
                    at + "/last-day",
                    "last-day: "
                            + written.lastDay()
                            + " (expected: not before first-day "
                            + written.firstDay()
                            + ")");
        }
        return new Campaign(
                new CampaignId(written.id()),
                known(written.principal(), at + "/principal"),
                written.purpose(),
                written.offer().map(OfferId::new),
                written.goods(),
                written.firstDay(),
                written.lastDay(),
                callerIds(written.callerIds(), at + "/caller-ids"),
                written.aboutBusiness(),
                written.foreignNumbers(),
                script(written, at),
                written.mode());
    }

    private Script script(ToldCampaign written, String at) {
        written.addressSource()
                .ifPresent(text -> checkText("address-source", text, at + "/address-source"));
        written.callPurpose()
                .ifPresent(text -> checkText("call-purpose", text, at + "/call-purpose"));
        return new Script(written.addressSource(), written.callPurpose());
    }

    private Principal known(String id, String at) {
        Principal principal = principals.get(new PrincipalId(id));
        if (principal == null) {
            Collection<PrincipalId> all = principals.keySet();
            String expected =
                    YamlComplaint.nearest(id, all)
                            .map(near -> "did you mean: " + near)
                            .orElseGet(() -> "expected: " + oneOf(all));
            throw refusal.of(at, "principal: " + id + " (" + expected + ")");
        }
        return principal;
    }

    private static String oneOf(Collection<PrincipalId> all) {
        return all.isEmpty()
                ? "one declared under principals"
                : all.stream()
                        .map(PrincipalId::value)
                        .sorted()
                        .collect(Collectors.joining(", ", "one of ", ""));
    }

    private List<CallerId> callerIds(List<ToldCallerId> written, String at) {
        if (written.isEmpty()) {
            throw refusal.of(
                    at, "caller-ids: none (expected: at least one, or no call is allowed)");
        }
        List<CallerId> callerIds = new ArrayList<>();
        Set<PhoneNumber> numbers = new HashSet<>();
        for (int i = 0; i < written.size(); i++) {
            String text = written.get(i).number();
            String place = at + "/" + i + "/number";
            if (!(plan.read(text) instanceof PhoneNumber number)) {
                throw refusal.of(
                        place,
                        "number: "
                                + text
                                + " (expected: a number with its leading 0 or +, such as"
                                + " 070-174 06 99)");
            }
            if (!numbers.add(number)) {
                throw refusal.of(place, "number: " + text + " (expected: each once)");
            }
            callerIds.add(callerId(number, written.get(i), at + "/" + i + "/call-back"));
        }
        return callerIds;
    }

    /// Both names end up in the switch's dialplan, where other characters could mean something.
    private CallerId callerId(PhoneNumber number, ToldCallerId written, String at) {
        checkName("play", written.play(), SOUND, "a sound such as custom/el-fast", at);
        checkName("route", written.route(), ROUTE, "letters a-z, digits, _ -, at most 64", at);
        return new CallerId(number, written.callBack(), written.play(), written.route());
    }

    private void checkName(
            String key, Optional<String> name, Pattern pattern, String expected, String at) {
        if (name.isPresent() && !pattern.matcher(name.get()).matches()) {
            throw refusal.of(
                    at + "/" + key, key + ": '" + name.get() + "' (expected: " + expected + ")");
        }
    }

    /// Ids travel in requests, where other characters would need escapes.
    private void checkId(String id, String at, Set<String> ids) {
        if (!ID.matcher(id).matches()) {
            throw refusal.of(
                    at, "id: '" + id + "' (expected: letters a-z, digits, . _ -, at most 64)");
        }
        if (!ids.add(id)) {
            throw refusal.of(at, "id: " + id + " (expected: each once)");
        }
    }

    private void checkText(String key, String text, String at) {
        if (text.isBlank()
                || text.length() > TEXT_MOST
                || text.chars().anyMatch(Character::isISOControl)) {
            throw refusal.of(at, key + ": '" + text.strip() + "' (expected: 1 to 200 characters)");
        }
    }
}
