package se.ringvakt.view;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import se.ringvakt.call.CallerId;
import se.ringvakt.call.CallerType;
import se.ringvakt.call.Campaign;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.OfferId;
import se.ringvakt.call.Principal;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.config.CampaignFile;
import se.ringvakt.ledger.CampaignStore.Campaigns;

/// What a campaign file would change, field by field.
///
/// @param applied false: a dry run
/// @param untouched campaigns on record that the file does not name; they stay
public record CampaignChanges(boolean applied, List<Change> changes, List<String> untouched) {

    /// What happens to one principal or campaign.
    public enum Effect {
        ADDED,
        CHANGED,
        UNCHANGED
    }

    /// One principal or campaign.
    ///
    /// @param what principal or campaign
    /// @param fields those that differ; all of what is added
    public record Change(Effect effect, String what, String id, List<Field> fields) {}

    /// One field that differs.
    ///
    /// @param before empty: it was not there
    /// @param after empty: it goes away
    public record Field(String name, Optional<String> before, Optional<String> after) {}

    public static CampaignChanges between(Campaigns now, CampaignFile file, boolean applied) {
        List<Change> changes = new ArrayList<>();
        for (Principal principal : file.principals()) {
            changes.add(
                    change(
                            "principal",
                            principal.id().value(),
                            Optional.ofNullable(now.principals().get(principal.id()))
                                    .map(CampaignChanges::fields),
                            fields(principal)));
        }
        for (Campaign campaign : file.campaigns()) {
            changes.add(
                    change(
                            "campaign",
                            campaign.id().value(),
                            now.find(campaign.id()).map(CampaignChanges::fields),
                            fields(campaign)));
        }
        List<CampaignId> named = file.campaigns().stream().map(Campaign::id).toList();
        List<String> untouched =
                now.campaigns().keySet().stream()
                        .filter(id -> !named.contains(id))
                        .map(CampaignId::value)
                        .sorted()
                        .toList();
        return new CampaignChanges(applied, changes, untouched);
    }

    /// Whether there is anything to write.
    public boolean any() {
        return changes.stream().anyMatch(change -> change.effect() != Effect.UNCHANGED);
    }

    public void text(PrintWriter out) {
        for (Change change : changes) {
            out.println(Words.of(change.effect()) + " " + change.what() + " " + change.id());
            Table table = new Table();
            change.fields().forEach(field -> table.row(field.name() + ":", shown(change, field)));
            table.print(out, "    ");
        }
        if (!untouched.isEmpty()) {
            out.println("not in the file, stay as they are: " + String.join(", ", untouched));
        }
        if (!any()) {
            out.println("nothing to change");
        } else if (!applied) {
            out.println("dry run; nothing was changed");
        }
    }

    private static String shown(Change change, Field field) {
        String after = field.after().orElse("none");
        return change.effect() == Effect.ADDED
                ? after
                : field.before().orElse("none") + " -> " + after;
    }

    private static Change change(
            String what,
            String id,
            Optional<Map<String, String>> before,
            Map<String, String> after) {
        Map<String, String> old = before.orElse(Map.of());
        List<Field> fields = new ArrayList<>();
        Map<String, String> all = new LinkedHashMap<>(after);
        old.forEach(all::putIfAbsent);
        for (String name : all.keySet()) {
            Optional<String> was = Optional.ofNullable(old.get(name));
            Optional<String> is = Optional.ofNullable(after.get(name));
            if (!was.equals(is)) {
                fields.add(new Field(name, was, is));
            }
        }
        Effect effect =
                before.isEmpty()
                        ? Effect.ADDED
                        : fields.isEmpty() ? Effect.UNCHANGED : Effect.CHANGED;
        return new Change(effect, what, id, fields);
    }

    /// The same of a principal.
    public static Map<String, String> fields(Principal principal) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("name", principal.name());
        if (principal.type() != CallerType.ORDINARY) {
            fields.put("caller-type", Words.of(principal.type()));
        }
        return fields;
    }

    /// The fields that are set, by their names in the file.
    public static Map<String, String> fields(Campaign campaign) {
        Map<String, String> fields = new LinkedHashMap<>();
        PrincipalId principal = campaign.principal().id();
        fields.put("principal", principal.value());
        fields.put("purpose", Words.of(campaign.purpose()));
        campaign.offer().map(OfferId::value).ifPresent(offer -> fields.put("offer", offer));
        campaign.goods().ifPresent(goods -> fields.put("goods", goods));
        fields.put("first-day", campaign.firstDay().toString());
        fields.put("last-day", campaign.lastDay().toString());
        fields.put("caller-ids", callerIds(campaign));
        fields.put("about-business", Boolean.toString(campaign.aboutBusiness()));
        fields.put("foreign-numbers", Boolean.toString(campaign.foreignNumbers()));
        campaign.script().addressSource().ifPresent(source -> fields.put("address-source", source));
        campaign.script().callPurpose().ifPresent(about -> fields.put("call-purpose", about));
        campaign.mode().map(Words::of).ifPresent(mode -> fields.put("mode", mode));
        return fields;
    }

    /// In full: they are the centre's own numbers, made to be shown.
    public static String callerIds(Campaign campaign) {
        return campaign.callerIds().stream()
                .map(CampaignChanges::callerId)
                .collect(Collectors.joining(", "));
    }

    public static String callerId(CallerId callerId) {
        return callerId.number().international()
                + (callerId.callBack() ? "" : " (no call-back)")
                + callerId.play().map(sound -> " (plays " + sound + ")").orElse("")
                + callerId.route().map(route -> " (routes to " + route + ")").orElse("");
    }
}
