package dev.latchkey.gate;

import dev.latchkey.json.Json;
import dev.latchkey.seal.Base64Url;
import dev.latchkey.token.ClaimPointer;
import dev.latchkey.token.Identity;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** One header of the application's request and where its value comes from. Immutable. */
final class ForwardedHeader {

  /**
   * Headers that say how the message is to be read, or what a browser says of itself: replacing one
   * breaks the request, or what others decide by it.
   */
  private static final Set<String> NOT_OURS =
      Set.of(
          "connection",
          "cookie",
          "expect",
          "host",
          "http2-settings",
          "keep-alive",
          "origin",
          "range",
          "referer",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  /** Whole families of such headers. */
  private static final List<String> NOT_OURS_EITHER =
      List.of("access-control-", "content-", "if-", "proxy-", "sec-");

  private final String name;
  private final Function<Identity, Optional<String>> source;

  private ForwardedHeader(String name, Function<Identity, Optional<String>> source) {
    this.name = name;
    this.source = source;
  }

  static ForwardedHeader of(String name, String source) {
    boolean token =
        !name.isEmpty()
            && name.chars().allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || c == '-'));
    if (!token || isReserved(name.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          "\""
              + name
              + "\" cannot be forwarded; use letters, digits and dashes, and no header"
              + " that says how a message is to be read or what sent it");
    }
    return new ForwardedHeader(name, source(source));
  }

  private static boolean isReserved(String name) {
    return NOT_OURS.contains(name) || NOT_OURS_EITHER.stream().anyMatch(name::startsWith);
  }

  private static Function<Identity, Optional<String>> source(String source) {
    switch (source) {
      case "access-token":
        return caller -> caller.tokens().accessToken();
      case "Bearer access-token":
        return caller -> caller.tokens().accessToken().map(token -> "Bearer " + token);
      case "id-token":
        return caller -> caller.tokens().idToken();
      case "/iss": // however the token spells it: to whoever reads it, it is half of a person's key
        return caller -> HeaderText.of(caller.issuer());
      case "claims":
        return caller ->
            Optional.of(
                Base64Url.encode(Json.write(caller.claims()).getBytes(StandardCharsets.UTF_8)));
      default:
        ClaimPointer pointer = pointer(source);
        return caller -> caller.claim(pointer).flatMap(HeaderText::of);
    }
  }

  private static ClaimPointer pointer(String source) {
    try {
      return ClaimPointer.parse(source);
    } catch (IllegalArgumentException notOne) {
      throw new IllegalArgumentException(
          "\""
              + source
              + "\" is no source; write access-token, Bearer access-token, id-token,"
              + " claims, or a claim pointer such as /email",
          notOne);
    }
  }

  String name() {
    return name;
  }

  Optional<String> value(Identity caller) {
    return source.apply(caller);
  }
}
