package dev.latchkey.gate;

import dev.latchkey.http.FormEncoding;
import dev.latchkey.json.Utf8;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The form that was posted to a path of ours, or why there is none. Immutable.
 *
 * @param parameters names with all their values in order; empty where there is a problem
 * @param status what to answer, 200 where all is well
 * @param problem what is wrong, for an operator; empty where nothing is
 */
record PostedForm(Map<String, List<String>> parameters, int status, String problem) {

  /** Tokens come this way, and no provider's is longer. */
  static final int MAX_BYTES = 64 * 1024;

  private static final String TYPE = "application/x-www-form-urlencoded";

  /** Reads the body of a request that nobody else is to read. */
  static PostedForm read(GateRequest request) {
    if (!isForm(request)) {
      return refused(400, "the body is not " + TYPE);
    }
    try {
      byte[] body = request.body(MAX_BYTES);
      return body == null
          ? refused(413, "the body has more than " + MAX_BYTES + " bytes")
          : parse(body);
    } catch (IOException e) {
      return refused(400, "the body cannot be read: " + e.getMessage());
    }
  }

  /** Tells whether a request says that it carries a form. */
  static boolean isForm(GateRequest request) {
    List<String> types = request.headers("Content-Type");
    return types.size() == 1
        && types.get(0).split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(TYPE);
  }

  private static PostedForm parse(byte[] body) {
    String text = Utf8.decode(body);
    Map<String, List<String>> parameters = text == null ? null : FormEncoding.decode(text);
    return parameters == null
        ? refused(400, "the form is not well-formed")
        : new PostedForm(parameters, 200, "");
  }

  private static PostedForm refused(int status, String problem) {
    return new PostedForm(Map.of(), status, problem);
  }

  boolean isRead() {
    return problem.isEmpty();
  }

  /** The one value of a parameter; {@code null} when there is none or more than one. */
  @Nullable String value(String name) {
    List<String> values = parameters.getOrDefault(name, List.of());
    return values.size() == 1 ? values.get(0) : null;
  }

  /** The names only: a value may be a token. */
  @Override
  public String toString() {
    return "PostedForm" + parameters.keySet();
  }
}
