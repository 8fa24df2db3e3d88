package se.ringvakt.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import se.ringvakt.retention.MemoryKeys;
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
    /// @param copy the file that every other gate must have before it is used; empty: there is none
    private record Result(String key, String copy) {
        private String text() {
            return copy.isEmpty()
                    ? "key " + key + " is used from now on"
                    : "key " + key + " is used once every gate has it: copy " + copy + " to them";
        }
    }

    @Override
    public Integer call() {
        try (Site site = common.open()) {
            MemoryKeys keys = site.memoryKeys();
            String copy = site.isShared() ? keys.file().toString() : "";
            Result result = new Result(keys.rotate(), copy);
            site.note(who.caller(), "retention.key", result.key(), entry -> entry.after(result));
            output.print(result, (done, out) -> out.println(done.text()));
        }
        return ExitCode.OK.code();
    }
}
