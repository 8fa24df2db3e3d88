package se.ringvakt.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import se.ringvakt.evidence.EvidenceFolder;
import se.ringvakt.evidence.VerifyingKey;
import se.ringvakt.site.Site;

/// `evidence key`: the public key that verifies, or the next one.
@Command(
        name = "key",
        description = {
            "Print the id and the public half of the key that signs the record of decisions.",
            "Note the id elsewhere: whoever can write to the folder can make another key."
        })
final class EvidenceKeyCommand implements Callable<Integer> {
    @Mixin private final Common common;
    @Mixin private final Who who;
    @Mixin private final Output output = new Output();

    @Option(
            names = "--rotate",
            description =
                    "Make another key. A running gate signs with it within seconds, else from its"
                            + " next start on; the former one vouches for it.")
    private boolean rotate;

    EvidenceKeyCommand(Host host) {
        common = new Common(host);
        who = new Who(host);
    }

    /// A key as it is shown.
    ///
    /// @param next it does not sign yet
    private record Shown(String id, boolean next, String pem) {}

    @Override
    public Integer call() {
        try (Site site = common.open()) {
            EvidenceFolder evidence = site.evidence();
            if (rotate) {
                VerifyingKey key = evidence.rotate();
                site.note(who.caller(), "evidence.rotate", key.id(), entry -> entry);
                return print(key, true);
            }
            Optional<VerifyingKey> key = evidence.key();
            if (key.isEmpty()) {
                output.print(
                        List.of(),
                        (_, out) -> out.println("no key yet: the gate makes one at its start"));
                return ExitCode.NO.code();
            }
            return print(key.get(), false);
        }
    }

    private int print(VerifyingKey key, boolean next) {
        output.print(new Shown(key.id(), next, key.pem()), EvidenceKeyCommand::print);
        return ExitCode.OK.code();
    }

    private static void print(Shown key, PrintWriter out) {
        out.println((key.next() ? "next key " : "key ") + key.id());
        out.print(key.pem());
    }
}
