package dev.latchkey.http;

import dev.latchkey.event.SafeText;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which addresses may be called. Immutable.
 *
 * <p>A name is looked up here and again when the JDK connects, which cannot be told to use the
 * address that was checked. Both read the JVM's cache of names (30 s by default), and {@link
 * JdkTransport} asks once more before it hands out an answer. A name that cannot be looked up is
 * not refused here: calling it fails.
 */
public final class AddressRules {

  /** Finds the addresses of a name. */
  interface Resolver {
    InetAddress[] resolve(String name) throws UnknownHostException;
  }

  private static final int MAX_SHOWN_CHARS = 200;

  private final Set<String> insecureHosts;
  private final Set<String> privateHosts;
  private final List<AddressRange> privateRanges;
  private final Resolver resolver;

  private AddressRules(Set<String> insecureHosts, Set<String> privateHosts, Resolver resolver) {
    this.insecureHosts = insecureHosts;
    this.privateHosts = privateHosts;
    this.privateRanges = new ArrayList<>();
    for (String host : privateHosts) {
      AddressRange range = AddressRange.parse(host);
      if (range != null) {
        privateRanges.add(range);
      }
    }
    this.resolver = resolver;
  }

  /** https only, and no private address. */
  public static AddressRules strict() {
    return strict(InetAddress::getAllByName);
  }

  static AddressRules strict(Resolver resolver) {
    return new AddressRules(Set.of(), Set.of(), resolver);
  }

  /**
   * These rules, with http allowed to these hosts as well ({@code insecure-http-hosts}). Whoever
   * names a host there trusts its address too, so it may be a private one.
   */
  public AddressRules allowInsecureHttpTo(Set<String> hosts) {
    return new AddressRules(union(insecureHosts, hosts), privateHosts, resolver);
  }

  /**
   * These rules, with private addresses allowed to these hosts: those that the settings name
   * (issuer, {@code internal-url}, {@code jwks-uri}) and {@code http.private-hosts}. Names, address
   * literals or ranges such as {@code 10.1.0.0/16}.
   *
   * @throws IllegalArgumentException when one has a slash and is no range
   */
  public AddressRules allowPrivateHosts(Set<String> hosts) {
    return new AddressRules(insecureHosts, union(privateHosts, hosts), resolver);
  }

  private static Set<String> union(Set<String> some, Set<String> more) {
    Set<String> all = new HashSet<>(some);
    for (String host : more) {
      all.add(normal(host));
    }
    return Set.copyOf(all);
  }

  static String normal(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    if (lower.startsWith("[") && lower.endsWith("]")) {
      return lower.substring(1, lower.length() - 1);
    }
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  /** Tells why an address may not be called, or {@code null} when it may. Looks its name up. */
  public @Nullable String refusal(URI uri) {
    String refusal = refusalOfForm(uri);
    if (refusal != null) {
      return refusal;
    }
    String host = normal(uri.getHost());
    if (isNamed(host)) {
      return null;
    }
    try {
      for (InetAddress address : resolver.resolve(host)) {
        if (isForeignPrivate(address)) {
          return isPrivate(uri, host, " (" + address.getHostAddress() + ")");
        }
      }
      return null;
    } catch (UnknownHostException e) {
      return null;
    }
  }

  /** As {@link #refusal} as far as can be said without looking a name up. */
  public @Nullable String refusalOfForm(URI uri) {
    String refusal = refusalForBrowsers(uri);
    if (refusal != null) {
      return refusal;
    }
    String host = normal(uri.getHost());
    if (isNamed(host) || !isNumeric(host)) {
      return null;
    }
    InetAddress literal = AddressRange.literal(host);
    if (literal == null) {
      return shown(uri) + " has a host that is a number in an unusual form; write its name";
    }
    return isForeignPrivate(literal) ? isPrivate(uri, host, "") : null;
  }

  /**
   * As {@link #refusalOfForm}, for addresses that only browsers are sent to: any host will do, but
   * the scheme must be right.
   */
  public @Nullable String refusalForBrowsers(URI uri) {
    String host = uri.getHost();
    if (uri.getScheme() == null || host == null || host.isEmpty()) {
      return shown(uri) + " is no absolute address with a host; write https://host/path";
    }
    if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
      return shown(uri) + " has user info or a fragment; leave it out";
    }
    return refusalOfScheme(uri, normal(host));
  }

  private @Nullable String refusalOfScheme(URI uri, String host) {
    if (uri.getScheme().equalsIgnoreCase("https")
        || uri.getScheme().equalsIgnoreCase("http") && insecureHosts.contains(host)) {
      return null;
    }
    return shown(uri)
        + " is not https; use https, or for http on a machine of your own list \""
        + host
        + "\" in insecure-http-hosts";
  }

  private static String isPrivate(URI uri, String host, String address) {
    return shown(uri)
        + " is in a private network"
        + address
        + "; if it is yours, list \""
        + host
        + "\" in http.private-hosts";
  }

  private boolean isNamed(String host) {
    return privateHosts.contains(host) || insecureHosts.contains(host);
  }

  private boolean isForeignPrivate(InetAddress address) {
    if (!PrivateAddresses.contain(address)) {
      return false;
    }
    for (AddressRange range : privateRanges) {
      if (range.contains(address)) {
        return false;
      }
    }
    return true;
  }

  /** Tells whether some reader could take the host for a number: decimal, octal, hex, IPv6. */
  private static boolean isNumeric(String host) {
    String last = host.substring(host.lastIndexOf('.') + 1);
    return host.indexOf(':') >= 0
        || last.startsWith("0x")
        || !last.isEmpty() && last.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static String shown(URI uri) {
    return SafeText.of(HttpCall.withoutQuery(uri), MAX_SHOWN_CHARS);
  }
}
