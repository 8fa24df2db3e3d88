package se.ringvakt.agi;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ipfilter.IpFilterRule;
import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.handler.ipfilter.RuleBasedIpFilter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.gate.Gate;
import se.ringvakt.gate.InCall;
import se.ringvakt.metrics.Meter;
import se.ringvakt.metrics.Meters;

/// The FastAGI server. Stopping, it takes no more connections, answers those it has, then closes.
public final class AgiServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AgiServer.class);
    private static final long DRAIN_POLL_MILLIS = 10;
    private static final int PROCESSORS_PER_LOOP = 4;

    private final AgiSettings settings;
    private final AgiWork work;
    private final Meters meters;
    private final EventLoopGroup loops;
    private final Channel listener;

    private AgiServer(AgiSettings settings, AgiWork work, Meters meters) {
        this.settings = settings;
        this.work = work;
        this.meters = meters;
        this.loops = new MultiThreadIoEventLoopGroup(loops(), NioIoHandler.newFactory());
        this.listener = listen();
    }

    /// Starts listening for dials and outcomes.
    ///
    /// @param spelling how the switches want numbers written
    /// @throws UncheckedIOException when the address cannot be had
    public static AgiServer start(
            AgiSettings settings,
            Gate gate,
            Function<PhoneNumber, String> spelling,
            InstantSource clock,
            Meters meters) {
        return start(settings, gate, Optional.empty(), spelling, clock, meters);
    }

    /// Starts listening for everything a switch may ask.
    ///
    /// @param inCall answers what is asked besides dials and outcomes; empty: nobody does
    /// @param spelling how the switches want numbers written
    /// @throws UncheckedIOException when the address cannot be had
    public static AgiServer start(
            AgiSettings settings,
            Gate gate,
            Optional<InCall> inCall,
            Function<PhoneNumber, String> spelling,
            InstantSource clock,
            Meters meters) {
        AgiScripts scripts = new AgiScripts(gate, inCall, spelling, clock);
        return new AgiServer(settings, new AgiWork(settings, scripts, gate, meters), meters);
    }

    /// One for four processors: loops only read and write, and with several of them each connection
    /// is handed from the one that accepts to another.
    private static int loops() {
        return Math.ceilDiv(Runtime.getRuntime().availableProcessors(), PROCESSORS_PER_LOOP);
    }

    /// Where it listens.
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.localAddress();
    }

    private Channel listen() {
        ChannelFuture bound =
                new ServerBootstrap()
                        .group(loops)
                        .channelFactory(SwitchListener::new)
                        .option(ChannelOption.SO_BACKLOG, settings.backlog())
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childHandler(new Pipeline())
                        .bind(settings.listen())
                        .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            loops.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
            throw new UncheckedIOException(
                    "agi.listen: " + settings.listen() + ": " + bound.cause().getMessage(),
                    new IOException(bound.cause()));
        }
        return bound.channel();
    }

    private final class Pipeline extends ChannelInitializer<SocketChannel> {
        private final AllowedSwitches allowed = new AllowedSwitches();

        @Override
        protected void initChannel(SocketChannel channel) {
            channel.pipeline().addLast(allowed, new AgiDecoder(), new AgiSession(work));
        }
    }

    /// Closes connections from elsewhere without a word: the dialplan of a switch that may not ask
    /// gets no verdict, and so does not dial.
    @ChannelHandler.Sharable
    private final class AllowedSwitches extends RuleBasedIpFilter {
        AllowedSwitches() {
            super(
                    false,
                    settings.switches().stream().map(AgiServer::rule).toArray(IpFilterRule[]::new));
        }

        @Override
        protected ChannelFuture channelRejected(
                ChannelHandlerContext context, InetSocketAddress remote) {
            meters.count(Meter.REFUSED_SWITCHES);
            work.complain("connection refused", remote.getAddress() + " is no switch of ours");
            return context.newSucceededFuture();
        }
    }

    private static IpFilterRule rule(String network) {
        return new IpSubnetFilterRule(network, IpFilterRuleType.ACCEPT);
    }

    /// Stops: no new connections, the present ones get their answers.
    @Override
    public void close() {
        listener.close().syncUninterruptibly();
        long deadlineNanos = System.nanoTime() + settings.drainTime().toNanos();
        try {
            while (work.sessions() > 0 && System.nanoTime() < deadlineNanos) {
                Thread.sleep(DRAIN_POLL_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (work.sessions() > 0) {
            LOG.warn("{} sessions cut off after {}", work.sessions(), settings.drainTime());
        }
        work.close();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
