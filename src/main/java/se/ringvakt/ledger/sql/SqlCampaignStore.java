package se.ringvakt.ledger.sql;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;
import org.jspecify.annotations.Nullable;
import se.ringvakt.call.CallerId;
import se.ringvakt.call.CallerType;
import se.ringvakt.call.Campaign;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.Mode;
import se.ringvakt.call.OfferId;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.Principal;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.call.Purpose;
import se.ringvakt.call.Script;
import se.ringvakt.ledger.CampaignStore;

/// Campaigns in the ledger's file. Any process may use it beside the gate's.
public final class SqlCampaignStore implements CampaignStore {
    private static final String REVISION = "campaigns";

    /// After everything.
    private static final Instant ALWAYS = Instant.ofEpochMilli(Long.MAX_VALUE);

    private final Database database;
    private final InstantSource clock;

    public SqlCampaignStore(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Campaigns read() {
        return database.read(SqlCampaignStore::read);
    }

    @Override
    public Then at(Instant at) {
        return database.read(handle ->
                new Then(
                        read(handle, CampaignTimes.revisionAt(handle, at), at),
                        CampaignTimes.recorded(handle)));
    }

    @Override
    public void apply(List<Principal> principals, List<Campaign> campaigns) {
        database.write(handle -> {
            write(handle, principals, campaigns);
            return true;
        });
    }

    @Override
    public boolean apply(List<Principal> principals, List<Campaign> campaigns, long seen) {
        return database.write(handle -> {
            boolean same = Revisions.last(handle, REVISION) == seen;
            if (same) {
                write(handle, principals, campaigns);
            }
            return same;
        });
    }

    private void write(Handle handle, List<Principal> principals, List<Campaign> campaigns) {
        Campaigns before = read(handle);
        List<Principal> newPrincipals =
                principals.stream()
                        .filter(it -> !it.equals(before.principals().get(it.id())))
                        .toList();
        List<Campaign> newCampaigns =
                campaigns.stream()
                        .filter(it -> !it.equals(before.campaigns().get(it.id())))
                        .toList();
        if (newPrincipals.isEmpty() && newCampaigns.isEmpty()) {
            return;
        }
        long revision = Revisions.next(handle, REVISION);
        long since = clock.millis();
        newPrincipals.forEach(principal -> add(handle, revision, since, principal));
        newCampaigns.forEach(campaign -> add(handle, revision, since, campaign));
    }

    @Override
    public List<Stop> stops() {
        return database.read(handle -> stops(handle, ALWAYS));
    }

    /// A stop that was set again, with another reason, was lifted in the same instant.
    private static List<Stop> stops(Handle handle, Instant at) {
        return handle.createQuery(
                        """
                        SELECT campaign, reason, set_by, set_at FROM stop
                         WHERE set_at <= :at
                           AND (lifted_at IS NULL OR lifted_at > :at)
                         ORDER BY id
                        """)
                .bind("at", at.toEpochMilli())
                .map((row, context) ->
                        new Stop(
                                Optional.ofNullable(row.getString("campaign")).map(CampaignId::new),
                                row.getString("reason"),
                                row.getString("set_by"),
                                Instant.ofEpochMilli(row.getLong("set_at"))))
                .list();
    }

    @Override
    public void stop(Optional<CampaignId> campaign, String reason, String who) {
        database.write(handle -> {
            lift(handle, campaign, who);
            Revisions.next(handle, REVISION);
            return handle.createUpdate(
                            """
                            INSERT INTO stop (campaign, reason, set_by, set_at)
                            VALUES (:campaign, :reason, :who, :at)
                            """)
                    .bind("campaign", text(campaign))
                    .bind("reason", reason)
                    .bind("who", who)
                    .bind("at", clock.millis())
                    .execute();
        });
    }

    @Override
    public boolean resume(Optional<CampaignId> campaign, String who) {
        return database.write(handle -> {
            boolean stood = lift(handle, campaign, who) > 0;
            if (stood) {
                Revisions.next(handle, REVISION);
            }
            return stood;
        });
    }

    @Override
    public long revision() {
        return database.read(handle -> Revisions.last(handle, REVISION));
    }

    private int lift(Handle handle, Optional<CampaignId> campaign, String who) {
        return handle.createUpdate(
                        """
                        UPDATE stop
                           SET lifted_by = :who, lifted_at = :at
                         WHERE lifted_at IS NULL
                           AND COALESCE(campaign, '') = :campaign
                        """)
                .bind("who", who)
                .bind("at", clock.millis())
                .bind("campaign", campaign.map(CampaignId::value).orElse(""))
                .execute();
    }

    private static Campaigns read(Handle handle) {
        return read(handle, Long.MAX_VALUE, ALWAYS);
    }

    /// @param revision that had been reached; what came after is left out
    /// @param at when the stops were in force
    private static Campaigns read(Handle handle, long revision, Instant at) {
        Map<PrincipalId, Principal> principals =
                handle.createQuery(
                                """
                                SELECT p.id, p.name, p.caller_type FROM principal p
                                 WHERE p.revision = (SELECT max(revision) FROM principal
                                                      WHERE id = p.id AND revision <= :revision)
                                """)
                        .bind("revision", revision)
                        .map((row, context) ->
                                new Principal(
                                        new PrincipalId(row.getString(1)),
                                        row.getString(2),
                                        CallerType.valueOf(row.getString(3))))
                        .collect(Collectors.toMap(Principal::id, Function.identity()));
        Map<String, List<CallerId>> callerIds = callerIds(handle, revision);
        Map<CampaignId, Campaign> campaigns =
                handle.createQuery(
                                """
                                SELECT c.* FROM campaign c
                                 WHERE c.revision = (SELECT max(revision) FROM campaign
                                                      WHERE id = c.id AND revision <= :revision)
                                """)
                        .bind("revision", revision)
                        .reduceRows(
                                new HashMap<>(),
                                (all, row) -> {
                                    Campaign campaign = campaign(row, principals, callerIds);
                                    all.put(campaign.id(), campaign);
                                    return all;
                                });
        Map<Optional<CampaignId>, String> reasons = new HashMap<>();
        stops(handle, at).forEach(stop -> reasons.put(stop.campaign(), stop.reason()));
        return new Campaigns(principals, campaigns, reasons, shown(handle, revision));
    }

    private static Map<String, List<CallerId>> callerIds(Handle handle, long revision) {
        return handle.createQuery(
                        """
                        SELECT i.campaign, i.number, i.call_back, i.play, i.route
                          FROM campaign_caller_id i
                         WHERE i.revision = (SELECT max(revision) FROM campaign
                                              WHERE id = i.campaign AND revision <= :revision)
                         ORDER BY i.campaign, i.position
                        """)
                .bind("revision", revision)
                .reduceRows(
                        new HashMap<>(),
                        (all, row) -> {
                            all.computeIfAbsent(text(row, "campaign"), it -> new ArrayList<>())
                                    .add(callerId(row));
                            return all;
                        });
    }

    private static CallerId callerId(RowView row) {
        return new CallerId(
                new PhoneNumber(row.getColumn("number", Long.class)),
                row.getColumn("call_back", Boolean.class),
                optional(row, "play"),
                optional(row, "route"));
    }

    /// Definitions are never changed, so those that once had a caller id still tell of it.
    private static List<Shown> shown(Handle handle, long revision) {
        return handle.createQuery(
                        """
                        SELECT i.campaign, i.number, i.call_back, i.play, i.route, i.revision,
                               c.last_day
                          FROM campaign_caller_id i
                          JOIN campaign c ON c.id = i.campaign AND c.revision = i.revision
                         WHERE i.revision = (SELECT max(revision)
                                               FROM campaign_caller_id
                                              WHERE campaign = i.campaign AND number = i.number
                                                AND revision <= :revision)
                        """)
                .bind("revision", revision)
                .reduceRows(
                        new ArrayList<>(),
                        (all, row) -> {
                            all.add(
                                    new Shown(
                                            new CampaignId(text(row, "campaign")),
                                            callerId(row),
                                            LocalDate.parse(text(row, "last_day")),
                                            row.getColumn("revision", Long.class)));
                            return all;
                        });
    }

    private static Campaign campaign(
            RowView row,
            Map<PrincipalId, Principal> principals,
            Map<String, List<CallerId>> callerIds) {
        String id = text(row, "id");
        PrincipalId principal = new PrincipalId(text(row, "principal"));
        return new Campaign(
                new CampaignId(id),
                principals.getOrDefault(principal, new Principal(principal, principal.value())),
                Purpose.valueOf(text(row, "purpose")),
                optional(row, "offer").map(OfferId::new),
                optional(row, "goods"),
                LocalDate.parse(text(row, "first_day")),
                LocalDate.parse(text(row, "last_day")),
                callerIds.getOrDefault(id, List.of()),
                row.getColumn("about_business", Boolean.class),
                row.getColumn("foreign_numbers", Boolean.class),
                new Script(optional(row, "address_source"), optional(row, "call_purpose")),
                optional(row, "mode").map(Mode::valueOf));
    }

    private static void add(Handle handle, long revision, long since, Principal principal) {
        handle.createUpdate(
                        """
                        INSERT INTO principal (id, revision, name, caller_type, since)
                        VALUES (:id, :revision, :name, :caller_type, :since)
                        """)
                .bind("id", principal.id().value())
                .bind("revision", revision)
                .bind("name", principal.name())
                .bind("caller_type", principal.type().name())
                .bind("since", since)
                .execute();
    }

    private static void add(Handle handle, long revision, long since, Campaign campaign) {
        handle.createUpdate(
                        """
                        INSERT INTO campaign (id, revision, principal, purpose, offer, goods,
                                              first_day, last_day, about_business, foreign_numbers,
                                              address_source, call_purpose, mode, since)
                        VALUES (:id, :revision, :principal, :purpose, :offer, :goods,
                                :first_day, :last_day, :about_business, :foreign_numbers,
                                :address_source, :call_purpose, :mode, :since)
                        """)
                .bind("id", campaign.id().value())
                .bind("revision", revision)
                .bind("principal", campaign.principal().id().value())
                .bind("purpose", campaign.purpose().name())
                .bind("offer", text(campaign.offer()))
                .bind("goods", text(campaign.goods()))
                .bind("first_day", campaign.firstDay().toString())
                .bind("last_day", campaign.lastDay().toString())
                .bind("about_business", campaign.aboutBusiness())
                .bind("foreign_numbers", campaign.foreignNumbers())
                .bind("address_source", text(campaign.script().addressSource()))
                .bind("call_purpose", text(campaign.script().callPurpose()))
                .bind("mode", campaign.mode().map(Mode::name).orElse(null))
                .bind("since", since)
                .execute();
        for (int position = 0; position < campaign.callerIds().size(); position++) {
            CallerId callerId = campaign.callerIds().get(position);
            handle.createUpdate(
                            """
                            INSERT INTO campaign_caller_id
                                   (campaign, revision, position, number, call_back, play, route)
                            VALUES (:campaign, :revision, :position, :number, :call_back, :play,
                                    :route)
                            """)
                    .bind("campaign", campaign.id().value())
                    .bind("revision", revision)
                    .bind("position", position)
                    .bind("number", callerId.number().e164())
                    .bind("call_back", callerId.callBack())
                    .bind("play", text(callerId.play()))
                    .bind("route", text(callerId.route()))
                    .execute();
        }
    }

    private static String text(RowView row, String column) {
        return row.getColumn(column, String.class);
    }

    private static Optional<String> optional(RowView row, String column) {
        return Optional.ofNullable(row.getColumn(column, String.class));
    }

    private static @Nullable String text(Optional<?> value) {
        return value.isPresent() ? value.get().toString() : null;
    }
}
