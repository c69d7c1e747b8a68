package dev.latchkey.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.nimbusds.jose.util.Base64URL;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The token endpoint: RFC 6749 section 3.2, OpenID Connect Core sections 3.1.3 and 12. */
final class TokenEndpoint implements ClientEndpoint.Forms {
  private static final String VERIFIER = "[A-Za-z0-9._~-]{43,128}";

  private final AuthorizationCodes codes;
  private final RefreshTokens refreshTokens;
  private final TokenMint mint;
  private final Realm realm;

  TokenEndpoint(
      Realm realm, AuthorizationCodes codes, RefreshTokens refreshTokens, TokenMint mint) {
    this.codes = codes;
    this.refreshTokens = refreshTokens;
    this.mint = mint;
    this.realm = realm;
  }

  @Override
  public Answer answer(Parameters form, TestClient client) {
    String type = form.value("grant_type");
    if (type == null) {
      return invalid("invalid_request", "grant_type is missing");
    }
    return switch (type) {
      case "authorization_code" -> redeemCode(form, client);
      case "refresh_token" -> refresh(form, client);
      case "client_credentials" -> serve(form, client);
      default -> invalid("unsupported_grant_type", "this grant_type is not supported");
    };
  }

  /** RFC 6749 section 4.1.3. */
  private Answer redeemCode(Parameters form, TestClient client) {
    if (!client.mayStartLogin()) {
      return invalid("unauthorized_client", "this client has no redirect URI");
    }
    String value = form.value("code");
    if (value == null) {
      return invalid("invalid_request", "code is missing");
    }
    AuthorizationCodes.Code code = codes.redeem(value, client.id());
    if (code == null) {
      return invalid("invalid_grant", "the code is unknown, used or expired");
    }
    if (!code.redirectUri().equals(form.value("redirect_uri"))) {
      return invalid("invalid_grant", "redirect_uri is not that of the authorization request");
    }
    if (realm.faults().checksPkce() && !proves(form.value("code_verifier"), code)) {
      return invalid("invalid_grant", "code_verifier is missing or does not match");
    }
    return tokens(code.grant(), code.grant().scopes(), code.grant().nonce());
  }

  /** RFC 7636 section 4.6. */
  private static boolean proves(@Nullable String verifier, AuthorizationCodes.Code code) {
    String challenge = code.codeChallenge();
    return verifier != null
        && challenge != null
        && verifier.matches(VERIFIER)
        && Users.same(challenge, Base64URL.encode(sha256(verifier)).toString());
  }

  /** RFC 6749 section 6. */
  private Answer refresh(Parameters form, TestClient client) {
    String value = form.value("refresh_token");
    if (value == null) {
      return invalid("invalid_request", "refresh_token is missing");
    }
    Grant grant = refreshTokens.find(value, client.id());
    if (grant == null) {
      return invalid("invalid_grant", "the refresh token is unknown, used or ended");
    }
    String asked = form.value("scope");
    Set<String> scopes = asked == null ? grant.scopes() : Parameters.words(asked);
    if (!grant.scopes().containsAll(scopes)) {
      return invalid("invalid_scope", "a refresh cannot widen the scope");
    }
    return refreshTokens.spend(value, grant)
        ? tokens(grant, scopes, null)
        : invalid("invalid_grant", "the refresh token was used at the same time");
  }

  /** RFC 6749 section 4.4. */
  private Answer serve(Parameters form, TestClient client) {
    if (!client.hasSecret() || client.serviceScopes().isEmpty()) {
      return invalid("unauthorized_client", "this client may not act in its own name");
    }
    String asked = form.value("scope");
    Set<String> scopes = asked == null ? client.serviceScopes() : Parameters.words(asked);
    if (!client.serviceScopes().containsAll(scopes)) {
      return invalid("invalid_scope", "this client may not have that scope");
    }
    return answer(withAccessToken(mint.serviceToken(client, scopes), scopes));
  }

  private Answer tokens(Grant grant, Set<String> scopes, @Nullable String nonce) {
    String accessToken = mint.accessToken(grant, scopes);
    Map<String, Object> answer = withAccessToken(accessToken, scopes);
    answer.put("refresh_token", refreshTokens.issue(grant));
    if (scopes.contains(Scopes.OPENID)) {
      answer.put("id_token", mint.idToken(grant, accessToken, nonce));
    }
    return answer(answer);
  }

  private Map<String, Object> withAccessToken(String accessToken, Set<String> scopes) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("access_token", accessToken);
    answer.put("token_type", "Bearer");
    answer.put("expires_in", realm.accessTokenLifetime().toSeconds());
    answer.put("scope", TokenMint.text(scopes));
    return answer;
  }

  private Answer answer(Map<String, Object> tokens) {
    return Answer.json(200, realm.faults().inTokenAnswer(tokens)).unstored();
  }

  private static Answer invalid(String error, String description) {
    return Answer.error(400, error, description);
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
