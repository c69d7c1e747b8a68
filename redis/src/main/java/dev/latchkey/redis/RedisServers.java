package dev.latchkey.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Lettuce, set up for one Redis, one behind Sentinels, or a Cluster. Thread-safe. */
final class RedisServers implements AutoCloseable {

  static final RedisCodec<String, byte[]> CODEC =
      RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);
  private static final Duration SOONEST = Duration.ofMillis(10);
  private static final Duration LATEST = Duration.ofMillis(500);
  private static final Duration REFRESH = Duration.ofSeconds(30);
  private static final int MOST_WAITING = 10_000;

  private final RedisSettings settings;
  private final Consumer<String> warnings;
  private final ClientResources resources =
      DefaultClientResources.builder()
          .ioThreadPoolSize(2)
          .computationThreadPoolSize(2)
          .reconnectDelay(() -> Delay.exponential(SOONEST, LATEST, 2, TimeUnit.MILLISECONDS))
          .build();
  private final RedisClient single = RedisClient.create(resources);
  private @Nullable RedisClusterClient cluster;
  private boolean told;

  RedisServers(RedisSettings settings, Consumer<String> warnings) {
    this.settings = settings;
    this.warnings = warnings;
    single.setOptions(options(ClientOptions.builder()).build());
  }

  private <B extends ClientOptions.Builder> B options(B options) {
    SslOptions.Builder tls = SslOptions.builder().jdkSslProvider();
    settings.authorities().ifPresent(file -> tls.trustManager(file.toFile()));
    options
        .sslOptions(tls.build())
        .requestQueueSize(MOST_WAITING)
        .timeoutOptions(TimeoutOptions.enabled(settings.timeout())) // also of what waits unsent
        .maintNotificationsConfig(MaintNotificationsConfig.disabled())
        .socketOptions(
            SocketOptions.builder()
                .connectTimeout(settings.connectTime())
                .keepAlive(
                    SocketOptions.KeepAliveOptions.builder()
                        .enable()
                        .idle(Duration.ofSeconds(5))
                        .interval(Duration.ofSeconds(1))
                        .count(3)
                        .build())
                .build());
    return options;
  }

  CompletableFuture<RedisLink.Connected> connect() {
    return settings.addresses().size() > 1 ? connectCluster() : connectSingle();
  }

  private CompletableFuture<RedisLink.Connected> connectSingle() {
    return single
        .connectAsync(CODEC, settings.addresses().get(0))
        .thenCompose(
            made ->
                made.async()
                    .info()
                    .handle((info, failure) -> whole(made, info, failure))
                    .thenCompose(next -> next))
        .toCompletableFuture();
  }

  /** One node of a Cluster speaks for all. An account that may not ask for this is a single's. */
  private CompletionStage<RedisLink.Connected> whole(
      StatefulRedisConnection<String, byte[]> made,
      @Nullable String info,
      @Nullable Throwable failure) {
    boolean answered = failure == null || failure instanceof RedisCommandExecutionException;
    if (!answered || RedisErrors.code(failure).equals("NOAUTH")) {
      made.closeAsync();
      return CompletableFuture.failedStage(Objects.requireNonNull(failure));
    }
    if (!isCluster(info)) {
      return CompletableFuture.completedStage(new RedisLink.Connected(made, made.async()));
    }
    made.closeAsync();
    return connectCluster();
  }

  private CompletableFuture<RedisLink.Connected> connectCluster() {
    RedisClusterClient known = cluster();
    return known
        .refreshPartitionsAsync() // Lettuce connects to none that it has not looked around in
        .thenCompose(done -> known.connectAsync(CODEC))
        .thenApply(
            made -> {
              made.async().info().thenAccept(this::isCluster);
              return new RedisLink.Connected(made, made.async());
            })
        .toCompletableFuture();
  }

  private synchronized RedisClusterClient cluster() {
    RedisClusterClient known = cluster;
    if (known == null) {
      List<RedisURI> seeds = settings.addresses();
      known = RedisClusterClient.create(resources, seeds);
      known.setOptions(
          options(ClusterClientOptions.builder())
              .topologyRefreshOptions(
                  ClusterTopologyRefreshOptions.builder()
                      .enablePeriodicRefresh(REFRESH)
                      .adaptiveRefreshTriggersTimeout(LATEST) // as soon as something has moved
                      .build())
              .build());
      cluster = known;
    }
    return known;
  }

  /** Reads what a server says of itself, which an operator may have to hear of once. */
  private synchronized boolean isCluster(@Nullable String info) {
    ServerInfo server = ServerInfo.of(info == null ? "" : info);
    if (!told) {
      told = true;
      server.warnings(settings.nearCache()).forEach(warnings);
    }
    return server.isCluster();
  }

  /** Tells whether a connection mends itself, as a Cluster's does, and has it look around. */
  boolean mend(RedisLink.Connected broken) {
    RedisClusterClient known;
    synchronized (this) {
      known = cluster;
    }
    if (known == null || broken.connection() instanceof StatefulRedisConnection) {
      return false;
    }
    known.refreshPartitionsAsync();
    return true;
  }

  void later(Duration delay, Runnable task) {
    resources.eventExecutorGroup().schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Under no lock: Lettuce's threads are waited for, which may be about to take one. */
  @Override
  public void close() {
    RedisClusterClient known;
    synchronized (this) {
      known = cluster;
    }
    if (known != null) {
      known.shutdown(Duration.ZERO, settings.timeout());
    }
    single.shutdown(Duration.ZERO, settings.timeout());
    resources
        .shutdown(0, settings.timeout().toMillis(), TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(settings.timeout().toMillis() * 2);
  }
}
