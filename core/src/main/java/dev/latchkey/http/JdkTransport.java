package dev.latchkey.http;

import dev.latchkey.event.SafeText;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The transport that ships, on {@code java.net.http}. Thread-safe. It speaks HTTP/1.1, follows no
 * redirects, keeps no cookies and asks for no compression; the deadline covers the whole answer.
 *
 * <p>The size of headers is bounded by the JDK ({@code jdk.http.maxHeaderSize}, 384 KiB), and its
 * one retry of a failed connect stays within the deadline.
 */
public final class JdkTransport implements HttpTransport, AutoCloseable {

  private static final int MAX_MESSAGE_CHARS = 200;

  private final Set<CompletableFuture<?>> running = ConcurrentHashMap.newKeySet();
  private final HttpSettings settings;
  private final ExecutorService threads;
  private final HttpClient client;
  private volatile boolean closed;

  /** Makes a transport; it holds threads and connections until {@link #close}. */
  public JdkTransport(HttpSettings settings) {
    this.settings = settings;
    threads = Executors.newCachedThreadPool(new DaemonThreadFactory("latchkey-http"));
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(settings.connectTimeout())
            .executor(threads)
            .build();
  }

  @Override
  public HttpAnswer send(HttpCall call) throws IOException {
    if (closed) {
      throw new IOException(call + " was not sent: this transport is closed");
    }
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request(call), status -> new CappedBody(settings.maxBodyBytes()));
    running.add(answer);
    try {
      return await(call, answer);
    } finally {
      running.remove(answer);
      answer.cancel(true); // hangs up where the answer was not read to its end
    }
  }

  private HttpAnswer await(HttpCall call, CompletableFuture<HttpResponse<byte[]>> answer)
      throws IOException {
    Duration limit = call.timeout().orElse(settings.timeout());
    try {
      HttpResponse<byte[]> read = answer.get(Freshness.nanos(limit), TimeUnit.NANOSECONDS);
      return HttpAnswer.of(read.statusCode(), firstValues(read.headers()), read.body());
    } catch (TimeoutException e) {
      throw new HttpTimeoutException(
          call + " had no whole answer after " + limit.toMillis() + " ms");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(call + " was interrupted");
    } catch (CancellationException e) {
      throw new IOException(call + " was cancelled: this transport is closed");
    } catch (ExecutionException e) {
      throw failed(call, e.getCause() == null ? e : e.getCause());
    }
  }

  private static IOException failed(HttpCall call, Throwable cause) {
    String message = cause.getMessage() == null ? "" : ": " + cause.getMessage();
    return new IOException(
        call
            + " failed: "
            + cause.getClass().getSimpleName()
            + SafeText.of(message, MAX_MESSAGE_CHARS),
        cause);
  }

  private static HttpRequest request(HttpCall call) throws IOException {
    try {
      HttpRequest.Builder request = HttpRequest.newBuilder(call.uri());
      call.headers().forEach(request::header);
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

  private static Map<String, String> firstValues(HttpHeaders headers) {
    Map<String, String> first = new HashMap<>();
    headers.map().forEach((name, values) -> first.put(name, values.get(0)));
    return first;
  }

  /** Ends running calls and threads; the JDK closes idle connections in its own time. */
  @Override
  public void close() {
    closed = true;
    running.forEach(call -> call.cancel(true));
    threads.shutdown();
  }
}
