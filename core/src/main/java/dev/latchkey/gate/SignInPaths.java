package dev.latchkey.gate;

/**
 * Where users sign in and out, as paths below the application's root, beginning with a slash.
 * Immutable.
 */
public final class SignInPaths {

  private final String login;
  private final String callback;
  private final String logout;

  SignInPaths(String login, String callback, String logout) {
    this.login = login;
    this.callback = callback;
    this.logout = logout;
  }

  /** Where a page sends a user to sign in ({@code login-path}). */
  public String login() {
    return login;
  }

  /** Where the provider sends browsers back to ({@code callback-path}). */
  public String callback() {
    return callback;
  }

  /** Where a page's form signs a user out ({@code logout-path}). */
  public String logout() {
    return logout;
  }

  @Override
  public String toString() {
    return "SignInPaths[" + login + " " + callback + " " + logout + "]";
  }
}
