package dev.latchkey.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationResponse;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.claims.AccessTokenHash;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.AccessTokenValidator;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.net.URI;
import java.net.http.HttpResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A login by a client library that shares no code with the provider's own reading of the rules. */
class StrangerLoginTest {
  private static final URI CALLBACK = URI.create(Application.CALLBACK);

  @ParameterizedTest
  @ValueSource(strings = {"RS256", "PS384", "ES256", "ES512"})
  void satisfiesAClientLibraryFromDiscoveryToUserInfo(String algorithm) throws Exception {
    try (TestProvider provider = TestProvider.builder().signWith(algorithm).start()) {
      OIDCProviderMetadata metadata = OIDCProviderMetadata.resolve(new Issuer(provider.issuer()));
      CodeVerifier verifier = new CodeVerifier();
      Nonce nonce = new Nonce();

      AuthorizationCode code = signIn(provider, metadata, verifier, nonce);
      OIDCTokenResponse tokens = redeem(provider, metadata, verifier, code);
      BearerAccessToken accessToken = tokens.getOIDCTokens().getBearerAccessToken();
      JWSAlgorithm expected = JWSAlgorithm.parse(algorithm);
      IDTokenClaimsSet claims =
          new IDTokenValidator(
                  metadata.getIssuer(),
                  new ClientID(provider.clientId()),
                  expected,
                  metadata.getJWKSetURI().toURL())
              .validate(tokens.getOIDCTokens().getIDToken(), nonce);

      assertThat(claims.getSubject().getValue()).isEqualTo("bob-id");
      assertThat(claims.getStringListClaim("roles")).containsExactly("user", "admin");
      AccessTokenHash hash = claims.getAccessTokenHash();
      AccessTokenValidator.validate(accessToken, expected, hash);
      HTTPResponse answer =
          new UserInfoRequest(metadata.getUserInfoEndpointURI(), accessToken)
              .toHTTPRequest()
              .send();
      assertThat(UserInfoResponse.parse(answer).toSuccessResponse().getUserInfo().getName())
          .isEqualTo("Bob Example");
    }
  }

  private static AuthorizationCode signIn(
      TestProvider provider, OIDCProviderMetadata metadata, CodeVerifier verifier, Nonce nonce)
      throws Exception {
    State state = new State();
    Application browser = new Application(provider);
    AuthenticationRequest request =
        new AuthenticationRequest.Builder(
                ResponseType.CODE, new Scope("openid"), new ClientID(provider.clientId()), CALLBACK)
            .endpointURI(metadata.getAuthorizationEndpointURI())
            .state(state)
            .nonce(nonce)
            .codeChallenge(verifier, CodeChallengeMethod.S256)
            .build();
    HttpResponse<String> back =
        browser.signIn(Parameters.parse(request.toQueryString()).firstValues(), "bob", "bob-pw");
    AuthorizationResponse response =
        AuthorizationResponse.parse(URI.create(Application.location(back)));
    assertThat(response.getState()).isEqualTo(state);
    assertThat(response.getIssuer()).isEqualTo(metadata.getIssuer());
    return response.toSuccessResponse().getAuthorizationCode();
  }

  private static OIDCTokenResponse redeem(
      TestProvider provider,
      OIDCProviderMetadata metadata,
      CodeVerifier verifier,
      AuthorizationCode code)
      throws Exception {
    ClientSecretBasic client =
        new ClientSecretBasic(
            new ClientID(provider.clientId()), new Secret(provider.clientSecret()));
    TokenRequest request =
        new TokenRequest.Builder(
                metadata.getTokenEndpointURI(),
                client,
                new AuthorizationCodeGrant(code, CALLBACK, verifier))
            .build();
    return OIDCTokenResponse.parse(request.toHTTPRequest().send());
  }
}
