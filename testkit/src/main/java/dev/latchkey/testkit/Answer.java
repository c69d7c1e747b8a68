package dev.latchkey.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.util.LinkedHashMap;
import java.util.Map;

/** One answer: status, headers, body. */
record Answer(int status, Map<String, String> headers, String body) {

  Answer {
    headers = Map.copyOf(headers);
  }

  static Answer of(int status, String contentType, String body) {
    return new Answer(status, Map.of("Content-Type", contentType), body);
  }

  static Answer json(int status, Map<String, Object> body) {
    return of(status, "application/json", JSONObjectUtils.toJSONString(body));
  }

  /** An error as RFC 6749 section 5.2 writes it. */
  static Answer error(int status, String error, String description) {
    return json(status, Map.of("error", error, "error_description", description)).unstored();
  }

  static Answer redirect(String location) {
    return new Answer(302, Map.of("Location", location), "").unstored();
  }

  static Answer methodNotAllowed(String allowed) {
    return of(405, "text/plain", "use " + allowed).with("Allow", allowed);
  }

  /** Keeps the answer out of every cache (RFC 6749 section 5.1). */
  Answer unstored() {
    return with("Cache-Control", "no-store").with("Pragma", "no-cache");
  }

  Answer with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Answer(status, more, body);
  }

  byte[] bytes() {
    return body.getBytes(UTF_8);
  }

  /** Says nothing of the contents, which may be secret. */
  @Override
  public String toString() {
    return "Answer[" + status + "]";
  }
}
