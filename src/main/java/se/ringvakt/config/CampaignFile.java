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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import se.ringvakt.call.Campaign;
import se.ringvakt.call.Mode;
import se.ringvakt.call.NumberPlan;
import se.ringvakt.call.Principal;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.call.Purpose;
import se.ringvakt.config.CampaignRules.ToldCallerId;
import se.ringvakt.config.CampaignRules.ToldCampaign;
import se.ringvakt.config.CampaignRules.ToldPrincipal;

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
        return read(YamlFile.open(file, module()), plan, known);
    }

    /// The file as it is written.
    private record Written(List<ToldPrincipal> principals, List<WrittenCampaign> campaigns) {}

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
            Optional<String> callPurpose,
            Optional<Mode> mode) {

        ToldCampaign told() {
            return new ToldCampaign(
                    id,
                    principal,
                    purpose,
                    offer,
                    goods,
                    firstDay,
                    lastDay,
                    callerIds.stream().map(WrittenCallerId::told).toList(),
                    aboutBusiness.orElse(false),
                    foreignNumbers.orElse(false),
                    addressSource,
                    callPurpose,
                    mode);
        }
    }

    /// @param callBack has no default: whether the number is answered when rung back, nobody can
    ///   guess (§3.1)
    private record WrittenCallerId(Digits number, WrittenCallBack callBack) {
        ToldCallerId told() {
            return new ToldCallerId(
                    number.text(),
                    callBack.answered(),
                    callBack.how().play(),
                    callBack.how().route());
        }
    }

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

    private static CampaignFile read(
            YamlFile yaml, NumberPlan plan, Map<PrincipalId, Principal> known) {
        Written written = yaml.as(Written.class);
        CampaignRules rules = new CampaignRules(plan, known, yaml::refusal);
        List<Principal> principals = new ArrayList<>();
        for (int i = 0; i < written.principals().size(); i++) {
            principals.add(rules.principal(written.principals().get(i), "/principals/" + i));
        }
        List<Campaign> campaigns = new ArrayList<>();
        for (int i = 0; i < written.campaigns().size(); i++) {
            campaigns.add(rules.campaign(written.campaigns().get(i).told(), "/campaigns/" + i));
        }
        return new CampaignFile(principals, campaigns);
    }
}
