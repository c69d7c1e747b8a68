package dev.latchkey.testing;

import dev.latchkey.http.HttpAnswer;
import dev.latchkey.http.HttpCall;
import dev.latchkey.http.HttpTransport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers every call in the way set last, and remembers the calls. */
public final class FakeTransport implements HttpTransport {

  public final List<HttpCall> calls = new CopyOnWriteArrayList<>();
  private volatile HttpTransport answer =
      call -> {
        throw new IOException("connection refused");
      };

  @Override
  public HttpAnswer send(HttpCall call) throws IOException {
    calls.add(call);
    return answer.send(call);
  }

  public void answers(HttpTransport newAnswer) {
    answer = newAnswer;
  }

  public void answers(int status, String body) {
    answers(status, Map.of(), body);
  }

  public void answers(int status, Map<String, String> headers, String body) {
    HttpAnswer fixed = HttpAnswer.of(status, headers, body.getBytes(StandardCharsets.UTF_8));
    answer = call -> fixed;
  }

  public void fails(String message) {
    fails(new IOException(message));
  }

  public void fails(IOException failure) {
    answer =
        call -> {
          throw failure;
        };
  }
}
