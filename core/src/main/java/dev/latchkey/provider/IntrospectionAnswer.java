package dev.latchkey.provider;

import dev.latchkey.event.Reason;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the introspection endpoint said of a token (RFC 7662 section 2.2). */
public sealed interface IntrospectionAnswer {

  /**
   * The token is good as far as the provider knows; whether it is good here, nobody judged yet.
   *
   * @param members the whole answer, {@code active} among them
   */
  record Active(Map<String, @Nullable Object> members) implements IntrospectionAnswer {

    /** The names only: values may be personal. */
    @Override
    public String toString() {
      return "Active" + members.keySet();
    }
  }

  /** Nothing but {@code true} makes a token active. */
  record Inactive(String detail) implements IntrospectionAnswer {}

  /**
   * It could not be found out; never the caller's fault.
   *
   * @param outage whether the endpoint answers nobody just now, whatever it is asked
   * @param retryAfter how long it asks to be left alone; {@code null} when it does not
   */
  record Failed(Reason reason, String detail, boolean outage, @Nullable Duration retryAfter)
      implements IntrospectionAnswer {

    Failed(Reason reason, String detail) {
      this(reason, detail, false, null);
    }
  }
}
