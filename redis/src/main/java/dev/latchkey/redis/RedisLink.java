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
 *
 * <p>What a connection says counts only while it is the current one: one that was replaced is heard
 * to close later on.
 */
final class RedisLink implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofMillis(500);

  /** A connection and what is asked through it. */
  record Connected(
      StatefulConnection<String, byte[]> connection,
      RedisClusterAsyncCommands<String, byte[]> commands) {}

  /**
   * Hears of the connection to a single Redis: when it stands, again each time, and when not. Told
   * by one thread at a time, and not to wait.
   */
  interface Watcher {

    /** Hears of none, as where nobody watches. */
    Watcher NONE =
        new Watcher() {
          @Override
          public void connected(StatefulRedisConnection<String, byte[]> connection) {}

          @Override
          public void gone() {}
        };

    void connected(StatefulRedisConnection<String, byte[]> connection);

    void gone();
  }

  private final RedisServers servers;
  private final Duration timeout;
  private final Outages outages;
  private volatile CompletableFuture<Connected> current = new CompletableFuture<>();
  private Watcher watcher = Watcher.NONE;
  private volatile boolean closed;
  private long renewedAt = System.nanoTime() - PAUSE.toNanos();

  RedisLink(RedisSettings settings, Consumer<String> warnings) {
    this.servers = new RedisServers(settings, warnings);
    this.timeout = settings.timeout();
    this.outages = new Outages(warnings);
  }

  /** Has somebody hear of the connections made from now on. */
  synchronized void watch(Watcher newWatcher) {
    watcher = newWatcher;
  }

  /** Begins to connect. */
  synchronized void open() {
    if (closed) {
      return;
    }
    watcher.gone();
    CompletableFuture<Connected> attempt = attempt();
    current = attempt;
    attempt.whenComplete(this::opened);
  }

  /** Whatever goes wrong is tried again. */
  private CompletableFuture<Connected> attempt() {
    try {
      return servers.connect();
    } catch (RuntimeException failure) {
      return CompletableFuture.failedFuture(failure);
    }
  }

  private synchronized void opened(@Nullable Connected made, @Nullable Throwable failure) {
    if (closed) {
      return; // whoever closes us closes all of Lettuce's connections
    }
    if (made == null) {
      outages.begin();
      outages.because(failure == null ? new IOException() : failure);
      servers.later(PAUSE, this::open);
      return;
    }
    outages.end();
    if (made.connection() instanceof StatefulRedisConnection<String, byte[]> single) {
      single.addListener(listener(single));
      watcher.connected(single);
    }
  }

  private RedisConnectionStateListener listener(StatefulRedisConnection<String, byte[]> single) {
    return new RedisConnectionStateListener() {
      @Override
      public void onRedisConnected(RedisChannelHandler<?, ?> handler, SocketAddress address) {
        connectedAgain(single);
      }

      @Override
      public void onRedisDisconnected(RedisChannelHandler<?, ?> handler) {
        disconnected(single);
      }
    };
  }

  private synchronized void connectedAgain(StatefulRedisConnection<String, byte[]> single) {
    if (isCurrent(single)) {
      outages.end();
      watcher.connected(single);
    }
  }

  private synchronized void disconnected(StatefulRedisConnection<String, byte[]> single) {
    if (isCurrent(single)) {
      outages.begin();
      watcher.gone();
    }
  }

  private boolean isCurrent(StatefulConnection<String, byte[]> connection) {
    CompletableFuture<Connected> now = current;
    return now.isDone() && !now.isCompletedExceptionally() && now.join().connection() == connection;
  }

  /**
   * The connection, which is waited for while it is being made, but not when that lasts.
   *
   * @param end as {@link System#nanoTime} tells it
   */
  Connected connected(long end) throws IOException, InterruptedException {
    if (closed) {
      throw new IOException("the store is closed");
    }
    if (outages.last(timeout)) {
      throw new IOException("Redis cannot be reached");
    }
    try {
      return current.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("Redis cannot be reached", e);
    }
  }

  /** Makes a new connection in place of one that does not answer, or to a server that was. */
  synchronized void renew(Connected old) {
    if (!isCurrent(old.connection()) || System.nanoTime() - renewedAt < PAUSE.toNanos()) {
      return;
    }
    renewedAt = System.nanoTime();
    if (!servers.mend(old)) {
      open();
      old.connection().closeAsync();
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      watcher.gone();
    }
    servers.close();
  }
}
