package dev.latchkey.http;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which addresses may be called. Immutable. */
public final class AddressRules {

  private AddressRules() {}

  /** https only, and no private address. */
  public static AddressRules strict() {
    return new AddressRules();
  }

  /** These rules, with http allowed to these hosts as well ({@code insecure-http-hosts}). */
  public AddressRules allowInsecureHttpTo(Set<String> hosts) {
    return this;
  }

  /**
   * These rules, with private addresses allowed to these hosts: those that the settings name
   * (issuer, {@code internal-url}, {@code jwks-uri}) and {@code http.private-hosts}. Names, address
   * literals or ranges such as {@code 10.1.0.0/16}.
   */
  public AddressRules allowPrivateHosts(Set<String> hosts) {
    return this;
  }

  /** Tells why an address may not be called, or {@code null} when it may. Looks its name up. */
  public @Nullable String refusal(URI uri) {
    return refusalOfForm(uri);
  }

  /** As {@link #refusal} as far as can be said without looking a name up. */
  public @Nullable String refusalOfForm(URI uri) {
    throw new UnsupportedOperationException();
  }

  /**
   * As {@link #refusalOfForm}, for addresses that only browsers are sent to: any host will do, but
   * the scheme must be right.
   */
  public @Nullable String refusalForBrowsers(URI uri) {
    throw new UnsupportedOperationException();
  }
}
