package se.ringvakt.cli;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import se.ringvakt.gate.Eraser;
import se.ringvakt.metrics.Meters;
import se.ringvakt.site.Site;

/// `recordings erase-due`: erases the recordings whose time is up.
@Command(
        name = "erase-due",
        description = {
            "Erase the recordings whose time is up, now.",
            "A running gate does it once a day. Each erasure is recorded."
        })
final class RecordingsEraseCommand implements Callable<Integer> {
    @Mixin private final Common common;
    @Mixin private final Who who;
    @Mixin private final Output output = new Output();

    RecordingsEraseCommand(Host host) {
        common = new Common(host);
        who = new Who(host);
    }

    @Override
    public Integer call() {
        try (Site site = common.open()) {
            Eraser eraser = RecordingsErasable.eraser(site, new Meters(new SimpleMeterRegistry()));
            Eraser.Run run = eraser.run(who.name());
            site.note(who.caller(), "recordings.erase", "", entry -> entry.after(run));
            output.print(
                    run,
                    (done, out) ->
                            out.println(
                                    done.erased()
                                            + " erased, "
                                            + done.gone()
                                            + " already gone, "
                                            + done.failed()
                                            + " could not be erased"));
            return (run.failed() == 0 ? ExitCode.OK : ExitCode.UNAVAILABLE).code();
        }
    }
}
