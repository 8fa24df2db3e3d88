package se.ringvakt.cli;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import se.ringvakt.metrics.Meters;
import se.ringvakt.retention.Erasing;
import se.ringvakt.retention.KeyRefused;
import se.ringvakt.site.Site;

/// `retention run`: erases whatever is kept no longer, now.
@Command(
        name = "run",
        description = {
            "Erase everything whose time is up, now, in small steps.",
            "A running gate does it once a day. Broken off, the next run goes on there."
        })
final class RetentionRunCommand implements Callable<Integer> {
    private static final String ANOTHER =
            "; another gate erases from the ledger now, here only what lies beside it was";

    @Mixin private final Common common;
    @Mixin private final Who who;
    @Mixin private final Output output = new Output();

    @Option(
            names = "--compact",
            description = {
                "Then write the whole ledger anew, as a gate does on the first of a month.",
                "Meanwhile every dial is denied: only while no calls are allowed."
            })
    private boolean compact;

    RetentionRunCommand(Host host) {
        common = new Common(host);
        who = new Who(host);
    }

    /// @param erased rows, files and values
    /// @param whole false: another gate is erasing from the ledger, and only what lies beside it
    ///   here was erased
    private record Result(long erased, boolean whole) {}

    @Override
    public Integer call() throws InterruptedException {
        try (Site site = common.open()) {
            Erasing erasing =
                    DailyErasing.erasing(
                            site, new Meters(new SimpleMeterRegistry()), Erasing.Rest.ASLEEP);
            long erased = erased(erasing, site);
            DailyErasing.note(site, who.caller(), erasing);
            output.print(
                    new Result(erased, erasing.isWhole()),
                    (done, out) ->
                            out.println(done.erased() + " erased" + (done.whole() ? "" : ANOTHER)));
        }
        return ExitCode.OK.code();
    }

    /// What was erased is noted also when something stays.
    private long erased(Erasing erasing, Site site) throws InterruptedException {
        try {
            return erasing.run(who.name(), compact);
        } catch (KeyRefused e) {
            DailyErasing.note(site, who.caller(), erasing);
            throw e;
        }
    }
}
