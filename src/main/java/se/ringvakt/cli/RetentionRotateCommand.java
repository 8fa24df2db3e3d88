package se.ringvakt.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import se.ringvakt.site.Site;

/// `retention rotate-key`: a new key for what is remembered of offers.
@Command(
        name = "rotate-key",
        description = {
            "Make a new key for the hashes of numbers and offers.",
            "Old keys stay until nothing is remembered by them any more, at most a year."
        })
final class RetentionRotateCommand implements Callable<Integer> {
    @Mixin private final Common common;
    @Mixin private final Who who;
    @Mixin private final Output output = new Output();

    RetentionRotateCommand(Host host) {
        common = new Common(host);
        who = new Who(host);
    }

    /// @param key the new key's name, no secret
    private record Result(String key) {}

    @Override
    public Integer call() {
        try (Site site = common.open()) {
            Result result = new Result(site.memoryKeys().rotate());
            site.note(who.caller(), "retention.key", result.key(), entry -> entry.after(result));
            output.print(
                    result,
                    (done, out) -> out.println("key " + done.key() + " is used from now on"));
        }
        return ExitCode.OK.code();
    }
}
