package se.ringvakt.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.nio.file.Path;
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
import se.ringvakt.call.NumberPlan;
import se.ringvakt.call.OfferId;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.Principal;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.call.Purpose;
import se.ringvakt.call.Script;

/// Principals and campaigns as a YAML file declares them.
///
/// The file says how those it names shall be; those it does not name stay as they are.
///
/// @param principals in the file's order
/// @param campaigns in the file's order
public record CampaignFile(List<Principal> principals, List<Campaign> campaigns) {

    public CampaignFile {
        principals = List.copyOf(principals);
        campaigns = List.copyOf(campaigns);
    }

    /// Reads a file.
    ///
    /// @param plan reads caller ids
    /// @param known principals that a campaign may name though the file does not declare them
    /// @throws ConfigException naming file, line and what was expected
    public static CampaignFile read(Path file, NumberPlan plan, Map<PrincipalId, Principal> known) {
        return new Reading(YamlFile.open(file, module()), plan, known).read();
    }

    /// The file as it is written.
    private record Written(List<WrittenPrincipal> principals, List<WrittenCampaign> campaigns) {}

    private record WrittenPrincipal(String id, String name, Optional<CallerType> callerType) {}

    private record WrittenCampaign(
            String id,
            String principal,
            Purpose purpose,
            Optional<String> offer,
            Optional<String> goods,
            LocalDate firstDay,
            LocalDate lastDay,
            List<WrittenCallerId> callerIds,
            Optional<Boolean> aboutBusiness,
            Optional<Boolean> foreignNumbers,
            Optional<String> addressSource,
            Optional<String> callPurpose) {}

    /// @param callBack has no default: whether the number is answered when rung back, nobody can
    ///   guess (§3.1)
    private record WrittenCallerId(Digits number, WrittenCallBack callBack) {}

    /// `true`, `false`, or how the caller is answered.
    private record WrittenCallBack(boolean answered, WrittenAnswer how) {
        private static WrittenCallBack read(JsonParser parser, DeserializationContext context)
                throws IOException {
            if (parser.hasToken(JsonToken.START_OBJECT)) {
                return new WrittenCallBack(true, context.readValue(parser, WrittenAnswer.class));
            }
            if (!parser.currentToken().isBoolean()) {
                throw new Unexpected(
                        parser, "true or false, or play and route", WrittenCallBack.class);
            }
            return new WrittenCallBack(parser.getBooleanValue(), WrittenAnswer.USUAL);
        }
    }

    private record WrittenAnswer(Optional<String> play, Optional<String> route) {
        static final WrittenAnswer USUAL = new WrittenAnswer(Optional.empty(), Optional.empty());
    }

    /// A number as it stands in the file, with quotes or without.
    private record Digits(String text) {}

    private static Module module() {
        SimpleModule module = new SimpleModule("ringvakt-campaigns");
        module.addDeserializer(
                Digits.class,
                new YamlTypes.Spelt<>(Digits.class, "a telephone number", Digits::new));
        module.addDeserializer(
                WrittenCallBack.class,
                new YamlTypes.Either<>(WrittenCallBack.class, WrittenCallBack::read));
        return module;
    }

    /// One reading of one file.
    private static final class Reading {
        private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
        private static final int TEXT_MOST = 200;

        /// A sound's path under the switch's own, without its ending.
        private static final Pattern SOUND =
                Pattern.compile("(?=.{1,100}$)[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*");

        private static final Pattern ROUTE = Pattern.compile("[A-Za-z0-9_-]{1,64}");

        private final YamlFile yaml;
        private final NumberPlan plan;
        private final Map<PrincipalId, Principal> principals;

        Reading(YamlFile yaml, NumberPlan plan, Map<PrincipalId, Principal> known) {
            this.yaml = yaml;
            this.plan = plan;
            this.principals = new HashMap<>(known);
        }

        CampaignFile read() {
            Written written = yaml.as(Written.class);
            List<Principal> declared = new ArrayList<>();
            Set<String> ids = new HashSet<>();
            for (int i = 0; i < written.principals().size(); i++) {
                declared.add(principal(written.principals().get(i), "/principals/" + i, ids));
            }
            declared.forEach(principal -> principals.put(principal.id(), principal));
            List<Campaign> campaigns = new ArrayList<>();
            ids.clear();
            for (int i = 0; i < written.campaigns().size(); i++) {
                campaigns.add(campaign(written.campaigns().get(i), "/campaigns/" + i, ids));
            }
            return new CampaignFile(declared, campaigns);
        }

        private Principal principal(WrittenPrincipal written, String at, Set<String> ids) {
            checkId(written.id(), at + "/id", ids);
            checkText("name", written.name(), at + "/name");
            return new Principal(
                    new PrincipalId(written.id()),
                    written.name(),
                    written.callerType().orElse(CallerType.ORDINARY));
        }

        private Campaign campaign(WrittenCampaign written, String at, Set<String> ids) {
            checkId(written.id(), at + "/id", ids);
            written.offer().ifPresent(offer -> checkText("offer", offer, at + "/offer"));
            written.goods().ifPresent(goods -> checkText("goods", goods, at + "/goods"));
            if (written.lastDay().isBefore(written.firstDay())) {
                throw yaml.refusal(
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
                    written.aboutBusiness().orElse(false),
                    written.foreignNumbers().orElse(false),
                    script(written, at));
        }

        private Script script(WrittenCampaign written, String at) {
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
                throw yaml.refusal(at, "principal: " + id + " (" + expected + ")");
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

        private List<CallerId> callerIds(List<WrittenCallerId> written, String at) {
            if (written.isEmpty()) {
                throw yaml.refusal(
                        at, "caller-ids: none (expected: at least one, or no call is allowed)");
            }
            List<CallerId> callerIds = new ArrayList<>();
            Set<PhoneNumber> numbers = new HashSet<>();
            for (int i = 0; i < written.size(); i++) {
                String text = written.get(i).number().text();
                String place = at + "/" + i + "/number";
                if (!(plan.read(text) instanceof PhoneNumber number)) {
                    throw yaml.refusal(
                            place,
                            "number: "
                                    + text
                                    + " (expected: a number with its leading 0 or +, such as"
                                    + " 070-174 06 99)");
                }
                if (!numbers.add(number)) {
                    throw yaml.refusal(place, "number: " + text + " (expected: each once)");
                }
                callerIds.add(
                        callerId(number, written.get(i).callBack(), at + "/" + i + "/call-back"));
            }
            return callerIds;
        }

        /// Both names end up in the switch's dialplan, where other characters could mean something.
        private CallerId callerId(PhoneNumber number, WrittenCallBack written, String at) {
            WrittenAnswer how = written.how();
            checkName("play", how.play(), SOUND, "a sound such as custom/el-fast", at);
            checkName("route", how.route(), ROUTE, "letters a-z, digits, _ -, at most 64", at);
            return new CallerId(number, written.answered(), how.play(), how.route());
        }

        private void checkName(
                String key, Optional<String> name, Pattern pattern, String expected, String at) {
            if (name.isPresent() && !pattern.matcher(name.get()).matches()) {
                throw yaml.refusal(
                        at + "/" + key,
                        key + ": '" + name.get() + "' (expected: " + expected + ")");
            }
        }

        /// Ids travel in requests, where other characters would need escapes.
        private void checkId(String id, String at, Set<String> ids) {
            if (!ID.matcher(id).matches()) {
                throw yaml.refusal(
                        at, "id: '" + id + "' (expected: letters a-z, digits, . _ -, at most 64)");
            }
            if (!ids.add(id)) {
                throw yaml.refusal(at, "id: " + id + " (expected: each once)");
            }
        }

        private void checkText(String key, String text, String at) {
            if (text.isBlank()
                    || text.length() > TEXT_MOST
                    || text.chars().anyMatch(Character::isISOControl)) {
                throw yaml.refusal(
                        at, key + ": '" + text.strip() + "' (expected: 1 to 200 characters)");
            }
        }
    }
}
