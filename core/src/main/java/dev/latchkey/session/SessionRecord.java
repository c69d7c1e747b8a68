package dev.latchkey.session;

import dev.latchkey.json.Json;
import dev.latchkey.token.ClaimPlaces;
import dev.latchkey.token.Claims;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A session as bytes: JSON, compressed. The tokens are kept as they came, their claims are read out
 * of them again; both were verified before they were sealed.
 */
final class SessionRecord {

  private static final long FORMAT = 1;

  private SessionRecord() {}

  /** Writes a record; {@code null} for what is so long that it could not be read again. */
  static byte @Nullable [] write(Session session) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put("format", FORMAT);
    members.put("begun", session.begunAt().getEpochSecond());
    members.put("ends", session.endsAt().getEpochSecond());
    members.put("id", session.idToken());
    members.put("access", session.accessToken());
    members.put("readable", session.accessClaims() != null);
    members.put("scope", String.join(" ", session.scopes()));
    byte[] json = Json.writeCompact(members).getBytes(StandardCharsets.UTF_8);
    return json.length > Deflated.MAX_BYTES ? null : Deflated.deflate(json);
  }

  /** Reads a record; {@code null} for what another version wrote. */
  static @Nullable Session read(byte[] bytes) {
    byte[] json = Deflated.inflate(bytes);
    Map<String, @Nullable Object> members = json == null ? null : Json.readObject(json);
    return members == null || !Long.valueOf(FORMAT).equals(members.get("format"))
        ? null
        : read(Claims.of(members));
  }

  private static @Nullable Session read(Claims members) {
    Instant begunAt = members.instant("begun");
    Instant endsAt = members.instant("ends");
    String idToken = members.string("id");
    String accessToken = members.string("access");
    String scope = members.string("scope");
    if (begunAt == null
        || endsAt == null
        || idToken == null
        || accessToken == null
        || scope == null) {
      return null;
    }
    Claims idClaims = Claims.ofVerified(idToken);
    boolean readable = Boolean.TRUE.equals(members.get("readable"));
    Claims accessClaims = readable ? Claims.ofVerified(accessToken) : null;
    return idClaims == null || readable && accessClaims == null
        ? null
        : new Session(
            begunAt,
            endsAt,
            idToken,
            idClaims,
            accessToken,
            accessClaims,
            ClaimPlaces.split(scope));
  }
}
