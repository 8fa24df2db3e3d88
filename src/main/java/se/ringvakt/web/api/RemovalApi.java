package se.ringvakt.web.api;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import se.ringvakt.access.Caller;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.register.RegisterRefused;
import se.ringvakt.register.Removals.Request;
import se.ringvakt.register.Removals.State;
import se.ringvakt.site.Site;
import se.ringvakt.site.Typed;
import se.ringvakt.view.RequestView;
import se.ringvakt.view.RequestViews;
import se.ringvakt.web.Ask;
import se.ringvakt.web.Operations;
import se.ringvakt.web.Problem;
import se.ringvakt.web.Reply;

/// Requests to lift blocks, which a second person decides. That person is logged in: a token is
/// nobody, and whoever made it may have asked by it.
public final class RemovalApi {
    private final Site site;
    private final Consumer<PhoneNumber> refresh;
    private final RequestViews views;

    /// @param refresh makes what stands on disk of a number bind from now on
    public RemovalApi(Site site, Consumer<PhoneNumber> refresh) {
        this.site = site;
        this.refresh = refresh;
        this.views = new RequestViews(PhoneNumber::masked, site.zone());
    }

    /// Offers `listRemovals`, `approveRemoval` and `rejectRemoval`.
    public void offer(Operations operations) {
        operations
                .on("listRemovals", this::list)
                .on("approveRemoval", this::approve)
                .on("rejectRemoval", this::reject);
    }

    private record Rejecting(String reason) {}

    private Reply list(Ask ask) {
        int limit = Asked.limit(ask);
        long after = ask.query("after").map(RemovalApi::after).orElse(0L);
        List<Request> read =
                site.removals().list(ask.flag("all")).stream()
                        .filter(request -> request.id() > after)
                        .limit(limit + 1L)
                        .toList();
        return Reply.ok(ListPage.of(read, limit, last -> Long.toString(last.id())).map(views::of));
    }

    private static long after(String typed) {
        try {
            return Long.parseLong(typed);
        } catch (NumberFormatException _) {
            throw Asked.after(typed);
        }
    }

    private Reply approve(Ask ask) {
        Request pending = pending(ask);
        String who = person(ask.caller());
        if (pending.who().equals(who) || pending.who().startsWith(who + " (")) {
            throw Problem.conflict(
                    "request "
                            + pending.id()
                            + ": asked by "
                            + who
                            + " (expected: another who approves)");
        }
        Request decided = decided(id -> site.removals().approve(id, who), pending);
        pending.block().about().ifPresent(refresh);
        return told(ask, "removal.approve", pending, decided, "");
    }

    private Reply reject(Ask ask) {
        String reason = Typed.reason(ask.body(Rejecting.class).reason());
        Request pending = pending(ask);
        String who = Asked.who(ask.caller());
        Request decided = decided(id -> site.removals().reject(id, reason, who), pending);
        return told(ask, "removal.reject", pending, decided, reason);
    }

    private static Request decided(LongFunction<Request> deciding, Request pending) {
        try {
            return deciding.apply(pending.id());
        } catch (RegisterRefused e) {
            // Somebody else was quicker.
            throw Problem.conflict(String.valueOf(e.getMessage()));
        }
    }

    private Request pending(Ask ask) {
        long id = Asked.id(ask, "request");
        Request request =
                site.removals().list(true).stream()
                        .filter(each -> each.id() == id)
                        .findFirst()
                        .orElseThrow(() ->
                                Problem.notFound("request: " + id + " (expected: one on record)"));
        if (request.state() != State.PENDING) {
            throw Problem.conflict("request " + id + ": decided already (expected: a pending one)");
        }
        return request;
    }

    private static String person(Caller caller) {
        return caller.user()
                .map(_ -> caller.name())
                .orElseThrow(() ->
                        Problem.of(
                                Problem.Kind.FORBIDDEN,
                                "approval: by "
                                        + caller.name()
                                        + " (expected: a person who is logged in)"));
    }

    private Reply told(Ask ask, String action, Request before, Request after, String reason) {
        RequestView view = views.of(after);
        ask.audit(
                action,
                "request " + after.id(),
                Optional.of(views.of(before)),
                Optional.of(view),
                reason);
        return Reply.ok(view);
    }
}
