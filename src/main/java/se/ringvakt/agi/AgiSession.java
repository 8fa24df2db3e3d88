package se.ringvakt.agi;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import se.ringvakt.agi.AgiScripts.Reply;
import se.ringvakt.gate.Answer;

/// One connection from a switch: header, decision, command, reply. Everything here runs on the
/// connection's event loop; only the decision does not.
///
/// Whatever goes wrong while the switch still listens is answered with a denial: to Asterisk,
/// closing without a word is success. After the command our side is closed, so that Asterisk goes
/// on at once. Its reply is still awaited: a switch that went away without one never got the
/// permit, and the attempt is taken back.
@SuppressWarnings(
        "FutureReturnValueIgnored") // closing is fire and forget in Netty; nothing waits for it
final class AgiSession extends SimpleChannelInboundHandler<AgiMessage> {
    private final AgiWork work;
    private final long beganNanos = System.nanoTime();
    private State state = State.HEADER;
    private Supplier<AgiCommand> unavailable = () -> AgiScripts.unavailable("");
    private Optional<Answer.Allowed> permit = Optional.empty();
    private @Nullable Future<?> deadline;

    private enum State {
        /// Next: DECIDING on a header, ANSWERED on a bad one or none in time.
        HEADER,
        /// Next: ANSWERED, by the decision or by the deadline.
        DECIDING,
        /// Next: DONE, by the reply or by the deadline.
        ANSWERED,
        DONE
    }

    AgiSession(AgiWork work) {
        this.work = work;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (work.enter()) {
            expect(context, work.settings().headerTime(), () -> deny(context, "no header in time"));
        } else {
            deny(context, "full");
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, AgiMessage message) {
        switch (message) {
            case AgiRequest request -> header(context, request);
            case AgiMessage.Malformed malformed -> malformed(context, malformed);
            case AgiMessage.Reply reply -> reply(context, reply);
        }
    }

    private void header(ChannelHandlerContext context, AgiRequest request) {
        if (state != State.HEADER) {
            return;
        }
        state = State.DECIDING;
        unavailable = () -> work.unavailable(request);
        expect(context, work.settings().decisionTime(), () -> deny(context, "too slow"));
        if (!work.start(
                request, reply -> context.executor().execute(() -> decided(context, reply)))) {
            deny(context, "full");
        }
    }

    private void malformed(ChannelHandlerContext context, AgiMessage.Malformed malformed) {
        unavailable = () -> AgiScripts.unavailable(malformed.uniqueId());
        work.complain("request denied", malformed.problem());
        deny(context, "malformed");
    }

    private void decided(ChannelHandlerContext context, Reply reply) {
        if (state == State.DECIDING) {
            permit = reply.permit();
            send(context, reply.command());
            work.ended("answered", beganNanos);
        } else {
            reply.permit().ifPresent(late -> work.withdraw(late, "decided too late"));
        }
    }

    private void deny(ChannelHandlerContext context, String why) {
        if (state == State.HEADER || state == State.DECIDING) {
            send(context, unavailable.get());
            work.ended(why, beganNanos);
        }
    }

    private void send(ChannelHandlerContext context, AgiCommand command) {
        state = State.ANSWERED;
        expect(context, work.settings().replyTime(), () -> finish(context));
        context.writeAndFlush(Unpooled.wrappedBuffer(command.bytes()))
                .addListener((ChannelFuture written) -> halfClose(written));
    }

    private static void halfClose(ChannelFuture written) {
        if (written.isSuccess()) {
            ((SwitchListener.Connection) written.channel()).halfClose();
        } else {
            written.channel().close();
        }
    }

    private void reply(ChannelHandlerContext context, AgiMessage.Reply reply) {
        if (state == State.ANSWERED) {
            if (!reply.done()) {
                takeBack("the switch refused it with " + reply.code());
            }
            finish(context);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (state == State.ANSWERED) {
            takeBack("the switch went away without a reply");
        } else if (state != State.DONE) {
            work.ended("hung up", beganNanos);
        }
        finish(context);
        work.leave();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof IOException)) {
            work.complain("session failed", String.valueOf(cause));
            deny(context, "failed");
        }
        context.close();
    }

    private void takeBack(String why) {
        permit.ifPresent(lost -> work.withdraw(lost, why));
    }

    private void finish(ChannelHandlerContext context) {
        state = State.DONE;
        cancelDeadline();
        context.close();
    }

    private void expect(ChannelHandlerContext context, Duration within, Runnable otherwise) {
        cancelDeadline();
        deadline = context.executor().schedule(otherwise, within.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void cancelDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
        }
    }
}
