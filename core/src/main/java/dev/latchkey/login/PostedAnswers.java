package dev.latchkey.login;

import dev.latchkey.http.FormEncoding;
import dev.latchkey.json.Json;
import dev.latchkey.seal.Sealer;
import dev.latchkey.token.Claims;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers that were posted, sealed for one address: a code stands in none that anybody can read. A
 * sealed answer counts as long as the login whose state it names, in the browser of that login.
 * Thread-safe.
 */
final class PostedAnswers {

  private static final String PURPOSE = "posted answer";

  /** Sealed and in base64, beside cookies, it must fit into the 8 KiB of headers of a container. */
  static final int MAX_CHARS = 4 * 1024;

  private final String place;
  private final Sealer sealer;

  PostedAnswers(String cookieName, Sealer sealer) {
    this.place = cookieName;
    this.sealer = sealer;
  }

  /** Seals an answer; {@code null} when it is too long. */
  @Nullable String seal(Callback answer) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put("code", answer.code());
    members.put("state", answer.state());
    members.put("iss", answer.issuer());
    members.put("error", answer.error());
    members.values().removeIf(value -> value == null);
    byte[] bytes = Json.writeCompact(members).getBytes(StandardCharsets.UTF_8);
    return bytes.length > MAX_CHARS ? null : sealer.seal(PURPOSE, place, bytes);
  }

  /** Opens what a query brings; {@code null} for everything but one sealed answer. */
  @Nullable Callback open(String query) {
    Map<String, List<String>> parameters = FormEncoding.decode(query);
    if (parameters == null || parameters.size() != 1) {
      return null;
    }
    List<String> sealed = parameters.getOrDefault(Callback.SEALED, List.of());
    byte[] bytes = sealed.size() == 1 ? sealer.open(PURPOSE, place, sealed.get(0)) : null;
    Map<String, @Nullable Object> members = bytes == null ? null : Json.readObject(bytes);
    return members == null ? null : of(Claims.of(members));
  }

  private static Callback of(Claims members) {
    return new Callback(
        members.string("code"),
        members.string("state"),
        members.string("iss"),
        members.string("error"));
  }
}
