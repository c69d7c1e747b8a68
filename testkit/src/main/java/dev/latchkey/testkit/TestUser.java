package dev.latchkey.testkit;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Somebody who can sign in at the {@link TestProvider}.
 *
 * <p>Immutable: each method that changes something returns a new user. The password is shown on the
 * sign-in page, so never use a real one.
 */
public final class TestUser {
  private final String username;
  private final String password;
  private final String subject;
  private final String name;
  private final String email;
  private final List<String> roles;
  private final List<String> groups;

  private TestUser(
      String username,
      String password,
      String subject,
      String name,
      String email,
      List<String> roles,
      List<String> groups) {
    this.username = Objects.requireNonNull(username, "username");
    this.password = Objects.requireNonNull(password, "password");
    this.subject = Objects.requireNonNull(subject, "subject");
    this.name = Objects.requireNonNull(name, "name");
    this.email = Objects.requireNonNull(email, "email");
    this.roles = List.copyOf(roles);
    this.groups = List.copyOf(groups);
  }

  /**
   * Makes a user without roles and groups. The subject is the user name with {@code -id} added, the
   * address is at {@code example.com}, the name is the user name.
   *
   * @throws IllegalArgumentException if one of the two is blank
   */
  public static TestUser of(String username, String password) {
    if (username.isBlank() || password.isBlank()) {
      throw new IllegalArgumentException("a user needs a user name and a password");
    }
    String email = username + "@example.com";
    return new TestUser(
        username, password, username + "-id", username, email, List.of(), List.of());
  }

  static TestUser alice() {
    return of("alice", "alice-pw").name("Alice Example").roles("user").groups("staff");
  }

  static TestUser bob() {
    return of("bob", "bob-pw").name("Bob Example").roles("user", "admin").groups("staff", "admins");
  }

  /** Sets the {@code sub} claim. */
  public TestUser subject(String subject) {
    return new TestUser(username, password, subject, name, email, roles, groups);
  }

  /** Sets the {@code name} claim. */
  public TestUser name(String name) {
    return new TestUser(username, password, subject, name, email, roles, groups);
  }

  /** Sets the {@code email} claim; the provider calls every address verified. */
  public TestUser email(String email) {
    return new TestUser(username, password, subject, name, email, roles, groups);
  }

  /** Replaces the {@code roles} claim; none is the empty array. */
  public TestUser roles(String... roles) {
    return new TestUser(username, password, subject, name, email, List.of(roles), groups);
  }

  /** Replaces the {@code groups} claim; none is the empty array. */
  public TestUser groups(String... groups) {
    return new TestUser(username, password, subject, name, email, roles, List.of(groups));
  }

  /** The name typed on the sign-in page, also the {@code preferred_username} claim. */
  public String username() {
    return username;
  }

  /** The password typed on the sign-in page. */
  public String password() {
    return password;
  }

  /** The {@code sub} claim. */
  public String subject() {
    return subject;
  }

  /** What an ID token and the userinfo endpoint say of this user, {@code sub} apart. */
  Map<String, Object> claims() {
    return Map.of(
        "name", name,
        "preferred_username", username,
        "email", email,
        "email_verified", true,
        "roles", roles,
        "groups", groups);
  }

  /** What an access token says of this user, {@code sub} apart. */
  Map<String, Object> accessTokenClaims() {
    return Map.of("preferred_username", username, "email", email, "roles", roles, "groups", groups);
  }

  /** Names the user, never the password. */
  @Override
  public String toString() {
    return "TestUser[" + username + "]";
  }
}
