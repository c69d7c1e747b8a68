package dev.latchkey.http;

import dev.latchkey.event.SafeText;
import dev.latchkey.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What came back: any status, its headers and the whole body. Immutable. */
public final class HttpAnswer {

  private static final int MAX_SHOWN_CHARS = 200;

  private final int status;
  private final Map<String, String> headers;
  private final byte[] body;

  private HttpAnswer(int status, Map<String, String> headers, byte[] body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  /** Makes an answer; for transports and for fakes in tests. */
  public static HttpAnswer of(int status, Map<String, String> headers, byte[] body) {
    Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    copy.putAll(headers);
    return new HttpAnswer(status, copy, body.clone());
  }

  /** The status code. */
  public int status() {
    return status;
  }

  /** The first value of a header, whose name may be written in any case. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** A copy of the body; may be empty. */
  public byte[] body() {
    return body.clone();
  }

  /** The body as one strict JSON object, or {@code null} when it is none. */
  public @Nullable Map<String, @Nullable Object> json() {
    return Json.readObject(body);
  }

  /** Tells whether the body is a JWT of any kind, by its type. */
  public boolean isJwt() {
    String type = header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    return type.split(";", 2)[0].strip().endsWith("jwt");
  }

  /**
   * What an operator should see of a body that was meant to be JSON and is not, such as a sign-in
   * page: its type and beginning, in one line. Empty for JSON. Never for answers that may hold
   * tokens.
   */
  public String shownUnlessJson() {
    return json() != null
        ? ""
        : "; it is "
            + SafeText.of(header("Content-Type").orElse("of no type"), MAX_SHOWN_CHARS)
            + " and begins: "
            + SafeText.of(new String(body, StandardCharsets.UTF_8), MAX_SHOWN_CHARS);
  }

  /** The status alone: a body may hold tokens. */
  @Override
  public String toString() {
    return "HTTP " + status + ", " + body.length + " bytes";
  }
}
