package dev.latchkey.token;

import java.security.Principal;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who the caller is, as the issuer said and as Latchkey verified. It is the request's {@link
 * Principal}. Immutable and thread-safe.
 *
 * <p>Two identities are equal when issuer, kind and subject are: names and e-mail addresses are for
 * display, can change and can be the same for two people (OpenID Connect Core section 5.7). An
 * application that has a user's identifier for its own is not that user.
 */
public final class Identity implements Principal {

  /** Whom a caller is. */
  public enum Kind {
    /** A person, or an application on a person's behalf. */
    USER,
    /** An application in its own name. */
    APPLICATION
  }

  private final String issuer;
  private final Kind kind;
  private final @Nullable String subject;
  private final @Nullable String client;
  private final String name;
  private final List<Claims> sources;
  private final List<String> audience;
  private final Authorities authorities;
  private final Instant expiresAt;
  private final Authentication authentication;
  private final HeldTokens tokens;

  private Identity(
      Claims primary,
      Kind kind,
      List<Claims> sources,
      List<String> audience,
      Authorities authorities,
      ClaimPlaces places,
      Instant expiresAt,
      HeldTokens tokens) {
    this.issuer = Objects.requireNonNull(primary.string("iss"), "iss");
    this.kind = kind;
    this.subject = places.subjects().subject(primary);
    this.client = places.subjects().client(sources);
    this.sources = List.copyOf(sources);
    this.name = Optional.ofNullable(places.name(sources)).or(this::subject).orElse("unnamed");
    this.audience = audience;
    this.authorities = authorities;
    this.expiresAt = expiresAt;
    this.authentication = Authentication.of(primary);
    this.tokens = tokens;
  }

  private Identity(Identity other, String issuer) {
    this.issuer = issuer;
    this.kind = other.kind;
    this.subject = other.subject;
    this.client = other.client;
    this.name = other.name;
    this.sources = other.sources;
    this.audience = other.audience;
    this.authorities = other.authorities;
    this.expiresAt = other.expiresAt;
    this.authentication = other.authentication;
    this.tokens = other.tokens;
  }

  /**
   * Makes the identity of an access token whose claims were verified. Internal: outside of this
   * place nothing calls it but tests of rules.
   */
  public static Identity ofAccessToken(
      Claims verified, ClaimPlaces places, Instant expiresAt, HeldTokens tokens) {
    List<Claims> sources = List.of(verified);
    return new Identity(
        verified,
        places.subjects().kind(verified),
        sources,
        Optional.ofNullable(places.audience(verified)).orElse(List.of()),
        new Authorities(places, sources, verified, Set.of()),
        places,
        expiresAt,
        tokens);
  }

  /**
   * Makes the identity of a session. Internal.
   *
   * @param idToken the verified claims that say who it is
   * @param sources where roles, groups and names are looked up, in order
   * @param accessToken the verified claims of the access token; {@code null} when it is opaque
   * @param grantedScopes what the token endpoint said was granted, used when the access token does
   *     not say it itself
   */
  public static Identity ofSession(
      Claims idToken,
      List<Claims> sources,
      @Nullable Claims accessToken,
      Set<String> grantedScopes,
      ClaimPlaces places,
      Instant expiresAt,
      HeldTokens tokens) {
    List<String> audience = accessToken == null ? null : places.audience(accessToken);
    return new Identity(
        idToken,
        Kind.USER,
        sources,
        audience == null ? List.of() : audience,
        new Authorities(places, sources, accessToken, grantedScopes),
        places,
        expiresAt,
        tokens);
  }

  /** The same, known by the one spelling of its issuer that counts. Internal. */
  public Identity vouchedForBy(String spelling) {
    return spelling.equals(issuer) ? this : new Identity(this, spelling);
  }

  /**
   * Returns the identity behind a request's principal.
   *
   * @throws IllegalStateException when there is none: the rule of this path does not ask for one,
   *     or another filter has replaced it; use {@link #find} where callers may be anonymous
   */
  public static Identity of(@Nullable Principal principal) {
    return find(principal)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    principal == null
                        ? "the caller is anonymous here; use Identity.find, or a rule that asks for"
                            + " a credential"
                        : "the principal is a "
                            + principal.getClass().getName()
                            + ", not Latchkey's; another filter has replaced it"));
  }

  /** Returns the identity behind a request's principal; empty for an anonymous caller. */
  public static Optional<Identity> find(@Nullable Principal principal) {
    return principal instanceof Identity identity ? Optional.of(identity) : Optional.empty();
  }

  /**
   * The issuer that vouches for the caller, as configured, however its tokens spell it; of an
   * issuer with many tenants, the tenant's own.
   */
  public String issuer() {
    return issuer;
  }

  /** Whether a user calls, or an application in its own name. */
  public Kind kind() {
    return kind;
  }

  /** The caller's identifier at the issuer; the client's id for an application without any. */
  public Optional<String> subject() {
    return Optional.ofNullable(subject);
  }

  /** The client that the token was issued to; empty where it does not say. */
  public Optional<String> client() {
    return Optional.ofNullable(client);
  }

  /** A name to show, the subject where there is no other; no key to anything. */
  @Override
  public String getName() {
    return name;
  }

  /** The scopes of the access token; empty when it has none. */
  public Set<String> scopes() {
    return authorities.scopes();
  }

  /** The caller's roles; empty when there are none. */
  public Set<String> roles() {
    return authorities.roles();
  }

  /** Tells whether the caller has the role, matched exactly. */
  public boolean hasRole(String role) {
    return roles().contains(role);
  }

  /** The caller's groups; empty when there are none, or when {@link #groupsLeftOut}. */
  public Set<String> groups() {
    return authorities.groups();
  }

  /** Whether there are groups that are too many for the token, so that it lists none or not all. */
  public boolean groupsLeftOut() {
    return authorities.groupsLeftOut();
  }

  /** The audience of the access token; empty when it has none or is opaque. */
  public List<String> audience() {
    return audience;
  }

  /** When this stops to be true: the end of the token, or of the session. */
  public Instant expiresAt() {
    return expiresAt;
  }

  /**
   * How the user was authenticated, as the access token says, for a session the ID token. Internal:
   * applications ask for the claims.
   */
  public Authentication authentication() {
    return authentication;
  }

  /** A string claim by name; empty when it is absent or no string. */
  public Optional<String> claim(String claimName) {
    for (Claims source : sources) {
      String value = source.string(claimName);
      if (value != null) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }

  /** The claim at a pointer, of any JSON type; empty when no source holds it. */
  public Optional<Object> claim(ClaimPointer pointer) {
    return Optional.ofNullable(ClaimPlaces.first(pointer, sources));
  }

  /** All claims, unmodifiable; where two sources hold a name, the first counts. */
  public Map<String, @Nullable Object> claims() {
    if (sources.size() == 1) {
      return sources.get(0).asMap();
    }
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    for (Claims source : sources) {
      source.asMap().forEach(all::putIfAbsent);
    }
    return Collections.unmodifiableMap(all);
  }

  /** The raw tokens. Internal: applications ask {@code dev.latchkey.gate.Tokens}. */
  public HeldTokens tokens() {
    return tokens;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Identity identity
        && identity.issuer.equals(issuer)
        && identity.kind == kind
        && Objects.equals(identity.subject, subject)
        // without a subject there is nothing to tell two callers apart by but the object itself
        && (subject != null || identity == this);
  }

  @Override
  public int hashCode() {
    return Objects.hash(issuer, kind, subject);
  }

  /** Issuer and subject. */
  @Override
  public String toString() {
    return "Identity[" + issuer + " " + subject + "]";
  }
}
