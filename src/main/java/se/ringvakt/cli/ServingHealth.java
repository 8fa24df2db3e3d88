package se.ringvakt.cli;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import se.ringvakt.gate.LiveKnowledge;
import se.ringvakt.ledger.Gates;
import se.ringvakt.metrics.Meter;
import se.ringvakt.metrics.Meters;
import se.ringvakt.register.Freshness;
import se.ringvakt.register.RegisterVersion;
import se.ringvakt.register.RegisterWatch.Look;
import se.ringvakt.rule.Rehearsal;
import se.ringvakt.site.InstalledSite;
import se.ringvakt.site.Site;
import se.ringvakt.web.Health;

/// Whether a running gate could allow a dial now: its ledger takes changes, what it knows is fresh,
/// every register has a version that may still be used, and the clock is not behind any of them.
/// And whether decisions are put on record as evidence, without which it is ready all the same: to
/// send dials away from a gate that answers them would stop them all. And whether the gates on one
/// ledger run on the same, which each of them says and none stops for; and whether it stops what it
/// denies.
final class ServingHealth implements Health {
    private final InstalledSite site;
    private final LiveKnowledge knowledge;
    private final Supplier<Optional<String>> evidence;

    /// @param evidence why no evidence is being recorded; empty: it is
    ServingHealth(
            InstalledSite site, LiveKnowledge knowledge, Supplier<Optional<String>> evidence) {
        this.site = site;
        this.knowledge = knowledge;
        this.evidence = evidence;
    }

    /// Shows each part that a dial depends on as a meter, too.
    void show(Meters meters) {
        for (String part : List.of("ledger", "knowledge", "register", "clock")) {
            meters.watch(
                    Meter.READY,
                    () ->
                            checks().stream()
                                    .filter(check -> check.name().equals(part))
                                    .allMatch(Check::ok),
                    part);
        }
    }

    @Override
    public List<Check> checks() {
        return List.of(
                Check.of("ledger", this::ledger),
                Check.of("knowledge", this::knowledge),
                Check.of("register", () -> first(this::register)),
                Check.of("clock", () -> first(this::clock)),
                Check.of("evidence", () -> evidence.get().orElse("")).notNeeded(),
                Check.of("gates", this::gates).notNeeded(),
                new Check("mode", true, mode()));
    }

    /// A rehearsal is no fault, but nobody may overlook it.
    private String mode() {
        Rehearsal.Extent rehearsal =
                site.rehearsal().extent(knowledge.campaigns().campaigns().values());
        return rehearsal.any() ? rehearsal.text() : "enforce";
    }

    private String ledger() {
        return site.ledger().fault().orElse("");
    }

    /// Whether living gates on the same ledger run on something else.
    private String gates() {
        return site.ledger().gates().flatMap(Gates::differing).orElse("");
    }

    private String knowledge() {
        return knowledge.isFresh() ? "" : "registers, lists or campaigns cannot be read";
    }

    private String register(Site.Register register, RegisterVersion version) {
        Freshness fresh = register.freshness(version.updated(), site);
        return fresh.daysLeft() > 0
                ? ""
                : register.name() + ": " + version.id() + " was usable to " + fresh.lastDay();
    }

    /// A register's update date lies in the past when the clock is right.
    private String clock(Site.Register register, RegisterVersion version) {
        LocalDate today = site.today();
        return version.updated().isAfter(today)
                ? "says " + today + ", before the update of " + register.name()
                : "";
    }

    @FunctionalInterface
    private interface Looking {
        String problem(Site.Register register, RegisterVersion version);
    }

    /// The first problem of any register; empty: none.
    private String first(Looking looking) {
        return site.registers().stream()
                .flatMap(register -> problem(register, looking).stream())
                .findFirst()
                .orElse("");
    }

    private Optional<String> problem(Site.Register register, Looking looking) {
        Optional<RegisterVersion> version =
                looks(register.name()).flatMap(look -> look.inForce().stream()).findFirst();
        String found =
                version.map(each -> looking.problem(register, each))
                        .orElse(register.name() + ": no version was ever imported");
        return Optional.of(found).filter(text -> !text.isEmpty());
    }

    private Stream<Look> looks(String register) {
        return knowledge.looks().stream().filter(look -> look.register().equals(register));
    }
}
