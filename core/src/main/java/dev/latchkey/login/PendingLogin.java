package dev.latchkey.login;

import dev.latchkey.json.Json;
import dev.latchkey.token.Claims;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
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
 */
record PendingLogin(
    String state, String nonce, String codeVerifier, ReturnTarget returnTo, Instant begunAt) {

  byte[] toBytes() {
    Map<String, Object> members =
        Map.of(
            "state", state,
            "nonce", nonce,
            "verifier", codeVerifier,
            "return", returnTo.toString(),
            "begun", begunAt.toEpochMilli()); // a browser can open many tabs within a second
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
        : new PendingLogin(state, nonce, verifier, returnTo.get(), Instant.ofEpochMilli(begun));
  }

  /** Nothing of it: all of it is secret or the user's own. */
  @Override
  public String toString() {
    return "PendingLogin[" + begunAt + "]";
  }
}
