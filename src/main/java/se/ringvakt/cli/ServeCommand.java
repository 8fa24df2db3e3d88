package se.ringvakt.cli;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import se.ringvakt.access.Access;
import se.ringvakt.metrics.PrometheusMeters;
import se.ringvakt.site.InstalledSite;
import se.ringvakt.site.Unreachable;

/// Runs the gate until it is told to stop.
@Command(
        name = "serve",
        description = {
            "Run the gate.",
            "",
            "SIGTERM or SIGINT: no new questions, those under way are answered, then it ends."
        })
final class ServeCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

    @Mixin private final Common common;

    @Spec private CommandSpec spec = CommandSpec.create();

    ServeCommand(Host host) {
        common = new Common(host);
    }

    @Override
    public Integer call() throws InterruptedException {
        InstantSource clock = InstantSource.system();
        PrometheusMeters metrics = new PrometheusMeters(Version.text(), clock);
        InstalledSite site =
                InstalledSite.open(common.settings(Optional.empty()), clock, metrics.meters());
        Serving serving = start(site, metrics);
        CountDownLatch closed = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform()
                                .name("stop")
                                .unstarted(() -> {
                                    LOG.info("stopping");
                                    serving.close();
                                    metrics.close();
                                    closed.countDown();
                                }));
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                "ringvakt answers at agi://"
                        + serving.address().getAddress().getHostAddress()
                        + ":"
                        + serving.address().getPort());
        serving.webAddress()
                .ifPresent(address -> announce(out, site, address, serving.webListens()));
        out.flush();
        closed.await();
        return ExitCode.OK.code();
    }

    /// The first user's password is told by its file only: what is printed here is kept in logs.
    private static void announce(
            PrintWriter out, InstalledSite site, InetSocketAddress address, boolean listens) {
        out.println(
                (listens ? "dashboard at " : "NO dashboard yet, the address is taken: ")
                        + (site.all().web().tls().isPresent() ? "https" : "http")
                        + "://"
                        + address.getAddress().getHostAddress()
                        + ":"
                        + address.getPort());
        site.access()
                .users()
                .bootstrap()
                .ifPresent(first ->
                        out.println(
                                "first user: "
                                        + first.user().name()
                                        + ", whose password is in "
                                        + site.all().state().resolve(Access.FIRST_LOGIN)));
    }

    private static Serving start(InstalledSite site, PrometheusMeters metrics) {
        try {
            return Serving.start(site, metrics::scrape);
        } catch (UncheckedIOException e) {
            throw new Unreachable(String.valueOf(e.getMessage()), e);
        }
    }
}
