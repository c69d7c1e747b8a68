package dev.latchkey.provider;

import dev.latchkey.event.Reason;
import dev.latchkey.event.SafeText;
import dev.latchkey.http.HttpAnswer;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what a token endpoint answers; a body never gets into a message. */
final class TokenAnswerReader {

  private static final int MAX_ERROR_CHARS = 60;
  private static final int MAX_DESCRIPTION_CHARS = 200;
  private static final long MAX_SECONDS = Duration.ofDays(365).toSeconds();
  private static final int MAX_DIGITS = 18;

  private TokenAnswerReader() {}

  static TokenAnswer read(HttpAnswer answer) {
    int status = answer.status();
    Map<String, ?> body = answer.json();
    if (status == 200) {
      return body == null ? failed("answered 200 without one JSON object") : granted(body);
    }
    if (isRefusal(status) && body != null && body.get("error") instanceof String error) {
      String description = body.get("error_description") instanceof String text ? text : "";
      return new TokenAnswer.Refused(
          SafeText.of(error, MAX_ERROR_CHARS), SafeText.of(description, MAX_DESCRIPTION_CHARS));
    }
    return failed("answered " + status + (isRefusal(status) ? " without a JSON error" : ""));
  }

  /** Of the 4xx, a timeout and too many requests say nothing about this one. */
  private static boolean isRefusal(int status) {
    return status >= 400 && status < 500 && status != 408 && status != 429;
  }

  /** RFC 6749 section 5.1. */
  private static TokenAnswer granted(Map<String, ?> body) {
    String accessToken = body.get("access_token") instanceof String text ? text : "";
    if (!isVisible(accessToken)) {
      return failed("answered 200 without an access_token");
    }
    if (!(body.get("token_type") instanceof String type && type.equalsIgnoreCase("Bearer"))) {
      return failed("answered a token_type that is not Bearer");
    }
    for (String name : new String[] {"id_token", "refresh_token", "scope"}) {
      if (body.get(name) != null && !(body.get(name) instanceof String)) {
        return failed("answered a " + name + " that is no string");
      }
    }
    return new TokenAnswer.Granted(
        accessToken,
        text(body, "id_token"),
        text(body, "refresh_token"),
        lifetime(body.get("expires_in")),
        body.get("scope") instanceof String scope ? scope : null); // empty means none at all
  }

  /** RFC 6749 appendix A.12: one or more printable ASCII characters. */
  private static boolean isVisible(String token) {
    for (int i = 0; i < token.length(); i++) {
      if (token.charAt(i) < ' ' || token.charAt(i) > '~') {
        return false;
      }
    }
    return !token.isEmpty();
  }

  private static @Nullable String text(Map<String, ?> body, String name) {
    return body.get(name) instanceof String text && !text.isEmpty() ? text : null;
  }

  /** What is no number is not said; what is out of range is brought into it. */
  private static @Nullable Duration lifetime(@Nullable Object expiresIn) {
    if (expiresIn instanceof Long || expiresIn instanceof Double) {
      double seconds = ((Number) expiresIn).doubleValue();
      return Duration.ofSeconds((long) Math.max(0, Math.min(seconds, MAX_SECONDS)));
    }
    if (expiresIn instanceof String digits && isNumber(digits)) {
      return Duration.ofSeconds(Math.min(Long.parseLong(digits), MAX_SECONDS));
    }
    return null;
  }

  private static boolean isNumber(String digits) {
    for (int i = 0; i < digits.length(); i++) {
      if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
        return false;
      }
    }
    return !digits.isEmpty() && digits.length() <= MAX_DIGITS;
  }

  static TokenAnswer failed(String detail) {
    return new TokenAnswer.Failed(
        Reason.TOKEN_ENDPOINT_FAILED, "the token endpoint " + detail, true);
  }
}
