package dev.latchkey.http;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How calls are made. Immutable. */
public final class HttpSettings {

  private static final HttpSettings STANDARD =
      new HttpSettings(
          new Limits(Duration.ofSeconds(2), Duration.ofSeconds(5), 256 * 1024), null, null);

  private record Limits(Duration connectTimeout, Duration timeout, int maxBodyBytes) {}

  private final Limits limits;
  private final @Nullable Trust trust;
  private final @Nullable HttpProxy proxy;

  private HttpSettings(Limits limits, @Nullable Trust trust, @Nullable HttpProxy proxy) {
    this.limits = limits;
    this.trust = trust;
    this.proxy = proxy;
  }

  /**
   * Connecting within 2 s, the whole answer within 5 s, at most 256 KiB of body, the JVM's trust
   * and no proxy.
   */
  public static HttpSettings standard() {
    return STANDARD;
  }

  /** These settings with another limit for connecting; more than zero. */
  public HttpSettings connectTimeout(Duration limit) {
    positive("http.connect-timeout", limit);
    return with(new Limits(limit, limits.timeout, limits.maxBodyBytes));
  }

  /** These settings with another limit for the whole answer; more than zero. */
  public HttpSettings timeout(Duration limit) {
    positive("http.timeout", limit);
    return with(new Limits(limits.connectTimeout, limit, limits.maxBodyBytes));
  }

  /** These settings with another limit for bodies; at least 1. */
  public HttpSettings maxBodyBytes(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("http.max-body-bytes is " + limit + "; write 1 or more");
    }
    return with(new Limits(limits.connectTimeout, limits.timeout, limit));
  }

  private HttpSettings with(Limits newLimits) {
    return new HttpSettings(newLimits, trust, proxy);
  }

  /** These settings with other certificate authorities than the JVM's. */
  public HttpSettings trust(Trust newTrust) {
    return new HttpSettings(limits, newTrust, proxy);
  }

  /** These settings with calls going through a proxy. */
  public HttpSettings proxy(HttpProxy newProxy) {
    return new HttpSettings(limits, trust, newProxy);
  }

  /** The limit for connecting. */
  public Duration connectTimeout() {
    return limits.connectTimeout;
  }

  /** The limit for the whole answer, body included, unless a call has its own. */
  public Duration timeout() {
    return limits.timeout;
  }

  /** The longest body that is read. */
  public int maxBodyBytes() {
    return limits.maxBodyBytes;
  }

  /** The certificate authorities; the JVM's where none are set. */
  Trust trust() {
    return trust == null ? Trust.ofJvm() : trust;
  }

  /** The proxy; empty means that all calls are direct. */
  Optional<HttpProxy> proxy() {
    return Optional.ofNullable(proxy);
  }

  private static void positive(String name, Duration limit) {
    if (limit.isZero() || limit.isNegative()) { // zero is never "endless"
      throw new IllegalArgumentException(name + " is " + limit + "; write more than zero");
    }
  }
}
