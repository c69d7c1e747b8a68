package dev.latchkey.http;

import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Addresses that are not on the public internet, and forms that lead there by a detour. */
final class PrivateAddresses {

  private static final List<AddressRange> RANGES =
      Stream.of(
              "0.0.0.0/8", // this network
              "10.0.0.0/8",
              "100.64.0.0/10", // carriers' own
              "127.0.0.0/8",
              "169.254.0.0/16", // link-local, clouds' metadata
              "172.16.0.0/12",
              "192.0.0.0/24",
              "192.168.0.0/16",
              "198.18.0.0/15",
              "224.0.0.0/3", // multicast, reserved, broadcast
              "::/96", // any-local, loopback, IPv4-compatible
              "::ffff:0:0:0/96", // IPv4 translated (RFC 2765)
              "64:ff9b::/96", // IPv4 behind NAT64
              "64:ff9b:1::/48",
              "100::/64",
              "2001::/32", // Teredo
              "2002::/16", // 6to4
              "fc00::/7", // unique local
              "fe80::/9", // link-local, site-local
              "ff00::/8")
          .map(AddressRange::parse)
          .map(Objects::requireNonNull)
          .toList();

  private PrivateAddresses() {}

  static boolean contain(InetAddress address) {
    for (AddressRange range : RANGES) {
      if (range.contains(address)) {
        return true;
      }
    }
    return false;
  }
}
