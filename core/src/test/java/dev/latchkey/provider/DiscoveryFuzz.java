package dev.latchkey.provider;

import static dev.latchkey.testing.Invariant.holds;

import dev.latchkey.http.AddressRules;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Discovery documents: the input is the document. */
public final class DiscoveryFuzz {

  private static final String ISSUER = "https://id.example.com";

  /** Foreign texts in it are cut, and there are a dozen members that may be wrong. */
  private static final int MAX_DETAIL_CHARS = 20_000;

  /** Names are judged when they are called, since only then they are looked up. */
  private static final Pattern THIS_MACHINE = Pattern.compile("127(\\.[0-9]+){0,3}\\.?|\\[::1]");

  private static final AddressRules RULES = AddressRules.strict();
  private static final MetadataReader READER = new MetadataReader(ISSUER, RULES);

  private DiscoveryFuzz() {}

  /** Tries one input; the name is the one that Jazzer looks for. */
  public static void fuzzerTestOneInput(byte[] input) {
    MetadataLookup lookup = READER.read(input);
    holds(lookup.equals(READER.read(input)), "a document is read alike twice");
    if (lookup instanceof MetadataLookup.Ready ready) {
      mayBeUsed(ready.metadata());
    } else {
      String detail = ((MetadataLookup.Missing) lookup).detail();
      holds(!detail.isEmpty() && detail.length() <= MAX_DETAIL_CHARS, "a problem is told in short");
      holds(detail.chars().noneMatch(Character::isISOControl), "a problem is told on one line");
    }
  }

  private static void mayBeUsed(Metadata metadata) {
    holds(metadata.issuer().equals(ISSUER), "who answers is who was asked");
    holds(metadata.jwksUri().isPresent(), "there are keys to be had");
    forCalls(metadata).forEach(uri -> holds(RULES.refusalOfForm(uri) == null, "we may call it"));
    forCalls(metadata).forEach(DiscoveryFuzz::isNotThisMachine);
    forBrowsers(metadata)
        .forEach(uri -> holds(RULES.refusalForBrowsers(uri) == null, "a browser may go there"));
    Stream.concat(forCalls(metadata), forBrowsers(metadata)).forEach(DiscoveryFuzz::isPlain);
  }

  private static Stream<URI> forCalls(Metadata metadata) {
    return Stream.of(
            metadata.tokenEndpoint(),
            metadata.jwksUri(),
            metadata.endpoint(Endpoint.USERINFO),
            metadata.introspectionEndpoint(),
            metadata.endpoint(Endpoint.REVOCATION))
        .flatMap(Optional::stream);
  }

  private static Stream<URI> forBrowsers(Metadata metadata) {
    return Stream.of(metadata.authorizationEndpoint(), metadata.endSessionEndpoint())
        .flatMap(Optional::stream);
  }

  /** In words of its own, so that the rules are not measured by themselves alone. */
  private static void isPlain(URI uri) {
    holds("https".equalsIgnoreCase(uri.getScheme()), "the address is https");
    holds(uri.getHost() != null && !uri.getHost().isEmpty(), "the address has a host");
    holds(uri.getUserInfo() == null && uri.getFragment() == null, "the address has no more");
  }

  private static void isNotThisMachine(URI uri) {
    holds(!THIS_MACHINE.matcher(uri.getHost()).matches(), "no call goes to this machine");
  }
}
