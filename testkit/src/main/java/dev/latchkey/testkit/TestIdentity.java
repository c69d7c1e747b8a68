package dev.latchkey.testkit;

import dev.latchkey.token.BearerToken;
import dev.latchkey.token.ClaimPlaces;
import dev.latchkey.token.Claims;
import dev.latchkey.token.HeldTokens;
import dev.latchkey.token.Identity;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An {@link Identity} in the making, for unit tests of code that is given one.
 *
 * <pre>{@code
 * Identity ada = TestIdentity.of("ada").roles("clerk").scopes("orders:read").build();
 * }</pre>
 *
 * <p>It is a value that nobody has verified: no request becomes anybody's by it. To begin with the
 * issuer is {@code https://id.example.com}, the name is the subject, and everything else is empty.
 * Not thread-safe; {@link #build()} may be called again.
 */
public final class TestIdentity {
  private final Map<String, @Nullable Object> claims = new LinkedHashMap<>();
  private HeldTokens tokens = HeldTokens.none();
  private Instant expiresAt = Instant.parse("2099-12-31T00:00:00Z");

  private TestIdentity(String subject) {
    claim("iss", "https://id.example.com").claim("sub", subject);
  }

  /** Begins the identity of this subject. */
  public static TestIdentity of(String subject) {
    return new TestIdentity(subject);
  }

  /** Replaces the issuer. */
  public TestIdentity issuer(String issuer) {
    return claim("iss", issuer);
  }

  /** Sets the name to show; the subject is the default. */
  public TestIdentity name(String name) {
    return claim("preferred_username", name);
  }

  /** Replaces the scopes. */
  public TestIdentity scopes(String... scopes) {
    return claim("scope", String.join(" ", scopes));
  }

  /** Replaces the roles. */
  public TestIdentity roles(String... roles) {
    return claim("roles", List.of(roles));
  }

  /** Replaces the groups. */
  public TestIdentity groups(String... groups) {
    return claim("groups", List.of(groups));
  }

  /** Replaces the audience. */
  public TestIdentity audience(String... audience) {
    return claim("aud", List.of(audience));
  }

  /** Sets any claim to any JSON value. */
  public TestIdentity claim(String name, @Nullable Object value) {
    claims.put(name, value);
    return this;
  }

  /** Sets when it stops to be true; the end of 2099 is the default. */
  public TestIdentity expiresAt(Instant expiresAt) {
    this.expiresAt = expiresAt;
    return this;
  }

  /** Sets the token that {@code Tokens.of} finds, without reading it; there is none otherwise. */
  public TestIdentity accessToken(String accessToken) {
    this.tokens = HeldTokens.ofBearer(BearerToken.of(accessToken));
    return this;
  }

  /** Makes the identity. */
  public Identity build() {
    Claims copy = Claims.of(new LinkedHashMap<>(claims));
    return Identity.ofAccessToken(copy, ClaimPlaces.standard(), expiresAt, tokens);
  }

  /** Says nothing of the contents. */
  @Override
  public String toString() {
    return "TestIdentity";
  }
}
