package dev.latchkey.login;

import dev.latchkey.event.Reason;
import dev.latchkey.json.Json;
import dev.latchkey.token.Claims;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A login under way, as its browser's cookie remembers it.
 *
 * @param state binds the callback to this browser (RFC 6749 section 10.12)
 * @param nonce binds the ID token to this login
 * @param codeVerifier proves that the code was asked for here (RFC 7636 section 4.1)
 * @param returnTo the page that the user wanted
 * @param begunAt when it began
 * @param wishes the parameters that its caller chose
 * @param silent whether the provider was told to show no page ({@code prompt=none})
 */
record PendingLogin(
    String state,
    String nonce,
    String codeVerifier,
    ReturnTarget returnTo,
    Instant begunAt,
    Map<String, String> wishes,
    boolean silent) {

  PendingLogin {
    wishes = Map.copyOf(wishes);
  }

  /** The same login with a return target that takes no room. */
  PendingLogin toFrontPage() {
    return new PendingLogin(
        state, nonce, codeVerifier, ReturnTarget.FRONT_PAGE, begunAt, wishes, silent);
  }

  LoginOutcome refused(Reason reason, String detail) {
    return new LoginOutcome.Refused(reason, detail, returnTo);
  }

  byte[] toBytes() {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put("state", state);
    members.put("nonce", nonce);
    members.put("verifier", codeVerifier);
    members.put("return", returnTo.toString());
    members.put("begun", begunAt.toEpochMilli()); // a browser can open many tabs within a second
    members.put("wishes", wishes.isEmpty() ? null : wishes);
    members.put("silent", silent ? true : null);
    members.values().removeIf(value -> value == null);
    return Json.writeCompact(members).getBytes(StandardCharsets.UTF_8);
  }

  /** Reads what {@link #toBytes} wrote; {@code null} for what another version wrote. */
  static @Nullable PendingLogin of(byte[] bytes) {
    Map<String, @Nullable Object> members = Json.readObject(bytes);
    return members == null ? null : of(Claims.of(members));
  }

  private static @Nullable PendingLogin of(Claims members) {
    String state = members.string("state");
    String nonce = members.string("nonce");
    String verifier = members.string("verifier");
    String target = members.string("return");
    if (state == null
        || nonce == null
        || verifier == null
        || target == null
        || !(members.get("begun") instanceof Long begun)) {
      return null;
    }
    Optional<ReturnTarget> returnTo = ReturnTarget.parse(target);
    return returnTo.isEmpty()
        ? null
        : new PendingLogin(
            state,
            nonce,
            verifier,
            returnTo.get(),
            Instant.ofEpochMilli(begun),
            wishes(members),
            members.has("silent"));
  }

  private static Map<String, String> wishes(Claims members) {
    Map<String, String> wishes = new LinkedHashMap<>();
    if (members.get("wishes") instanceof Map<?, ?> kept) {
      kept.forEach((name, value) -> wishes.put(String.valueOf(name), String.valueOf(value)));
    }
    return wishes;
  }

  /** Nothing of it: all of it is secret or the user's own. */
  @Override
  public String toString() {
    return "PendingLogin[" + begunAt + "]";
  }
}
