package dev.latchkey.session;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Where the claims of a session come from. */
public enum ClaimSource {
  /** The ID token: what the provider says about the login. */
  ID_TOKEN("id-token"),
  /** The access token, when it is a JWT that verifies. */
  ACCESS_TOKEN("access-token"),
  /** What the userinfo endpoint said at login, where it is asked. */
  USERINFO("userinfo");

  private final String word;

  ClaimSource(String word) {
    this.word = word;
  }

  /**
   * Returns the source of that name.
   *
   * @throws IllegalArgumentException for an unknown one, naming those that are known
   */
  public static ClaimSource named(String word) {
    for (ClaimSource source : values()) {
      if (source.word.equals(word)) {
        return source;
      }
    }
    throw new IllegalArgumentException(
        "\""
            + word
            + "\" is no source of claims; known are "
            + Arrays.stream(values()).map(each -> each.word).collect(Collectors.joining(", ")));
  }
}
