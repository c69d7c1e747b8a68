package dev.latchkey;

import java.net.URI;
import java.util.ArrayList;
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
    return values.has(setting) ? read(setting, values.text(setting)) : Optional.empty();
  }

  /** The addresses of a setting that is a list. */
  List<URI> each(Setting setting) {
    List<URI> all = new ArrayList<>();
    for (String text : values.words(setting)) {
      all.addAll(read(setting, text).stream().toList());
    }
    return all;
  }

  Optional<URI> read(Setting setting, String text) {
    Optional<URI> address = values.address(setting, text);
    if (address.isPresent()) {
      check(setting, text, address.get());
      hosts.add(address.get().getHost());
    }
    return address;
  }

  private void check(Setting setting, String text, URI address) {
    if (address.getScheme().equals("http") && !insecureHosts.contains(address.getHost())) {
      problems.add(
          setting,
          "is "
              + text
              + ", which is not https; in development, allow its host with insecure-http-hosts="
              + address.getHost());
    }
  }

  /** The hosts of all that was read. */
  Set<String> hosts() {
    return hosts;
  }
}
