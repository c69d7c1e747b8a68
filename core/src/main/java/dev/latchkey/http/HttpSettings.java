package dev.latchkey.http;

import java.time.Duration;

/** How calls are made. Immutable. */
public final class HttpSettings {

  private static final HttpSettings STANDARD =
      new HttpSettings(Duration.ofSeconds(2), Duration.ofSeconds(5), 256 * 1024);

  private final Duration connectTimeout;
  private final Duration timeout;
  private final int maxBodyBytes;

  private HttpSettings(Duration connectTimeout, Duration timeout, int maxBodyBytes) {
    this.connectTimeout = connectTimeout;
    this.timeout = timeout;
    this.maxBodyBytes = maxBodyBytes;
  }

  /** Connecting within 2 s, the whole answer within 5 s, at most 256 KiB of body. */
  public static HttpSettings standard() {
    return STANDARD;
  }

  /** These settings with another limit for connecting; more than zero. */
  public HttpSettings connectTimeout(Duration limit) {
    return new HttpSettings(positive("http.connect-timeout", limit), timeout, maxBodyBytes);
  }

  /** These settings with another limit for the whole answer; more than zero. */
  public HttpSettings timeout(Duration limit) {
    return new HttpSettings(connectTimeout, positive("http.timeout", limit), maxBodyBytes);
  }

  /** These settings with another limit for bodies; at least 1. */
  public HttpSettings maxBodyBytes(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("http.max-body-bytes is " + limit + "; write 1 or more");
    }
    return new HttpSettings(connectTimeout, timeout, limit);
  }

  /** The limit for connecting. */
  public Duration connectTimeout() {
    return connectTimeout;
  }

  /** The limit for the whole answer, body included, unless a call has its own. */
  public Duration timeout() {
    return timeout;
  }

  /** The longest body that is read. */
  public int maxBodyBytes() {
    return maxBodyBytes;
  }

  private static Duration positive(String name, Duration limit) {
    if (limit.isZero() || limit.isNegative()) { // zero is never "endless"
      throw new IllegalArgumentException(name + " is " + limit + "; write more than zero");
    }
    return limit;
  }
}
