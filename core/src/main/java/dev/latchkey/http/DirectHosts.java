package dev.latchkey.http;

import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Hosts that are not called through a proxy. Nothing is looked up: a range holds addresses that
 * stand in an URL as such. Immutable.
 */
final class DirectHosts {

  private final Set<String> names;
  private final List<String> endings;
  private final List<AddressRange> ranges;

  private DirectHosts(Set<String> names, List<String> endings, List<AddressRange> ranges) {
    this.names = names;
    this.endings = endings;
    this.ranges = ranges;
  }

  static DirectHosts of(List<String> hosts) {
    List<String> normal = hosts.stream().map(AddressRules::normal).toList();
    return new DirectHosts(
        normal.stream().filter(host -> !host.startsWith(".")).collect(Collectors.toSet()),
        normal.stream().filter(host -> host.startsWith(".")).toList(),
        normal.stream().map(AddressRange::parse).filter(Objects::nonNull).toList());
  }

  boolean contain(String given) {
    String host = AddressRules.normal(given);
    InetAddress literal = AddressRange.literal(host);
    if (literal != null) {
      return literal.isLoopbackAddress()
          || ranges.stream().anyMatch(range -> range.contains(literal));
    }
    return host.equals("localhost")
        || names.contains(host)
        || endings.stream().anyMatch(host::endsWith);
  }
}
