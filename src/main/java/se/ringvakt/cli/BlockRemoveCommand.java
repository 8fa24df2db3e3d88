package se.ringvakt.cli;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import se.ringvakt.call.Block;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.register.NumberLists.Entry;
import se.ringvakt.register.NumberLists.Entry.PrefixBlock;
import se.ringvakt.register.Removals.Request;
import se.ringvakt.site.Site;

/// `block remove`: lifts a block, or asks for it.
@Command(
        name = "remove",
        description = {
            "Lift the block of a number, or of a prefix; the reason is kept for good.",
            "With lists.second-person it is asked for only, and stands until another person"
                    + " approves."
        })
final class BlockRemoveCommand implements Callable<Integer> {
    @Mixin private final Common common;
    @Mixin private final Who who;
    @Mixin private final Output output = new Output();

    @Parameters(
            paramLabel = "NUMBER",
            description = "A number, or a prefix with a star: '070-174*'.")
    private String number = "";

    @Option(
            names = "--list",
            defaultValue = "centre",
            description = "centre, deceased or principal (default: centre).")
    private String list = "";

    @Option(names = "--principal", paramLabel = "ID", description = "Whose list it is.")
    private Optional<String> principal = Optional.empty();

    @Mixin private final Because because;

    BlockRemoveCommand(Host host) {
        common = new Common(host);
        who = new Who(host);
        because = new Because(common);
    }

    /// What a removal did.
    ///
    /// @param lifted whether the block is gone
    /// @param request the request that waits for a second person
    private record Result(boolean lifted, Optional<Long> request) {}

    @Override
    public Integer call() {
        Block.List from = Entries.list(list, principal, common);
        String reason = because.reason();
        try (Site site = common.open()) {
            Optional<PrincipalId> owner =
                    principal.map(id -> common.principal(id, site.campaigns().read()));
            Optional<Entry.Blocked> block = standing(site, from, owner);
            Result result =
                    block.isEmpty()
                            ? new Result(false, Optional.empty())
                            : removed(site, block.get(), reason);
            if (block.isPresent()) {
                site.note(
                        who.caller(),
                        result.request().isPresent() ? "removal.ask" : "block.remove",
                        Entries.shown(block.get()),
                        entry -> entry.after(result).because(reason));
            }
            output.print(result, BlockRemoveCommand::text);
            return (block.isEmpty() ? ExitCode.NO : ExitCode.OK).code();
        }
    }

    private Result removed(Site site, Entry.Blocked block, String reason) {
        if (site.secondPerson()) {
            Request request = site.removals().ask(block, reason, who.user());
            return new Result(false, Optional.of(request.id()));
        }
        boolean lifted = site.lists().remove(block, who.act("remove").because(reason));
        return new Result(lifted, Optional.empty());
    }

    private Optional<Entry.Blocked> standing(
            Site site, Block.List from, Optional<PrincipalId> owner) {
        try (Stream<? extends Entry> entries = entries(site)) {
            return entries.filter(Entry.Blocked.class::isInstance)
                    .map(Entry.Blocked.class::cast)
                    .filter(entry -> entry.block().list() == from)
                    .filter(entry -> entry.block().principal().equals(owner))
                    .findFirst();
        }
    }

    private Stream<? extends Entry> entries(Site site) {
        if (number.endsWith("*")) {
            String prefix = Entries.prefix(number, site, common);
            Stream<PrefixBlock> prefixes = site.lists().prefixes();
            return prefixes.filter(entry -> entry.prefix().equals(prefix));
        }
        PhoneNumber wanted = common.number(number, site.plan());
        return site.lists().of(wanted).stream();
    }

    private static void text(Result result, PrintWriter out) {
        if (result.request().isPresent()) {
            out.println(
                    "asked for: request "
                            + result.request().get()
                            + "; the block stands until another person approves it");
        } else {
            out.println(result.lifted() ? "lifted" : "no such block; nothing was changed");
        }
    }
}
