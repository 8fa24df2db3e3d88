package se.ringvakt.web.api;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import se.ringvakt.access.Right;
import se.ringvakt.hook.Delivery;
import se.ringvakt.hook.EventType;
import se.ringvakt.hook.Hook;
import se.ringvakt.hook.HookRefused;
import se.ringvakt.hook.HookSettings;
import se.ringvakt.hook.Hooks;
import se.ringvakt.view.Times;
import se.ringvakt.web.Ask;
import se.ringvakt.web.Operations;
import se.ringvakt.web.Problem;
import se.ringvakt.web.Reply;

/// Webhooks, and what they could not deliver. Their secrets are told when they are made, and never
/// again.
public final class HookApi {
    private static final int DEAD_MOST = 500;

    private final Hooks hooks;
    private final ZoneId zone;

    /// @param zone in which times are shown
    public HookApi(Hooks hooks, ZoneId zone) {
        this.hooks = hooks;
        this.zone = zone;
    }

    /// Offers `listHooks`, `addHook`, `putHook`, `removeHook`, `replaceHookSecret`, `listDead`,
    /// `retryDead` and `discardDead`.
    public void offer(Operations operations) {
        operations
                .on("listHooks", _ -> Reply.ok(Map.of("items", shown())))
                .on("addHook", this::add)
                .on("putHook", this::put)
                .on("removeHook", this::remove)
                .on("replaceHookSecret", this::replaceSecret)
                .on("listDead", _ -> Reply.ok(Map.of("items", dead())))
                .on("retryDead", this::retry)
                .on("discardDead", this::discard);
    }

    /// A hook as the API shows one.
    ///
    /// @param version the ETag that changing it takes
    private record Shown(
            long id,
            String name,
            String url,
            List<String> events,
            boolean fullNumbers,
            boolean active,
            long version) {

        static Shown of(Hook hook) {
            HookSettings settings = hook.settings();
            return new Shown(
                    hook.id(),
                    settings.name(),
                    settings.url().toString(),
                    settings.types().stream().sorted().map(EventType::word).toList(),
                    settings.fullNumbers(),
                    settings.active(),
                    hook.version());
        }
    }

    /// What is asked for.
    private record Wish(
            String name,
            String url,
            List<String> events,
            Optional<Boolean> fullNumbers,
            Optional<Boolean> active) {

        HookSettings settings() {
            try {
                return new HookSettings(
                        name,
                        new URI(url),
                        events.stream().map(Wish::type).collect(Collectors.toSet()),
                        fullNumbers.orElse(false),
                        active.orElse(true));
            } catch (URISyntaxException e) {
                throw Problem.unprocessable("url: " + url + " (expected: a URL)");
            }
        }

        private static EventType type(String word) {
            return EventType.of(word)
                    .orElseThrow(() ->
                            Problem.unprocessable(
                                    "events: " + word + " (expected: " + words() + ")"));
        }

        private static Set<String> words() {
            return List.of(EventType.values()).stream()
                    .map(EventType::word)
                    .collect(Collectors.toCollection(LinkedHashSet::new));
        }
    }

    /// @param secret told this once
    private record Created(Shown hook, String secret) {}

    /// A request that was given up.
    ///
    /// @param hook the name of the hook it was for
    /// @param events how many are in it
    private record Letter(
            long id, String hook, OffsetDateTime at, int events, int tries, String problem) {}

    private List<Shown> shown() {
        return hooks.list().stream().map(Shown::of).toList();
    }

    private Reply add(Ask ask) {
        HookSettings wish = ask.body(Wish.class).settings();
        if (wish.fullNumbers()) {
            requireReveal(ask);
        }
        Hook.WithSecret made = refusing(() -> hooks.add(wish));
        Shown hook = Shown.of(made.hook());
        ask.audit("hook.add", hook.name(), Optional.empty(), Optional.of(hook), "");
        return Reply.created("/api/v1/hooks/" + hook.id(), new Created(hook, made.secret()))
                .with("Cache-Control", "no-store");
    }

    private Reply put(Ask ask) {
        Hook before = hook(ask);
        ask.expect(Long.toString(before.version()));
        HookSettings wish = ask.body(Wish.class).settings();
        if (sendsNumbersElsewhere(before.settings(), wish)) {
            requireReveal(ask);
        }
        Shown after =
                refusing(() -> hooks.change(before.id(), before.version(), wish))
                        .map(Shown::of)
                        .orElseThrow(() ->
                                Problem.of(
                                        Problem.Kind.CHANGED, "hook: changed since it was read"));
        ask.audit(
                "hook.change", after.name(), Optional.of(Shown.of(before)), Optional.of(after), "");
        return Reply.ok(after).version(Long.toString(after.version()));
    }

    /// Also where they are to be masked from now on: what waits has been written with whole ones,
    /// and the next change could send that anywhere.
    private static boolean sendsNumbersElsewhere(HookSettings before, HookSettings wish) {
        return wish.fullNumbers() != before.fullNumbers()
                || (before.fullNumbers() && !wish.url().equals(before.url()));
    }

    private static void requireReveal(Ask ask) {
        if (!ask.caller().may(Right.REVEAL)) {
            throw Problem.of(
                    Problem.Kind.FORBIDDEN, "fullNumbers: whole (expected: the right REVEAL)");
        }
    }

    private Reply remove(Ask ask) {
        Hook before = hook(ask);
        if (!hooks.remove(before.id())) {
            throw none();
        }
        Shown shown = Shown.of(before);
        ask.audit("hook.remove", shown.name(), Optional.of(shown), Optional.empty(), "");
        return Reply.noContent();
    }

    private Reply replaceSecret(Ask ask) {
        Hook hook = hook(ask);
        String secret = hooks.replaceSecret(hook.id()).orElseThrow(HookApi::none);
        ask.audit("hook.secret", hook.settings().name(), Optional.empty(), Optional.empty(), "");
        return Reply.ok(new Created(Shown.of(hook), secret)).with("Cache-Control", "no-store");
    }

    private List<Letter> dead() {
        Map<Long, String> names =
                hooks.list().stream()
                        .collect(Collectors.toMap(Hook::id, hook -> hook.settings().name()));
        return hooks.dead(DEAD_MOST).stream()
                .map(letter -> letter(letter, id -> names.getOrDefault(id, "")))
                .toList();
    }

    private Letter letter(Delivery letter, Function<Long, String> name) {
        return new Letter(
                letter.id(),
                name.apply(letter.hook()),
                Times.offset(letter.at(), zone),
                letter.events(),
                letter.tries(),
                letter.problem());
    }

    private Reply retry(Ask ask) {
        if (!hooks.retry(id(ask))) {
            throw none();
        }
        ask.audit("hook.retry", ask.path("id"), Optional.empty(), Optional.empty(), "");
        return Reply.noContent();
    }

    private Reply discard(Ask ask) {
        if (!hooks.discard(id(ask))) {
            throw none();
        }
        ask.audit("hook.discard", ask.path("id"), Optional.empty(), Optional.empty(), "");
        return Reply.noContent();
    }

    private Hook hook(Ask ask) {
        long id = id(ask);
        return hooks.list().stream()
                .filter(hook -> hook.id() == id)
                .findFirst()
                .orElseThrow(HookApi::none);
    }

    /// The contract has said that it is a number.
    private static long id(Ask ask) {
        String typed = ask.path("id");
        return typed.matches("[0-9]{1,18}") ? Long.parseLong(typed) : 0;
    }

    private static Problem none() {
        return Problem.notFound("id: none of this number");
    }

    private static <T> T refusing(Supplier<T> change) {
        try {
            return change.get();
        } catch (HookRefused e) {
            throw Problem.unprocessable(String.valueOf(e.getMessage()));
        }
    }
}
