package dev.latchkey.gate;

import dev.latchkey.gate.TokenLocation.InCookie;
import dev.latchkey.gate.TokenLocation.InHeader;
import dev.latchkey.gate.TokenLocation.InQuery;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where requests may carry their token. Immutable and thread-safe. */
public final class TokenLocations {

  private static final String AUTHORIZATION = "header";
  private static final TokenLocations STANDARD = new TokenLocations(true, List.of());

  private final boolean authorization;
  private final List<TokenLocation> others;

  private TokenLocations(boolean authorization, List<TokenLocation> others) {
    this.authorization = authorization;
    this.others = List.copyOf(others);
  }

  /** {@code Authorization: Bearer} alone (RFC 6750 section 2.1). */
  public static TokenLocations standard() {
    return STANDARD;
  }

  /**
   * Reads {@code header}, {@code header:Name}, {@code header:Name:Prefix}, {@code query:name} and
   * {@code cookie:name}.
   *
   * @param baseUrl where our own pages are; {@code null} where that is not known
   * @throws IllegalArgumentException for what is none of these, or is there twice, or for a cookie
   *     without a {@code baseUrl}
   */
  public static TokenLocations of(List<String> words, @Nullable URI baseUrl) {
    List<TokenLocation> others = new ArrayList<>();
    Set<String> places = new HashSet<>();
    for (String word : words) {
      String[] parts = word.split(":", 3);
      String place = parts.length < 2 ? word : parts[0] + ":" + placeName(parts);
      if (!places.add(place)) {
        throw new IllegalArgumentException("\"" + place + "\" is named twice; name it once");
      }
      if (!word.equals(AUTHORIZATION)) {
        others.add(location(word, parts, baseUrl));
      }
    }
    return new TokenLocations(places.contains(AUTHORIZATION), others);
  }

  private static String placeName(String[] parts) {
    return parts[0].equals("header") ? RequestHeaders.normal(parts[1]) : parts[1];
  }

  private static TokenLocation location(String word, String[] parts, @Nullable URI baseUrl) {
    boolean named = parts.length > 1 && isToken(parts[1]);
    if (named && parts[0].equals("header") && !isReadOtherwise(parts)) {
      String prefix = parts.length > 2 ? parts[2] : "";
      if (parts.length == 2 || isToken(prefix)) {
        return new InHeader(parts[1], prefix);
      }
    }
    if (named && parts.length == 2 && parts[0].equals("query")) {
      return new InQuery(parts[1]);
    }
    if (named && parts.length == 2 && parts[0].equals("cookie")) {
      return cookie(parts[1], baseUrl);
    }
    throw new IllegalArgumentException(
        "\""
            + word
            + "\" is no place for a token; write header, header:Name, header:Name:Prefix,"
            + " query:name or cookie:name");
  }

  /** What {@code cookie:} reads, and what {@code header} does: a token would be there twice. */
  private static boolean isReadOtherwise(String[] parts) {
    return parts[1].equalsIgnoreCase("Cookie")
        || parts[1].equalsIgnoreCase("Authorization")
            && parts.length > 2
            && parts[2].equalsIgnoreCase("Bearer");
  }

  private static InCookie cookie(String name, @Nullable URI baseUrl) {
    if (baseUrl == null) {
      throw new IllegalArgumentException(
          "\"cookie:"
              + name
              + "\" needs base-url: browsers send cookies along for other sites' pages, too, and"
              + " only ours may change something with them");
    }
    return new InCookie(name, Origin.of(baseUrl));
  }

  /** RFC 9110 section 5.6.2, which holds for names of headers and of cookies alike. */
  static boolean isToken(String name) {
    return !name.isEmpty()
        && name.chars()
            .allMatch(
                c -> c < 128 && (Character.isLetterOrDigit(c) || "!#$&'*+-.^_`|~".indexOf(c) >= 0));
  }

  /** These, without what a browser sends along unasked. */
  TokenLocations withoutCookies() {
    return new TokenLocations(
        authorization, others.stream().filter(place -> !(place instanceof InCookie)).toList());
  }

  /**
   * Reads everything, then decides: two tokens are refused, wherever they are. {@code
   * Authorization} is looked at even where no token may stand in it.
   */
  BearerCredential read(Exchange exchange) {
    BearerCredential found = BearerCredential.of(exchange.request());
    for (TokenLocation other : others) {
      found = found.checked().and(other.read(exchange).checked());
    }
    return authorization || !found.isInAuthorization() ? found : BearerCredential.ABSENT;
  }
}
