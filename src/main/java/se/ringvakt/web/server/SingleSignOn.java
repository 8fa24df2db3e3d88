package se.ringvakt.web.server;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.ringvakt.access.Access;
import se.ringvakt.access.AccessRefused;
import se.ringvakt.access.AuditEntry;
import se.ringvakt.access.Login;
import se.ringvakt.access.Role;
import se.ringvakt.access.Session;
import se.ringvakt.access.User;
import se.ringvakt.access.UserName;
import se.ringvakt.web.Reply;
import se.ringvakt.web.WebSettings.Oidc;
import se.ringvakt.web.server.OidcProvider.Flow;
import se.ringvakt.web.server.SignOnFailed.Why;

/// Logs people in whom the provider of the single sign-on knows: sends their browsers there, and
/// takes them back. It works on threads of its own, so that a provider that does not answer keeps
/// nobody else waiting.
final class SingleSignOn implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SingleSignOn.class);
    private static final Duration FLOW_LONGEST = Duration.ofMinutes(10);
    private static final int FLOWS_MOST = 10_000;
    private static final int THREADS = 4;
    private static final int TURNS = 32;
    private static final Duration ANSWER_MOST = Duration.ofSeconds(20);
    private static final int LINE_MOST = 500;
    private static final int DISPLAY_NAME_MOST = 100;

    private final Oidc settings;
    private final Access access;
    private final Cookies cookies;
    private final InstantSource clock;
    private final OidcProvider provider;
    private final Work work = new Work("sign-on", THREADS, TURNS, ANSWER_MOST);

    /// Logins that have begun, by their state; each ends once.
    private final Cache<String, Flow> flows =
            Caffeine.newBuilder().expireAfterWrite(FLOW_LONGEST).maximumSize(FLOWS_MOST).build();

    SingleSignOn(Oidc settings, Access access, Cookies cookies, InstantSource clock) {
        this.settings = settings;
        this.access = access;
        this.cookies = cookies;
        this.clock = clock;
        this.provider = new OidcProvider(settings);
    }

    /// Sends a browser to the provider.
    void leave(Exchange exchange) throws Exception {
        answer(exchange, () -> away(Flow.begun()));
    }

    /// Takes a browser back from the provider.
    void come(Exchange exchange) throws Exception {
        answer(exchange, () -> in(exchange));
    }

    private void answer(Exchange exchange, Callable<Reply> what) throws Exception {
        Reply reply;
        try {
            reply = work.call(what);
        } catch (SignOnFailed e) {
            reply = refused(e.why(), e);
        } catch (AccessRefused e) {
            reply = refused(Why.REFUSED, e);
        }
        ApiHandler.send(exchange, reply);
    }

    /// Whoever only has to begin again fills no log: anybody can come here with nothing.
    private static Reply refused(Why why, Exception e) {
        if (why == Why.AGAIN) {
            LOG.debug("single sign-on {}", why, e);
            return SignOnPages.told(why, Optional.empty());
        }
        String id = Faults.id();
        String line = AuditEntry.plain(String.valueOf(e.getMessage()), LINE_MOST);
        LOG.warn("single sign-on {}, told as {}: {}", why, id, line);
        return SignOnPages.told(why, Optional.of(id));
    }

    private Reply away(Flow flow) throws SignOnFailed {
        Reply reply =
                SignOnPages.away(
                        provider.door(flow),
                        cookies.setFlow(flow.state().getValue(), FLOW_LONGEST));
        flows.put(flow.state().getValue(), flow);
        return reply;
    }

    private Reply in(Exchange exchange) throws SignOnFailed {
        Map<String, List<String>> query = exchange.query();
        Flow flow = flow(exchange, query);
        IDTokenClaimsSet claims = provider.claims(flow, code(query));
        return switch (login(claims, exchange.address())) {
            case Login.Ok(User _, Session.Opened opened) ->
                    SignOnPages.in(cookies.set(opened.secret().text()));
            case Login.Disabled() -> throw new SignOnFailed(Why.REFUSED, "the user is disabled");
            case Login.Wrong(), Login.Locked _, Login.Busy() ->
                    throw new SignOnFailed(Why.AGAIN, "the user was changed meanwhile");
        };
    }

    /// The login that this very browser began, and has not ended.
    private Flow flow(Exchange exchange, Map<String, List<String>> query) throws SignOnFailed {
        Optional<String> begun = cookies.findFlow(exchange.header("cookie"));
        return begun.filter(state -> query.getOrDefault("state", List.of()).equals(List.of(state)))
                .map(state -> flows.asMap().remove(state))
                .orElseThrow(() ->
                        new SignOnFailed(
                                Why.AGAIN, "state: not that of a login begun by this browser"));
    }

    private AuthorizationCode code(Map<String, List<String>> query) throws SignOnFailed {
        AuthenticationResponse response;
        try {
            response = AuthenticationResponseParser.parse(provider.callback(), query);
        } catch (ParseException e) {
            throw new SignOnFailed(Why.AGAIN, "answer", e);
        }
        if (!response.indicatesSuccess()) {
            throw new SignOnFailed(
                    Why.REFUSED,
                    "the provider says " + response.toErrorResponse().getErrorObject().getCode());
        }
        return Optional.ofNullable(response.toSuccessResponse().getAuthorizationCode())
                .orElseThrow(() -> new SignOnFailed(Why.AGAIN, "code: none"));
    }

    private Login login(IDTokenClaimsSet claims, String address) throws SignOnFailed {
        // A subject is one issuer's: another's may be the same and somebody else.
        String subject = claims.getSubject().getValue() + " " + settings.issuer();
        try {
            UserName name = name(claims);
            access.users().provision(subject, name, displayName(claims, name), role(claims));
        } catch (SignOnFailed | AccessRefused e) {
            note(subject, address, String.valueOf(e.getMessage()));
            throw e;
        }
        return access.logins().loginBySubject(subject, address);
    }

    private void note(String subject, String address, String reason) {
        Optional<User> user = access.users().byOidcSubject(subject);
        String name = user.map(it -> it.name().value()).orElse("");
        access.audit()
                .note(
                        new AuditEntry(
                                Instant.ofEpochMilli(clock.millis()),
                                name.isEmpty() ? "?" : name,
                                user.map(User::role),
                                address,
                                "login.failed",
                                name,
                                "",
                                "",
                                "single sign-on: " + reason));
    }

    private static UserName name(IDTokenClaimsSet claims) throws SignOnFailed {
        return Stream.of("preferred_username", "email")
                .flatMap(claim -> Optional.ofNullable(claims.getStringClaim(claim)).stream())
                .flatMap(text -> UserName.find(text).stream())
                .findFirst()
                .orElseThrow(() ->
                        new SignOnFailed(
                                Why.REFUSED,
                                "preferred_username, email: (expected: one of 2 to 64 of a-z, 0-9,"
                                        + " . _ @ -)"));
    }

    private static String displayName(IDTokenClaimsSet claims, UserName name) {
        return Optional.ofNullable(claims.getStringClaim("name"))
                .map(text -> AuditEntry.plain(text, DISPLAY_NAME_MOST))
                .filter(text -> !text.isBlank())
                .orElse(name.value());
    }

    private Role role(IDTokenClaimsSet claims) throws SignOnFailed {
        Object claim = claims.getClaim(settings.roleClaim());
        Collection<?> values =
                claim instanceof Collection<?> many ? many : Collections.singleton(claim);
        return settings.roles().entrySet().stream()
                .filter(entry -> values.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() ->
                        new SignOnFailed(
                                Why.REFUSED,
                                settings.roleClaim() + ": no value of it has a role here"));
    }

    @Override
    public void close() {
        work.close();
        provider.close();
    }
}
