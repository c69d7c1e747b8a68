package dev.latchkey.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one connection that all threads share: made in the background, made again when it fails, and
 * never waited for when Redis is known to be away. Thread-safe.
 */
final class RedisLink implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofMillis(500);

  /** A connection and what is asked through it. */
  record Connected(
      StatefulConnection<String, byte[]> connection,
      RedisClusterAsyncCommands<String, byte[]> commands) {}

  /** Hears of the connection to a single Redis: when it stands, again each time, and when not. */
  interface Watcher {
    void connected(StatefulRedisConnection<String, byte[]> connection);

    void gone();
  }

  private final RedisServers servers;
  private final Duration timeout;
  private final Outages outages;
  private CompletableFuture<Connected> current = new CompletableFuture<>();
  private @Nullable Watcher watcher;
  private boolean closed;
  private long renewedAt = System.nanoTime() - PAUSE.toNanos();

  RedisLink(RedisSettings settings, Consumer<String> warnings) {
    this.servers = new RedisServers(settings, warnings);
    this.timeout = settings.timeout();
    this.outages = new Outages(warnings);
  }

  void watch(Watcher newWatcher) {
    watcher = newWatcher;
  }

  /** Begins to connect. */
  synchronized void open() {
    CompletableFuture<Connected> attempt = servers.connect();
    current = attempt.whenComplete(this::opened);
  }

  private void opened(@Nullable Connected made, @Nullable Throwable failure) {
    if (failure != null || made == null) {
      outages.begin();
      servers.later(PAUSE, this::openUnlessClosed);
      return;
    }
    outages.end();
    if (made.connection() instanceof StatefulRedisConnection<String, byte[]> single) {
      listen(single);
    }
  }

  private synchronized void openUnlessClosed() {
    if (!closed) {
      open();
    }
  }

  private void listen(StatefulRedisConnection<String, byte[]> single) {
    Watcher watching = watcher;
    single.addListener(
        new RedisConnectionStateListener() {
          @Override
          public void onRedisConnected(RedisChannelHandler<?, ?> handler, SocketAddress address) {
            outages.end();
            if (watching != null) {
              watching.connected(single);
            }
          }

          @Override
          public void onRedisDisconnected(RedisChannelHandler<?, ?> handler) {
            outages.begin();
            if (watching != null) {
              watching.gone();
            }
          }
        });
    if (watching != null) {
      watching.connected(single);
    }
  }

  /**
   * The connection, which is waited for only while it is being made for the first time.
   *
   * @param end as {@link System#nanoTime} tells it
   */
  Connected connected(long end) throws IOException, InterruptedException {
    if (outages.last(timeout)) {
      throw new IOException("Redis cannot be reached");
    }
    CompletableFuture<Connected> now;
    synchronized (this) {
      now = current;
    }
    try {
      return now.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException e) {
      outages.begin();
      throw new IOException("Redis cannot be reached", e);
    }
  }

  /** Makes a new connection in place of one that does not answer, or to a server that was. */
  synchronized void renew(Connected old) {
    boolean same = current.isDone() && current.getNow(null) == old;
    if (closed || !same || System.nanoTime() - renewedAt < PAUSE.toNanos()) {
      return;
    }
    renewedAt = System.nanoTime();
    if (servers.renew(old)) {
      open();
      old.connection().closeAsync();
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    servers.close();
  }
}
