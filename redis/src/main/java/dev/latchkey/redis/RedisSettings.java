package dev.latchkey.redis;

import io.lettuce.core.RedisURI;
import io.lettuce.core.SslVerifyMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where Redis is and how it is spoken to.
 *
 * @param addresses one, which may name several Sentinels; or several nodes of a Cluster
 * @param timeout for a whole call of the store, with whatever it comes to
 * @param authorities a PEM file with those to trust in place of the JVM's
 */
record RedisSettings(
    List<RedisURI> addresses,
    String namespace,
    Duration timeout,
    boolean nearCache,
    Optional<Path> authorities) {

  private static final Pattern NAMESPACE = Pattern.compile("[A-Za-z0-9._:-]{1,64}");
  private static final Pattern HOST =
      Pattern.compile("[A-Za-z0-9._-]+|\\[?[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%[A-Za-z0-9]+)?]?");
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127\\.\\d+\\.\\d+\\.\\d+|::1|\\[::1]");
  private static final Duration SHORTEST_TO_CONNECT = Duration.ofSeconds(1);

  private static final String UNREADABLE =
      " cannot be read as an address of Redis; write redis://host:6379 or"
          + " rediss://user:password@host:6379/0, with what is special in a password"
          + " percent-encoded";

  /** Reads; what is wrong becomes a problem that shows no address, since it may hold a password. */
  static RedisSettings read(Map<String, String> settings, List<String> problems) {
    Duration timeout = Duration.ofMillis(Long.parseLong(settings.getOrDefault("timeout", "500")));
    List<RedisURI> addresses = addresses(settings.getOrDefault("uri", ""), problems);
    addresses.stream().flatMap(RedisSettings::whole).forEach(each -> limit(each, timeout));
    if (addresses.stream().flatMap(RedisSettings::whole).anyMatch(RedisSettings::trustsAnybody)) {
      problems.add(
          "redis.uri turns a check of the certificate off, so that somebody on the way could answer"
              + " in Redis' place; remove verifyPeer, and set redis.trust-store if it has another"
              + " authority");
    }
    String namespace = settings.getOrDefault("namespace", "latchkey");
    if (!NAMESPACE.matcher(namespace).matches()) {
      problems.add(
          "redis.namespace is \"" + namespace + "\"; write up to 64 letters, digits, . _ : and -");
    }
    boolean near = settings.getOrDefault("near-cache", "false").equals("true");
    if (near && addresses.size() > 1) {
      problems.add("redis.near-cache does not work with a Cluster yet; leave it out");
    }
    return new RedisSettings(
        addresses, namespace, timeout, near, authorities(settings, addresses, problems));
  }

  private static List<RedisURI> addresses(String text, List<String> problems) {
    List<RedisURI> addresses = new ArrayList<>();
    if (text.isBlank()) {
      problems.add(
          "redis.uri is missing; write redis://host:6379, rediss:// for TLS,"
              + " redis-sentinel://host:26379,host:26379/0#name, or several nodes of a Cluster");
      return addresses;
    }
    String[] words = text.strip().split("\\s+");
    for (int i = 0; i < words.length; i++) {
      String place = words.length == 1 ? "" : " (address " + (i + 1) + " of " + words.length + ")";
      address(words[i])
          .ifPresentOrElse(addresses::add, () -> problems.add("redis.uri" + place + UNREADABLE));
    }
    if (words.length > 1 && addresses.stream().anyMatch(each -> !each.getSentinels().isEmpty())) {
      problems.add(
          "redis.uri names Sentinels among several addresses; put all Sentinels into one, separated"
              + " by commas");
    }
    return addresses;
  }

  private static Optional<RedisURI> address(String word) {
    try {
      RedisURI address = RedisURI.create(word);
      List<RedisURI> servers = servers(address);
      boolean named = !servers.isEmpty() && servers.stream().allMatch(RedisSettings::isNamed);
      return named ? Optional.of(address) : Optional.empty();
    } catch (RuntimeException unreadable) {
      return Optional.empty(); // its message may quote the password
    }
  }

  /** What is connected to first: the Sentinels where there are some. */
  private static List<RedisURI> servers(RedisURI address) {
    return address.getSentinels().isEmpty() ? List.of(address) : address.getSentinels();
  }

  /** Lettuce takes a port that is no number, or a password with a slash, for part of the name. */
  private static boolean isNamed(RedisURI server) {
    return server.getHost() != null && HOST.matcher(server.getHost()).matches();
  }

  /** An address with the Sentinels that it names. */
  private static Stream<RedisURI> whole(RedisURI address) {
    return Stream.concat(Stream.of(address), address.getSentinels().stream());
  }

  /** Lettuce would wait for a minute until a server greets that has taken the connection. */
  private static void limit(RedisURI address, Duration timeout) {
    address.setTimeout(connectTime(timeout));
  }

  private static Duration connectTime(Duration timeout) {
    Duration twice = timeout.multipliedBy(2);
    return twice.compareTo(SHORTEST_TO_CONNECT) < 0 ? SHORTEST_TO_CONNECT : twice;
  }

  /** For a connection and its greeting, which nobody waits for longer than {@link #timeout}. */
  Duration connectTime() {
    return connectTime(timeout);
  }

  private static Optional<Path> authorities(
      Map<String, String> settings, List<RedisURI> addresses, List<String> problems) {
    Optional<Path> file = Optional.ofNullable(settings.get("trust-store")).map(Path::of);
    file.flatMap(Authorities::problem).ifPresent(problems::add);
    if (file.isPresent() && !addresses.isEmpty() && addresses.stream().noneMatch(RedisURI::isSsl)) {
      problems.add("redis.trust-store is set, but redis.uri is not TLS; write rediss://");
    }
    return file;
  }

  /** What works, but should be looked at. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (addresses.stream().flatMap(RedisSettings::whole).anyMatch(RedisSettings::showsPassword)) {
      warnings.add("redis.uri sends a password in the clear; write rediss:// in place of redis://");
    }
    return warnings;
  }

  private static boolean trustsAnybody(RedisURI address) {
    return address.isSsl() && address.getVerifyMode() != SslVerifyMode.FULL;
  }

  private static boolean showsPassword(RedisURI address) {
    boolean near =
        servers(address).stream().allMatch(each -> LOOPBACK.matcher(each.getHost()).matches());
    return !address.isSsl() && hasPassword(address) && !near;
  }

  private static boolean hasPassword(RedisURI address) {
    return address.getCredentialsProvider() != null
        && address
            .getCredentialsProvider()
            .resolveCredentials()
            .blockOptional()
            .map(found -> found.hasPassword())
            .orElse(false);
  }

  /** Nothing of the addresses, since they may hold a password. */
  @Override
  public String toString() {
    return "RedisSettings[" + addresses.size() + " addresses, " + namespace + "]";
  }
}
