package dev.latchkey.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes the tokens that the token endpoint hands out. */
final class TokenMint {
  static final String ACCESS_TOKEN_TYPE = "at+jwt"; // RFC 9068 section 2.1
  static final String ID_TOKEN_TYPE = "JWT";
  private static final String LOGOUT_TOKEN_TYPE = "logout+jwt";
  private static final Duration LOGOUT_TOKEN_LIFETIME = Duration.ofMinutes(2);

  private final Realm realm;
  private final boolean opaque;
  private final Recent<Grant> grants = new Recent<>();
  private final Recent<String> references = new Recent<>();
  private final Recent<Boolean> withdrawn = new Recent<>();

  /** Makes a mint; an opaque one hands out references in place of the access tokens themselves. */
  TokenMint(Realm realm, boolean opaque) {
    this.realm = realm;
    this.opaque = opaque;
  }

  /** An access token of this client, otherwise empty: RFC 9068 section 2.2. */
  TestToken blank(String clientId) {
    return token(realm.accessTokenLifetime())
        .type(ACCESS_TOKEN_TYPE)
        .audience(Realm.AUDIENCE)
        .claim("jti", UUID.randomUUID().toString())
        .claim("client_id", clientId);
  }

  String accessToken(Grant grant, Set<String> scopes) {
    String tokenId = Unguessable.next();
    TestToken token =
        blank(grant.clientId())
            .claim("jti", tokenId)
            .subject(grant.user().subject())
            .scope(text(scopes));
    grant.user().accessTokenClaims().forEach(token::claim);
    grants.put(tokenId, grant);
    return handOut(realm.faults().inAccessToken(token).sign());
  }

  /** RFC 9068 section 2.2: where no user is involved, the subject is the client. */
  String serviceToken(TestClient client, Set<String> scopes) {
    TestToken token = blank(client.id()).subject(client.id()).scope(text(scopes));
    return handOut(realm.faults().inAccessToken(token).sign());
  }

  /** OpenID Connect Core section 2; a refreshed one has no nonce (section 12.2). */
  String idToken(Grant grant, String accessToken, @Nullable String nonce) {
    TestToken token =
        token(realm.idTokenLifetime())
            .type(ID_TOKEN_TYPE)
            .subject(grant.user().subject())
            .audience(grant.clientId())
            .claim("auth_time", grant.session().signedInAt().getEpochSecond())
            .claim("sid", grant.session().id())
            .claim("at_hash", accessTokenHash(accessToken));
    grant.user().claims().forEach(token::claim);
    if (nonce != null) {
      token.claim("nonce", nonce);
    }
    return realm.faults().inIdToken(token).sign();
  }

  /** OpenID Connect Back-Channel Logout 1.0 section 2.4. */
  TestToken logoutToken(String clientId, ProviderSession session) {
    return logoutToken(clientId).subject(session.user().subject()).claim("sid", session.id());
  }

  /** A logout token that names nobody. */
  TestToken logoutToken(String clientId) {
    return token(LOGOUT_TOKEN_LIFETIME)
        .type(LOGOUT_TOKEN_TYPE)
        .audience(clientId)
        .claim("jti", UUID.randomUUID().toString())
        .claim("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()));
  }

  private String handOut(String token) {
    return opaque ? refer(token) : token;
  }

  /** Makes a reference to a token: it says nothing, and only this provider knows what is behind. */
  String refer(String token) {
    String reference = Unguessable.next();
    references.put(reference, token);
    return reference;
  }

  /** Ends a token, or what a reference stands for. */
  void revoke(String token) {
    withdrawn.put(behind(token), true);
  }

  private String behind(String token) {
    String referred = references.find(token);
    return referred == null ? token : referred;
  }

  /** The claims of an access token of this provider that is good now; otherwise null. */
  @Nullable JWTClaimsSet current(String token) {
    String signed = behind(token);
    JWTClaimsSet claims = realm.keys().claimsOf(signed, ACCESS_TOKEN_TYPE);
    return claims != null && withdrawn.find(signed) == null && current(claims) ? claims : null;
  }

  private boolean current(JWTClaimsSet claims) {
    Instant now = realm.clock().instant();
    return realm.issuer().equals(claims.getIssuer())
        && claims.getExpirationTime() != null
        // Good before the instant it expires, and no longer at it.
        && now.isBefore(claims.getExpirationTime().toInstant())
        && !revoked(claims.getJWTID());
  }

  /** Whether the token with this id was made for a grant that has ended since. */
  private boolean revoked(@Nullable String tokenId) {
    Grant grant = grants.find(tokenId);
    return grant != null && !grant.alive();
  }

  /** Scopes as one string, always in the same order. */
  static String text(Set<String> scopes) {
    List<String> known = Scopes.ALL.stream().filter(scopes::contains).toList();
    List<String> others = scopes.stream().filter(each -> !known.contains(each)).sorted().toList();
    return String.join(" ", known) + (others.isEmpty() ? "" : " " + String.join(" ", others));
  }

  private TestToken token(Duration lifetime) {
    return new TestToken(realm.keys(), realm.clock(), lifetime).issuer(realm.issuer());
  }

  /** The left half of the hash that the signature uses: OpenID Connect Core section 3.1.3.6. */
  private String accessTokenHash(String accessToken) {
    String algorithm = realm.keys().algorithm().getName();
    String bits = algorithm.equals("EdDSA") ? "512" : algorithm.substring(2); // Ed25519 has SHA-512
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-" + bits);
      byte[] hash = digest.digest(accessToken.getBytes(US_ASCII));
      return Base64URL.encode(Arrays.copyOf(hash, hash.length / 2)).toString();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-2", e);
    }
  }
}
