package se.ringvakt.cli;

import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import se.ringvakt.access.User;
import se.ringvakt.register.ListKind;

/// The root command, and all commands put together.
@Command(
        name = "ringvakt",
        description = {
            "The call guard: decides every outbound dial of an Asterisk switch.",
            "",
            "Numbers are shown masked, but for the one you type."
        },
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        commandListHeading = "%nCommands (each has --help):%n",
        optionListHeading = "%nOptions:%n")
final class Ringvakt {
    private static final String HELP = "--help";

    private Ringvakt() {}

    /// The commands, on this host.
    static CommandLine commands(Host host) {
        CommandLine root =
                new CommandLine(new Ringvakt())
                        .addSubcommand(new CheckCommand(host))
                        .addSubcommand(new DialCommand(host))
                        .addSubcommand(new WashCommand(host))
                        .addSubcommand(new RewashCommand(host))
                        .addSubcommand(new PreviewCommand(host))
                        .addSubcommand(new ReplayCommand(host))
                        .addSubcommand(
                                group(
                                        "register",
                                        "Versions of the registers.",
                                        new RegisterImportCommand(host),
                                        new RegisterInboxCommand(host),
                                        new RegisterListCommand(host),
                                        new RegisterDiffCommand(host),
                                        new RegisterExportCommand(host),
                                        new RegisterRollbackCommand(host)))
                        .addSubcommand(
                                group(
                                        "block",
                                        "Block lists: numbers that are not to be called.",
                                        new BlockAddCommand(host),
                                        new ListImportCommand(host, ListKind.BLOCKS),
                                        new BlockRemoveCommand(host),
                                        new BlockPendingCommand(host),
                                        new BlockApproveCommand(host),
                                        new BlockRejectCommand(host),
                                        new ListShowCommand(host, ListKind.BLOCKS),
                                        new ListExportCommand(host, ListKind.BLOCKS),
                                        history(host, ListKind.BLOCKS)))
                        .addSubcommand(
                                group(
                                        "consent",
                                        "Consents to be called by a principal.",
                                        new ConsentAddCommand(host),
                                        new ListImportCommand(host, ListKind.CONSENTS),
                                        new ConsentWithdrawCommand(host),
                                        new ListShowCommand(host, ListKind.CONSENTS),
                                        new ListExportCommand(host, ListKind.CONSENTS),
                                        history(host, ListKind.CONSENTS)))
                        .addSubcommand(
                                group(
                                        "customer",
                                        "Customers of a principal.",
                                        new CustomerAddCommand(host),
                                        new ListImportCommand(host, ListKind.CUSTOMERS),
                                        new CustomerEndCommand(host),
                                        new ListShowCommand(host, ListKind.CUSTOMERS),
                                        new ListExportCommand(host, ListKind.CUSTOMERS),
                                        history(host, ListKind.CUSTOMERS)))
                        .addSubcommand(
                                group(
                                        "subscription",
                                        "Whose telephones numbers are.",
                                        new SubscriptionAddCommand(host),
                                        new ListImportCommand(host, ListKind.SUBSCRIPTIONS),
                                        new ListShowCommand(host, ListKind.SUBSCRIPTIONS),
                                        new ListExportCommand(host, ListKind.SUBSCRIPTIONS),
                                        history(host, ListKind.SUBSCRIPTIONS)))
                        .addSubcommand(new ListHistoryCommand(host, Optional.empty()))
                        .addSubcommand(
                                group(
                                        "campaign",
                                        "Campaigns and their principals.",
                                        new CampaignApplyCommand(host),
                                        new CampaignListCommand(host)))
                        .addSubcommand(
                                group(
                                        "receipt",
                                        "Receipts of washes.",
                                        new ReceiptListCommand(host),
                                        new ReceiptShowCommand(host),
                                        new ReceiptPrintCommand(host),
                                        new ReceiptVerifyCommand(host)))
                        .addSubcommand(new AccountCommand(host))
                        .addSubcommand(
                                group(
                                        "credit",
                                        "Record credits bought of a register's keeper.",
                                        new CreditAddCommand(host),
                                        new CreditListCommand(host)))
                        .addSubcommand(
                                group(
                                        "recordings",
                                        "Recordings of calls, and their erasure.",
                                        new RecordingsListCommand(host),
                                        new RecordingsEraseCommand(host)))
                        .addSubcommand(
                                group(
                                        "ledger",
                                        "The record of attempts, denials and everything beside.",
                                        new LedgerCarryOverCommand(host)))
                        .addSubcommand(new GatesCommand(host))
                        .addSubcommand(
                                group(
                                        "retention",
                                        "How long everything is kept, and its erasure.",
                                        new RetentionScheduleCommand(host),
                                        new RetentionListCommand(host),
                                        new RetentionRunCommand(host),
                                        new RetentionRotateCommand(host)))
                        .addSubcommand(
                                group(
                                        "subject",
                                        "What is kept about one number, and its erasure.",
                                        new SubjectExportCommand(host),
                                        new SubjectEraseCommand(host)))
                        .addSubcommand(
                                group(
                                        "objection",
                                        "Objections made by key at the end of a call.",
                                        new ObjectionListCommand(host),
                                        new ObjectionExportCommand(host)))
                        .addSubcommand(
                                group(
                                        "attempt",
                                        "Attempts, and what became of them.",
                                        new AttemptShowCommand(host),
                                        new AttemptListCommand(host)))
                        .addSubcommand(
                                group(
                                        "redial",
                                        "Calls owed after silent ones.",
                                        new RedialListCommand(host)))
                        .addSubcommand(
                                group(
                                        "breach",
                                        "Ringings that our side ended before six rings.",
                                        new BreachListCommand(host)))
                        .addSubcommand(
                                group(
                                        "bypass",
                                        "Dials past the gate.",
                                        new BypassListCommand(host)))
                        .addSubcommand(
                                group(
                                        "user",
                                        "Who may log in.",
                                        new UserAddCommand(host),
                                        new UserListCommand(host),
                                        new UserRoleCommand(host),
                                        UserStateCommand.of(host, User.State.DISABLED),
                                        UserStateCommand.of(host, User.State.ACTIVE),
                                        new UserPasswordCommand(host),
                                        new UserSessionsCommand(host)))
                        .addSubcommand(
                                group(
                                        "token",
                                        "What programs show instead of logging in.",
                                        new TokenCreateCommand(host),
                                        new TokenListCommand(host),
                                        new TokenRevokeCommand(host)))
                        .addSubcommand(group("audit", "Who did what.", new AuditListCommand(host)))
                        .addSubcommand(
                                group(
                                        "evidence",
                                        "The record of every decision.",
                                        new EvidenceVerifyCommand(host),
                                        new EvidenceListCommand(host),
                                        new EvidenceExportCommand(host),
                                        new EvidenceKeyCommand(host)))
                        .addSubcommand(new StopCommand(host))
                        .addSubcommand(new ResumeCommand(host))
                        .addSubcommand(
                                group(
                                        "config",
                                        "Settings and policy.",
                                        new ConfigCheckCommand(host),
                                        new ConfigShowCommand(host)))
                        .addSubcommand(new BackupCommand(host))
                        .addSubcommand(new RestoreCommand(host))
                        .addSubcommand(new LintCommand(host));
        return prepared(root);
    }

    /// Sets what holds for every command; to be called again after commands were added.
    static CommandLine prepared(CommandLine root) {
        addHelp(root);
        Faults faults = new Faults();
        root.getCommandSpec().usageMessage().exitCodeList(ExitCode.meanings());
        return root.setParameterExceptionHandler(faults)
                .setExecutionExceptionHandler(faults)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setAbbreviatedOptionsAllowed(false)
                .setUsageHelpAutoWidth(true);
    }

    private static void addHelp(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        if (spec.findOption(HELP) == null) {
            spec.addOption(
                    OptionSpec.builder("-h", HELP)
                            .usageHelp(true)
                            .description("Show this help.")
                            .build());
            spec.addOption(
                    OptionSpec.builder(Faults.DEBUG)
                            .description("Show where in the program an error arose.")
                            .build());
        }
        command.getSubcommands().values().forEach(Ringvakt::addHelp);
    }

    private static ListHistoryCommand history(Host host, ListKind kind) {
        return new ListHistoryCommand(host, Optional.of(kind));
    }

    private static CommandLine group(String name, String description, Object... commands) {
        CommandLine group = new CommandLine(new Group());
        group.getCommandSpec().name(name).usageMessage().description(description);
        for (Object command : commands) {
            group.addSubcommand(command);
        }
        return group;
    }

    /// A word before other words; asks for one of them.
    @Command(synopsisSubcommandLabel = "COMMAND")
    private static final class Group {}
}
