package se.ringvakt.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import se.ringvakt.call.Block;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.register.EntryReader;
import se.ringvakt.register.ListKind;
import se.ringvakt.register.NumberLists.Entry;
import se.ringvakt.register.NumberLists.Entry.PrefixBlock;
import se.ringvakt.register.RegisterRefused;

/// `block remove`: lifts a block.
@Command(name = "remove", description = "Lift the block of a number, or of a prefix.")
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

    BlockRemoveCommand(Host host) {
        common = new Common(host);
        who = new Who(host);
    }

    @Override
    public Integer call() {
        Block.List from = Entries.list(list, principal, common);
        try (Site site = common.open()) {
            Optional<PrincipalId> owner =
                    principal.map(id -> common.principal(id, site.campaigns().read()));
            long removed =
                    number.endsWith("*")
                            ? removePrefix(site, from, owner)
                            : site.lists()
                                    .unblock(
                                            common.number(number, site.plan()),
                                            from,
                                            owner,
                                            who.name());
            return Ended.print(output, removed, "lifted", "no such block");
        }
    }

    /// A block of a prefix is lifted by letting it expire now.
    private long removePrefix(Site site, Block.List from, Optional<PrincipalId> owner) {
        String prefix = prefix(site, from, owner);
        List<PrefixBlock> standing;
        try (Stream<PrefixBlock> prefixes = site.lists().prefixes()) {
            standing = prefixes.filter(entry -> stands(entry, prefix, from, owner, site)).toList();
        }
        Block expired = new Block(from, owner, Optional.of(site.now()));
        return standing.isEmpty()
                ? 0
                : site.lists().add(Stream.of(new PrefixBlock(prefix, expired)), who.name());
    }

    private static boolean stands(
            PrefixBlock entry,
            String prefix,
            Block.List from,
            Optional<PrincipalId> owner,
            Site site) {
        return entry.prefix().equals(prefix)
                && entry.block().list() == from
                && entry.block().principal().equals(owner)
                && entry.block().expires().map(end -> end.isAfter(site.now())).orElse(true);
    }

    private String prefix(Site site, Block.List from, Optional<PrincipalId> owner) {
        try {
            Entry entry =
                    new EntryReader(
                                    site.plan()::read,
                                    id -> owner.equals(Optional.of(id)),
                                    site.zone(),
                                    site.now())
                            .read(
                                    ListKind.BLOCKS,
                                    Map.of(
                                            "prefix", number,
                                            "list", Words.of(from),
                                            "principal", owner.map(PrincipalId::value).orElse("")));
            return ((PrefixBlock) entry).prefix();
        } catch (RegisterRefused e) {
            throw common.misuse(String.valueOf(e.getMessage()), e);
        }
    }
}
