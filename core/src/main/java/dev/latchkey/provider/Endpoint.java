package dev.latchkey.provider;

import dev.latchkey.http.AddressRules;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The addresses that a provider has, by their names in its metadata and in the settings. */
public enum Endpoint {
  /** Where browsers sign in. */
  AUTHORIZATION("authorization_endpoint", "endpoint.authorization"),
  /** Where codes become tokens. */
  TOKEN("token_endpoint", "endpoint.token"),
  /** Where its keys are. */
  KEYS("jwks_uri", "jwks-uri"),
  /** Where tokens are looked up. */
  INTROSPECTION("introspection_endpoint", "endpoint.introspection"),
  /** Where more is known of a user. */
  USERINFO("userinfo_endpoint", "endpoint.userinfo"),
  /** Where browsers sign out. */
  END_SESSION("end_session_endpoint", "endpoint.end-session"),
  /** Where tokens are given up. */
  REVOCATION("revocation_endpoint", "endpoint.revocation");

  private final String specName;
  private final String setting;

  Endpoint(String specName, String setting) {
    this.specName = specName;
    this.setting = setting;
  }

  /** The member of the metadata, for example {@code token_endpoint}. */
  public String specName() {
    return specName;
  }

  /** The key of the setting that takes its place. */
  public String setting() {
    return setting;
  }

  /** Tells whether we call it ourselves; browsers are sent to the others. */
  public boolean isCalled() {
    return this != AUTHORIZATION && this != END_SESSION;
  }

  /** Tells why a provider may not name this address; {@code null} when it may. */
  @Nullable String refusal(URI address, AddressRules rules) {
    return isCalled() ? rules.refusalOfForm(address) : rules.refusalForBrowsers(address);
  }
}
