package dev.latchkey.http;

import dev.latchkey.event.SafeText;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.http.HttpConnectTimeoutException;
import java.security.cert.CertPathBuilderException;
import javax.net.ssl.SSLException;

/** Says what became of a call that got no answer, so that an operator knows what to do. */
final class CallFailure {

  private static final int MAX_MESSAGE_CHARS = 200;
  private static final int MAX_CAUSES = 10;

  private CallFailure() {}

  static IOException of(HttpCall call, Throwable cause) {
    if (cause instanceof UnfitAnswerException || cause instanceof ProtocolException) {
      return new UnfitAnswerException(call + " failed: " + shown(cause));
    }
    if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
      return new NotSentException(call + " failed: " + shown(cause), cause);
    }
    return new IOException(
        call + " failed: " + shown(cause) + (cause instanceof SSLException ? reason(cause) : ""),
        cause);
  }

  private static String shown(Throwable cause) {
    String message = cause.getMessage() == null ? "" : ": " + cause.getMessage();
    return cause.getClass().getSimpleName() + SafeText.of(message, MAX_MESSAGE_CHARS);
  }

  /** The JDK says that a path failed; that a certificate expired stands at the bottom. */
  private static String reason(Throwable failure) {
    Throwable bottom = bottom(failure);
    if (bottom == failure) {
      return "";
    }
    String advice =
        bottom instanceof CertPathBuilderException
            ? "; if the server is yours, name its certificate authority in http.trust-store"
            : "";
    return " (" + shown(bottom) + ")" + advice;
  }

  private static Throwable bottom(Throwable failure) {
    Throwable bottom = failure;
    for (int i = 0; i < MAX_CAUSES && bottom.getCause() != null; i++) {
      bottom = bottom.getCause();
    }
    return bottom;
  }
}
