package se.ringvakt.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import se.ringvakt.config.CampaignFile;
import se.ringvakt.ledger.CampaignStore;
import se.ringvakt.ledger.CampaignStore.Campaigns;
import se.ringvakt.site.Site;
import se.ringvakt.view.CampaignChanges;

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
            }
            output.print(changes, CampaignChanges::text);
        }
        return ExitCode.OK.code();
    }
}
