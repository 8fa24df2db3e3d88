package se.ringvakt.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import se.ringvakt.site.Site;
import se.ringvakt.view.Table;
import se.ringvakt.view.Times;
import se.ringvakt.view.TokenView;

/// `token list`: the tokens there are and were.
@Command(name = "list", description = "List the tokens ever made, newest first.")
final class TokenListCommand implements Callable<Integer> {
    @Mixin private final Common common;
    @Mixin private final Output output = new Output();

    TokenListCommand(Host host) {
        common = new Common(host);
    }

    @Override
    public Integer call() {
        try (Site site = common.open()) {
            List<TokenView> tokens =
                    site.access().tokens().all().stream()
                            .map(token -> TokenView.of(token, site.now(), site.zone()))
                            .toList();
            output.print(tokens, TokenListCommand::print);
            return (tokens.isEmpty() ? ExitCode.NO : ExitCode.OK).code();
        }
    }

    private static void print(List<TokenView> tokens, PrintWriter out) {
        Table table = Table.of("ID", "NAME", "STATE", "EXPIRES", "LAST USED", "BY", "RIGHTS");
        for (TokenView token : tokens) {
            table.row(
                    Long.toString(token.id()),
                    token.name(),
                    token.state(),
                    Times.brief(token.expires()),
                    token.lastUsed().map(Times::brief).orElse("never"),
                    token.createdBy(),
                    String.join(" ", token.rights()));
        }
        table.print(out);
    }
}
