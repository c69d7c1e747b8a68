package dev.latchkey.stories;

import java.util.List;
import java.util.Map;

/** One of many users of a realm, by number. */
final class NodesUser {

  static final String PASSWORD = "nodes-pw";

  private NodesUser() {}

  static String name(int number) {
    return "user-" + number;
  }

  /** In Keycloak's words. */
  static Map<String, Object> representation(int number) {
    return Map.of(
        "username",
        name(number),
        "enabled",
        true,
        "email",
        name(number) + "@example.test",
        "firstName",
        "User",
        "lastName",
        Integer.toString(number),
        "credentials",
        List.of(Map.of("type", "password", "value", PASSWORD)));
  }
}
