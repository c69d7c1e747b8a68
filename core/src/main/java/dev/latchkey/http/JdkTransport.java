package dev.latchkey.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * The transport that ships, on {@code java.net.http}. Thread-safe. It speaks HTTP/1.1 over TLS 1.2
 * or 1.3, follows no redirects, keeps no cookies, takes no compression, and asks the {@link
 * AddressRules} before each call; the deadline covers all of it.
 *
 * <p>The size of headers is bounded by the JDK ({@code jdk.http.maxHeaderSize}, 384 KiB) and so is
 * the number of interim answers (8). Connecting is tried twice within the deadline. Of several
 * addresses of a name the JDK tries the first one alone.
 */
public final class JdkTransport implements HttpTransport, AutoCloseable {

  private final Set<Future<?>> running = ConcurrentHashMap.newKeySet();
  private final HttpSettings settings;
  private final AddressRules rules;
  private final ExecutorService threads;
  private final ReentrantLock making = new ReentrantLock();
  private volatile @Nullable HttpClient client;
  private volatile boolean closed;

  /** Makes a transport; it holds threads and connections until {@link #close}. */
  public JdkTransport(HttpSettings settings, AddressRules rules) {
    this.settings = settings;
    this.rules = rules;
    threads = Executors.newCachedThreadPool(new DaemonThreadFactory("latchkey-http"));
  }

  /** Made for the first call: to load it takes longer than all the rest of a start. */
  private HttpClient client() {
    HttpClient made = client;
    if (made != null) {
      return made;
    }
    making.lock();
    try {
      made = client == null ? newClient() : client;
      client = made;
      return made;
    } finally {
      making.unlock();
    }
  }

  private HttpClient newClient() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(settings.connectTimeout())
        .sslContext(settings.trust().context())
        .sslParameters(
            new SSLParameters(null, new String[] {"TLSv1.3", "TLSv1.2"})) // RFC 9325 sec. 3.1.1
        .proxy(settings.proxy().map(HttpProxy::selector).orElse(HttpClient.Builder.NO_PROXY))
        .executor(threads)
        .build();
  }

  /**
   * A call that is under way.
   *
   * @param endNanos when it must be over, by {@link System#nanoTime}
   */
  private record Sent(HttpCall call, Duration limit, long endNanos) {}

  @Override
  public HttpAnswer send(HttpCall call) throws IOException {
    Duration limit = call.timeout().orElse(settings.timeout());
    Sent sent = new Sent(call, limit, System.nanoTime() + Freshness.nanos(limit));
    HttpRequest request = request(call);
    String refusal = refusal(sent);
    if (refusal != null) {
      throw new NotSentException(refusal);
    }
    HttpResponse<byte[]> answer = exchange(sent, request);
    // again, as the JDK has looked the name up for itself: the JVM's cache of names may have run
    // out in between, and now holds what was called
    refusal = refusal(sent);
    if (refusal != null) {
      throw new IOException(refusal);
    }
    return AnswerReader.read(call, answer);
  }

  private @Nullable String refusal(Sent sent) throws IOException {
    return carriedByProxy(sent.call)
        ? rules.refusalOfForm(sent.call.uri())
        : within(sent, () -> threads.submit(() -> rules.refusal(sent.call.uri())));
  }

  private boolean carriedByProxy(HttpCall call) {
    return settings.proxy().filter(proxy -> proxy.carries(call.uri())).isPresent();
  }

  /** One more try where connecting took too long: nothing was sent, so nothing is repeated. */
  private HttpResponse<byte[]> exchange(Sent sent, HttpRequest request) throws IOException {
    try {
      return exchangeOnce(sent, request);
    } catch (IOException e) {
      if (e.getCause() instanceof HttpConnectTimeoutException) {
        return exchangeOnce(sent, request);
      }
      throw e;
    }
  }

  private HttpResponse<byte[]> exchangeOnce(Sent sent, HttpRequest request) throws IOException {
    return within(
        sent, () -> client().sendAsync(request, status -> new CappedBody(settings.maxBodyBytes())));
  }

  @FunctionalInterface
  private interface Work<T> {
    Future<T> begin();
  }

  private <T> T within(Sent sent, Work<T> work) throws IOException {
    Future<T> begun = begin(sent.call, work);
    running.add(begun);
    try {
      return await(sent, begun);
    } finally {
      running.remove(begun);
      begun.cancel(true); // hangs up where the answer was not read to its end
    }
  }

  private <T> Future<T> begin(HttpCall call, Work<T> work) throws IOException {
    if (closed) {
      throw closed(call);
    }
    try {
      return work.begin();
    } catch (RejectedExecutionException e) {
      throw closed(call);
    } catch (RuntimeException e) { // its message may hold what was to be sent
      throw new IOException(call + " failed: " + e.getClass().getName());
    }
  }

  private static <T> T await(Sent sent, Future<T> begun) throws IOException {
    try {
      return begun.get(Math.max(0, sent.endNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new HttpTimeoutException(
          sent.call + " had no whole answer after " + sent.limit.toMillis() + " ms");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(sent.call + " was interrupted");
    } catch (CancellationException e) {
      throw closed(sent.call);
    } catch (ExecutionException e) {
      throw CallFailure.of(sent.call, e.getCause() == null ? e : e.getCause());
    }
  }

  private static IOException closed(HttpCall call) {
    return new IOException(call + " was given up: this transport is closed");
  }

  private HttpRequest request(HttpCall call) throws IOException {
    try {
      HttpRequest.Builder request = HttpRequest.newBuilder(call.uri());
      call.headers().forEach(request::setHeader);
      request.setHeader(
          "Accept-Encoding", "identity"); // what unpacks to gigabytes is not asked for
      if (carriedByProxy(call)) {
        settings
            .proxy()
            .flatMap(HttpProxy::authorization)
            .ifPresent(user -> request.setHeader("Proxy-Authorization", user));
      }
      byte[] body = call.body();
      return request
          .method(
              call.method(),
              body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
          .build();
    } catch (IllegalArgumentException e) { // its message may quote a header's value
      throw new IOException(call + " has an address or a header that cannot be sent");
    }
  }

  /** Ends running calls and threads; the JDK closes idle connections in its own time. */
  @Override
  public void close() {
    closed = true;
    running.forEach(call -> call.cancel(true));
    threads.shutdown();
  }
}
