package dev.latchkey.http;

import dev.latchkey.event.SafeText;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes what the JDK has read, where it is what a sound server answers. */
final class AnswerReader {

  private static final int MAX_HEADERS = 200;
  private static final int MAX_SHOWN_CHARS = 40;

  private AnswerReader() {}

  static HttpAnswer read(HttpCall call, HttpResponse<byte @Nullable []> answer) throws IOException {
    byte @Nullable [] body = answer.body();
    if (body == null) { // the JDK's way to say that it is not the server's answer
      throw new IOException(
          call
              + " did not get past the proxy, which answered "
              + answer.statusCode()
              + "; check user and password in http.proxy");
    }
    HttpHeaders headers = answer.headers();
    if (headers.map().values().stream().mapToInt(List::size).sum() > MAX_HEADERS) {
      throw new UnfitAnswerException(call + " answered with more than " + MAX_HEADERS + " headers");
    }
    checkLength(call, headers.allValues("Content-Length"));
    checkEncoding(call, headers.allValues("Content-Encoding"));
    return HttpAnswer.of(answer.statusCode(), firstValues(headers), body);
  }

  /** RFC 9112 section 6.3: a length that is no number, or two of them, is a fault. */
  private static void checkLength(HttpCall call, List<String> lengths) throws UnfitAnswerException {
    for (String length : lengths) {
      if (lengths.size() > 1 || !isNumber(length)) {
        throw new UnfitAnswerException(
            call + " answered without one Content-Length that is a number");
      }
    }
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** What unpacks to gigabytes is neither asked for nor taken. */
  private static void checkEncoding(HttpCall call, List<String> encodings)
      throws UnfitAnswerException {
    for (String encoding : encodings) {
      if (!encoding.equalsIgnoreCase("identity")) {
        throw new UnfitAnswerException(
            call
                + " answered with Content-Encoding "
                + SafeText.of(encoding, MAX_SHOWN_CHARS)
                + ", which was not asked for");
      }
    }
  }

  private static Map<String, String> firstValues(HttpHeaders headers) {
    Map<String, String> first = new HashMap<>();
    headers.map().forEach((name, values) -> first.put(name, values.get(0)));
    return first;
  }
}
