package se.ringvakt.web.server;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.AuthorizedParty;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import se.ringvakt.web.WebSettings.Oidc;
import se.ringvakt.web.server.SignOnFailed.Why;

/// The provider of the single sign-on. It is asked nothing before somebody logs in by it; what it
/// says of itself is believed for an hour. Thread-safe; blocks.
final class OidcProvider implements AutoCloseable {
    /// Symmetric ones would make the client's secret a key, `none` would make anything one.
    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256);

    private static final Duration BELIEVED = Duration.ofHours(1);

    private final Oidc settings;
    private final ClientID client;
    private final Issuer issuer;
    private final OidcHttp http = new OidcHttp();
    private final Cache<Issuer, Known> known =
            Caffeine.newBuilder().expireAfterWrite(BELIEVED).maximumSize(1).build();

    OidcProvider(Oidc settings) {
        this.settings = settings;
        this.client = new ClientID(settings.clientId());
        this.issuer = new Issuer(settings.issuer());
    }

    /// One login that has begun.
    ///
    /// @param state goes through the browser and back
    /// @param nonce goes through the provider, into the ID token
    /// @param verifier proves that whoever began it also ends it
    record Flow(State state, Nonce nonce, CodeVerifier verifier) {
        static Flow begun() {
            return new Flow(new State(32), new Nonce(32), new CodeVerifier());
        }
    }

    private record Known(OIDCProviderMetadata metadata, IDTokenValidator tokens) {}

    /// Where the provider sends browsers back to.
    URI callback() {
        return URI.create(settings.publicUrl() + "/api/v1/oidc/callback");
    }

    /// Where a browser begins.
    ///
    /// @throws SignOnFailed when the provider does not tell
    URI door(Flow flow) throws SignOnFailed {
        return new AuthenticationRequest.Builder(
                        ResponseType.CODE,
                        new Scope(settings.scopes().toArray(String[]::new)),
                        client,
                        callback())
                .endpointURI(known().metadata().getAuthorizationEndpointURI())
                .state(flow.state())
                .nonce(flow.nonce())
                .codeChallenge(flow.verifier(), CodeChallengeMethod.S256)
                .build()
                .toURI();
    }

    /// Who it is that the provider has sent back with this code.
    ///
    /// @throws SignOnFailed when the code is worth nothing, or the ID token is not as it should be
    IDTokenClaimsSet claims(Flow flow, AuthorizationCode code) throws SignOnFailed {
        Known provider = known();
        TokenResponse response = exchanged(provider.metadata(), flow, code);
        if (!response.indicatesSuccess()) {
            throw new SignOnFailed(
                    Why.UNAVAILABLE,
                    "code not taken: " + response.toErrorResponse().getErrorObject());
        }
        try {
            JWT token = response.toSuccessResponse().getTokens().toOIDCTokens().getIDToken();
            return forUs(provider.tokens().validate(token, flow.nonce()));
        } catch (BadJOSEException e) {
            throw new SignOnFailed(Why.REFUSED, "ID token", e);
        } catch (JOSEException e) {
            throw new SignOnFailed(Why.UNAVAILABLE, "keys", e);
        }
    }

    /// The validator has looked at the audience only, which may be several.
    private IDTokenClaimsSet forUs(IDTokenClaimsSet claims) throws SignOnFailed {
        AuthorizedParty party = claims.getAuthorizedParty();
        if (party != null && !party.getValue().equals(client.getValue())) {
            throw new SignOnFailed(
                    Why.REFUSED, "ID token: azp: " + party + " (expected: " + client + ")");
        }
        return claims;
    }

    private TokenResponse exchanged(
            OIDCProviderMetadata metadata, Flow flow, AuthorizationCode code) throws SignOnFailed {
        TokenRequest request =
                new TokenRequest.Builder(
                                metadata.getTokenEndpointURI(),
                                proof(metadata.getTokenEndpointAuthMethods()),
                                new AuthorizationCodeGrant(code, callback(), flow.verifier()))
                        .build();
        try {
            return OIDCTokenResponseParser.parse(request.toHTTPRequest().send(http));
        } catch (IOException | GeneralException e) {
            throw new SignOnFailed(Why.UNAVAILABLE, "code not exchanged", e);
        }
    }

    /// How we prove who we are: the usual way, unless the provider takes only the other.
    private ClientAuthentication proof(@Nullable List<ClientAuthenticationMethod> taken)
            throws SignOnFailed {
        Secret secret;
        try {
            secret = new Secret(Files.readString(settings.clientSecretFile()).strip());
        } catch (IOException e) {
            throw new SignOnFailed(Why.UNAVAILABLE, "client-secret-file cannot be read", e);
        }
        boolean basic =
                taken == null || taken.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
        return basic ? new ClientSecretBasic(client, secret) : new ClientSecretPost(client, secret);
    }

    private Known known() throws SignOnFailed {
        Known now = known.getIfPresent(issuer);
        if (now != null) {
            return now;
        }
        Known asked = asked();
        known.put(issuer, asked);
        return asked;
    }

    private Known asked() throws SignOnFailed {
        try {
            OIDCProviderMetadata metadata =
                    OIDCProviderMetadata.parse(
                            http.retrieveResource(OIDCProviderMetadata.resolveURL(issuer))
                                    .getContent());
            if (!metadata.getIssuer().equals(issuer)) {
                throw new SignOnFailed(
                        Why.UNAVAILABLE,
                        "issuer: " + metadata.getIssuer() + " (expected: " + issuer + ")");
            }
            safe("authorization_endpoint", metadata.getAuthorizationEndpointURI());
            safe("token_endpoint", metadata.getTokenEndpointURI());
            return new Known(metadata, tokens(safe("jwks_uri", metadata.getJWKSetURI())));
        } catch (IOException | GeneralException e) {
            throw new SignOnFailed(Why.UNAVAILABLE, "provider " + issuer, e);
        }
    }

    private static URI safe(String key, @Nullable URI address) throws SignOnFailed {
        return Optional.ofNullable(address)
                .filter(Oidc::isSafe)
                .orElseThrow(() ->
                        new SignOnFailed(
                                Why.UNAVAILABLE,
                                key + ": " + address + " (expected: an https address)"));
    }

    /// Its keys are asked for when a token names one that is not known, and every five minutes.
    private IDTokenValidator tokens(URI keys) throws IOException {
        JWKSource<SecurityContext> source =
                JWKSourceBuilder.<SecurityContext>create(keys.toURL(), http)
                        .refreshAheadCache(false)
                        .build();
        return new IDTokenValidator(
                issuer, client, new JWSVerificationKeySelector<>(ALGORITHMS, source), null);
    }

    @Override
    public void close() {
        http.close();
    }
}
