package se.ringvakt.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import se.ringvakt.config.CampaignFile;
import se.ringvakt.ledger.CampaignStore;
import se.ringvakt.ledger.CampaignStore.Campaigns;
import se.ringvakt.site.Site;
import se.ringvakt.view.CampaignChanges;
import se.ringvakt.view.CampaignChanges.Change;
import se.ringvakt.view.CampaignChanges.Field;

/// `campaign apply`: makes principals and campaigns be as a file says.
@Command(
        name = "apply",
        description = {
            "Make principals and campaigns be as a YAML file says.",
            "What the file does not name stays as it is; applying it again " + "changes nothing."
        })
final class CampaignApplyCommand implements Callable<Integer> {
    @Mixin private final Common common;
    @Mixin private final Output output = new Output();

    @Parameters(paramLabel = "FILE", description = "The campaign file.")
    private Path file = Path.of("");

    @Option(names = "--dry-run", description = "Only show what would change.")
    private boolean dryRun;

    CampaignApplyCommand(Host host) {
        common = new Common(host);
    }

    @Override
    public Integer call() {
        try (Site site = common.open()) {
            CampaignStore store = site.campaigns();
            Campaigns now = store.read();
            CampaignFile wanted = CampaignFile.read(file, site.plan(), now.principals());
            CampaignChanges changes = CampaignChanges.between(now, wanted, !dryRun);
            if (changes.any() && !dryRun) {
                store.apply(wanted.principals(), wanted.campaigns());
                changes.changes().forEach(change -> note(change, site));
            }
            output.print(changes, CampaignChanges::text);
        }
        return ExitCode.OK.code();
    }

    private void note(Change change, Site site) {
        String verb =
                switch (change.effect()) {
                    case ADDED -> "add";
                    case CHANGED -> "change";
                    case UNCHANGED -> "";
                };
        if (!verb.isEmpty()) {
            site.note(
                    common.caller(),
                    change.what() + "." + verb,
                    change.id(),
                    entry ->
                            entry.before(values(change, Field::before))
                                    .after(values(change, Field::after)));
        }
    }

    /// The fields that differ, as they were or are.
    private static Map<String, String> values(
            Change change, Function<Field, Optional<String>> which) {
        Map<String, String> values = new LinkedHashMap<>();
        change.fields()
                .forEach(field ->
                        which.apply(field).ifPresent(value -> values.put(field.name(), value)));
        return values;
    }
}
