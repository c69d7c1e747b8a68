package dev.latchkey.provider;

import dev.latchkey.event.Reason;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the userinfo endpoint answered (OpenID Connect Core 1.0 section 5.3). */
public sealed interface UserInfoAnswer {

  /**
   * Claims, of whom is not judged yet.
   *
   * @param members the whole answer
   */
  record Said(Map<String, @Nullable Object> members) implements UserInfoAnswer {

    /** The names only: values are personal. */
    @Override
    public String toString() {
      return "Said" + members.keySet();
    }
  }

  /** The provider does not take the access token: it was revoked, or its user disabled. */
  record Refused(String detail) implements UserInfoAnswer {}

  /** It could not be found out. */
  record Failed(Reason reason, String detail) implements UserInfoAnswer {}
}
