package se.ringvakt.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import se.ringvakt.site.Site;
import se.ringvakt.view.EvidenceView;
import se.ringvakt.view.EvidenceView.SegmentView;
import se.ringvakt.view.Table;
import se.ringvakt.view.Times;

/// `evidence list`: the segments, as their heads tell of them.
@Command(
        name = "list",
        description = "List the segments of the record of decisions, as their heads tell of them.")
final class EvidenceListCommand implements Callable<Integer> {
    @Mixin private final Common common;
    @Mixin private final Output output = new Output();

    EvidenceListCommand(Host host) {
        common = new Common(host);
    }

    @Override
    public Integer call() {
        try (Site site = common.open()) {
            List<SegmentView> segments = EvidenceView.segments(site.evidence(), site.zone());
            output.print(segments, EvidenceListCommand::print);
            return (segments.isEmpty() ? ExitCode.NO : ExitCode.OK).code();
        }
    }

    private static void print(List<SegmentView> segments, PrintWriter out) {
        if (segments.isEmpty()) {
            out.println("no segment");
            return;
        }
        Table table = Table.of("SEGMENT", "FIRST", "LAST", "STATE", "SIGNED", "KEY");
        for (SegmentView segment : segments) {
            table.row(
                    segment.name(),
                    segment.first().map(Object::toString).orElse("-"),
                    segment.last().map(Object::toString).orElse("-"),
                    segment.state(),
                    segment.signed().map(Times::brief).orElse("-"),
                    segment.key().orElse("-"));
        }
        table.print(out);
        for (SegmentView segment : segments) {
            segment.restored().forEach(each -> out.println(segment.name() + " " + each.line()));
        }
    }
}
