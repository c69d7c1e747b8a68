package dev.latchkey.session;

import dev.latchkey.json.Json;
import dev.latchkey.token.ClaimPlaces;
import dev.latchkey.token.Claims;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A session as bytes: JSON, compressed. A token is kept as it came and its claims are read out of
 * it again; where none is kept, its claims are. All were verified before they were sealed.
 */
final class SessionRecord {

  private static final long FORMAT = 2;

  private SessionRecord() {}

  /** Writes a record; {@code null} for what is so long that it could not be read again. */
  static byte @Nullable [] write(Session session) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put("format", FORMAT);
    members.put("session", session.id());
    boolean same = Objects.equals(session.sid(), session.idClaims().string("sid"));
    members.put("sid", same ? null : session.sid());
    members.put("begun", session.begunAt().getEpochSecond());
    members.put("ends", session.endsAt().getEpochSecond());
    putClaims(members, "id", session.idToken(), session.idClaims());
    putClaims(members, "info", null, session.userinfo());
    putTokens(members, session.tokens());
    byte[] json = Json.writeCompact(members).getBytes(StandardCharsets.UTF_8);
    return json.length > Deflated.MAX_BYTES ? null : Deflated.deflate(json);
  }

  private static void putTokens(Map<String, @Nullable Object> members, SessionTokens tokens) {
    putClaims(members, "access", tokens.accessToken(), tokens.accessClaims());
    members.put("opaque", tokens.accessClaims() == null);
    members.put("scope", String.join(" ", tokens.scopes()));
    members.put("refresh", tokens.refreshToken());
    members.put("access_ends", seconds(tokens.endsAt()));
    members.put("refresh_at", seconds(tokens.refreshAt()));
    members.values().removeIf(value -> value == null);
  }

  private static void putClaims(
      Map<String, @Nullable Object> members,
      String name,
      @Nullable String token,
      @Nullable Claims claims) {
    members.put(name, token != null ? token : claims == null ? null : claims.asMap());
  }

  private static @Nullable Long seconds(@Nullable Instant time) {
    return time == null ? null : time.getEpochSecond();
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
    String id = members.string("session");
    Instant begunAt = members.instant("begun");
    Instant endsAt = members.instant("ends");
    Claims idClaims = claims(members, "id");
    SessionTokens tokens = tokens(members);
    String sid =
        members.has("sid") || idClaims == null ? members.string("sid") : idClaims.string("sid");
    return id == null || begunAt == null || endsAt == null || idClaims == null || tokens == null
        ? null
        : new Session(
            id,
            sid,
            begunAt,
            endsAt,
            members.string("id"),
            idClaims,
            claims(members, "info"),
            tokens);
  }

  private static @Nullable SessionTokens tokens(Claims members) {
    boolean opaque = Boolean.TRUE.equals(members.get("opaque"));
    Claims accessClaims = opaque ? null : claims(members, "access");
    String scope = members.string("scope");
    return scope == null || !opaque && accessClaims == null
        ? null
        : new SessionTokens(
            members.string("access"),
            accessClaims,
            ClaimPlaces.split(scope),
            members.string("refresh"),
            members.instant("access_ends"),
            members.instant("refresh_at"));
  }

  @SuppressWarnings("unchecked") // JSON objects have strings for names
  private static @Nullable Claims claims(Claims members, String name) {
    Object value = members.get(name);
    if (value instanceof String token) {
      return Claims.ofVerified(token);
    }
    return value instanceof Map<?, ?> map ? Claims.of((Map<String, @Nullable Object>) map) : null;
  }
}
