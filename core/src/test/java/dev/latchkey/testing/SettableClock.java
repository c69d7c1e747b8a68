package dev.latchkey.testing;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Both clocks in one; stands still until told to move. Thread-safe. */
public final class SettableClock implements InstantSource, Ticker {

  private volatile Instant now;
  private volatile long tick;

  public SettableClock() {
    this(Instant.parse("2026-01-01T12:00:00Z"));
  }

  public SettableClock(Instant now) {
    this.now = now;
    this.tick = Long.MAX_VALUE - 1_000_000; // soon wraps, as System.nanoTime may
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public long read() {
    return tick;
  }

  /** Lets time pass on both clocks. */
  public synchronized void advance(Duration time) {
    now = now.plus(time);
    tick += time.toNanos();
  }

  /** Sets the time of day alone, as an administrator would. */
  public synchronized void jump(Duration distance) {
    now = now.plus(distance);
  }
}
