package dev.latchkey.testkit;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An application registered at the {@link TestProvider}.
 *
 * <p>Immutable: each method that changes something returns a new client. Redirect URIs are compared
 * character by character (RFC 9700 section 2.1); a client without any cannot start a login.
 */
public final class TestClient {
  private final String id;
  private final @Nullable String secret;
  private final Addresses addresses;
  private final Set<String> serviceScopes;

  private TestClient(
      String id, @Nullable String secret, Addresses addresses, Set<String> serviceScopes) {
    this.id = Objects.requireNonNull(id, "id");
    this.secret = secret;
    this.addresses = addresses;
    this.serviceScopes = serviceScopes;
  }

  private record Addresses(
      Set<String> afterLogin,
      Set<String> afterLogout,
      @Nullable String backChannelLogout,
      @Nullable String frontChannelLogout) {

    static final Addresses NONE = new Addresses(Set.of(), Set.of(), null, null);
  }

  /** Makes a client that proves itself with a secret, by basic authentication or in the form. */
  public static TestClient confidential(String id, String secret) {
    Objects.requireNonNull(secret, "secret");
    return new TestClient(id, secret, Addresses.NONE, Set.of());
  }

  /** Makes a client that has no secret and only names itself. */
  public static TestClient withoutSecret(String id) {
    return new TestClient(id, null, Addresses.NONE, Set.of());
  }

  /** Adds an address that a login may return to. */
  public TestClient redirectUri(String uri) {
    Set<String> more = plus(addresses.afterLogin(), uri);
    return at(
        new Addresses(
            more,
            addresses.afterLogout(),
            addresses.backChannelLogout(),
            addresses.frontChannelLogout()));
  }

  /** Adds an address that a logout may return to. */
  public TestClient postLogoutRedirectUri(String uri) {
    Set<String> more = plus(addresses.afterLogout(), uri);
    return at(
        new Addresses(
            addresses.afterLogin(),
            more,
            addresses.backChannelLogout(),
            addresses.frontChannelLogout()));
  }

  /** Sets where the provider posts a logout token when a user who signed in here signs out. */
  public TestClient backChannelLogoutUri(String uri) {
    return at(
        new Addresses(
            addresses.afterLogin(), addresses.afterLogout(), uri, addresses.frontChannelLogout()));
  }

  /** Sets what the provider's sign-out page loads when a user who signed in here signs out. */
  public TestClient frontChannelLogoutUri(String uri) {
    return at(
        new Addresses(
            addresses.afterLogin(), addresses.afterLogout(), addresses.backChannelLogout(), uri));
  }

  private TestClient at(Addresses changed) {
    return new TestClient(id, secret, changed, serviceScopes);
  }

  /** Replaces the scopes it may have in its own name; none means no client credentials grant. */
  public TestClient serviceScopes(String... scopes) {
    return new TestClient(id, secret, addresses, new LinkedHashSet<>(List.of(scopes)));
  }

  private static Set<String> plus(Set<String> uris, String uri) {
    URI parsed = URI.create(uri);
    // RFC 6749 section 3.1.2: absolute, and without a fragment.
    if (!parsed.isAbsolute() || parsed.getFragment() != null) {
      throw new IllegalArgumentException(
          "redirect URI \"" + uri + "\" must be absolute and must not have a fragment");
    }
    Set<String> more = new LinkedHashSet<>(uris);
    more.add(uri);
    return more;
  }

  /** The {@code client_id}. */
  public String id() {
    return id;
  }

  boolean hasSecret() {
    return secret != null;
  }

  boolean knows(@Nullable String presented) {
    return secret != null && presented != null && Users.same(secret, presented);
  }

  boolean returnsTo(String uri) {
    return addresses.afterLogin().contains(uri);
  }

  boolean mayStartLogin() {
    return !addresses.afterLogin().isEmpty();
  }

  boolean returnsAfterLogoutTo(String uri) {
    return addresses.afterLogout().contains(uri);
  }

  @Nullable String backChannelLogoutUri() {
    return addresses.backChannelLogout();
  }

  @Nullable String frontChannelLogoutUri() {
    return addresses.frontChannelLogout();
  }

  Set<String> serviceScopes() {
    return serviceScopes;
  }

  /** Names the client, never the secret. */
  @Override
  public String toString() {
    return "TestClient[" + id + "]";
  }
}
