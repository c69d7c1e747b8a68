package dev.latchkey;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the addresses of a provider: https, unless their host is named for development. Remembers
 * the hosts, since those that the settings name may be private ones.
 */
final class RemoteAddresses {

  private final Set<String> hosts = new HashSet<>();
  private final SettingValues values;
  private final Problems problems;
  private final Set<String> insecureHosts;

  RemoteAddresses(SettingValues values, Problems problems, Set<String> insecureHosts) {
    this.values = values;
    this.problems = problems;
    this.insecureHosts = insecureHosts;
  }

  /** The address of a setting that is set. */
  Optional<URI> set(Setting setting) {
    return values.set(setting).flatMap(text -> read(setting, text));
  }

  /** The addresses of a setting that is a list. */
  List<URI> each(Setting setting) {
    return values.words(setting).stream().flatMap(text -> read(setting, text).stream()).toList();
  }

  Optional<URI> read(Setting setting, String text) {
    Optional<URI> address = values.address(setting, text);
    address.ifPresent(uri -> hosts.add(uri.getHost()));
    address
        .filter(uri -> uri.getScheme().equals("http") && !insecureHosts.contains(uri.getHost()))
        .ifPresent(
            uri ->
                problems.add(
                    setting,
                    "is "
                        + text
                        + ", which is not https; in development, allow its host with"
                        + " insecure-http-hosts="
                        + uri.getHost()));
    return address;
  }

  /** The hosts of all that was read. */
  Set<String> hosts() {
    return hosts;
  }
}
