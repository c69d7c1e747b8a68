package dev.latchkey.session;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.latchkey.seal.ConstantTime;
import dev.latchkey.seal.CookieJar;
import dev.latchkey.seal.Sealer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The cookie that says when a session was last in use, as exactly as it needs to. Thread-safe. */
final class IdleCookie {

  private static final String PURPOSE = "idle";

  private final SessionSettings settings;
  private final String name;
  private final Sealer sealer;
  private final InstantSource clock;
  private final Unsealed<Use> lately;

  /** When the session of an id was in use. */
  private record Use(Instant at, String id) {}

  IdleCookie(SessionSettings settings, Sealer sealer, InstantSource clock, Ticker elapsed) {
    this.lately = new Unsealed<>(elapsed);
    this.settings = settings;
    this.name = settings.cookieName() + ".idle";
    this.sealer = sealer;
    this.clock = clock;
  }

  boolean has(CookieJar jar) {
    return jar.has(name);
  }

  /** Tells whether a session was used lately, and notes that it is used now. */
  boolean isInUse(Session session, CookieJar jar) {
    if (!settings.endsWhenIdle()) {
      return true;
    }
    Instant lastUse = lastUse(session, jar);
    Instant now = clock.instant();
    if (lastUse == null || !now.isBefore(lastUse.plus(settings.idleTimeout()))) {
      return false; // at the instant itself it is over
    }
    if (!now.isBefore(lastUse.plus(settings.noteEvery()))) {
      note(session, jar);
    }
    return true;
  }

  /** When a session is over if nobody uses it; {@code null} where nothing says so. */
  @Nullable Instant end(Session session, CookieJar jar) {
    Instant lastUse = settings.endsWhenIdle() ? lastUse(session, jar) : null;
    return lastUse == null ? null : lastUse.plus(settings.idleTimeout());
  }

  private @Nullable Instant lastUse(Session session, CookieJar jar) {
    String sealed = jar.value(name);
    Use use = sealed == null ? null : lately.find(sealed, this::unseal);
    return use != null && ConstantTime.equal(session.id(), use.id) ? use.at : null;
  }

  private @Nullable Use unseal(String sealed) {
    byte[] plain = sealer.open(PURPOSE, name, sealed);
    if (plain == null || plain.length < Long.BYTES) {
      return null;
    }
    ByteBuffer buffer = ByteBuffer.wrap(plain);
    Instant at = Instant.ofEpochSecond(buffer.getLong());
    return new Use(at, StandardCharsets.US_ASCII.decode(buffer).toString());
  }

  /** Notes that a session is used now. */
  void note(Session session, CookieJar jar) {
    if (!settings.endsWhenIdle()) {
      return;
    }
    byte[] id = session.id().getBytes(StandardCharsets.US_ASCII);
    Instant now = clock.instant();
    byte[] plain =
        ByteBuffer.allocate(Long.BYTES + id.length).putLong(now.getEpochSecond()).put(id).array();
    Duration maxAge = settings.persistent() ? Duration.between(now, session.endsAt()) : null;
    jar.put(name, sealer.seal(PURPOSE, name, plain), maxAge, settings.cookies());
  }

  void remove(CookieJar jar) {
    if (jar.has(name)) {
      jar.remove(name, settings.cookies());
    }
  }
}
