package dev.latchkey.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everybody who can sign in, by user name. */
final class Users {
  private final Map<String, TestUser> byName =
      Collections.synchronizedMap(new LinkedHashMap<>()); // the order of the sign-in page

  Users(Collection<TestUser> users) {
    users.forEach(this::put);
  }

  /** Adds a user, or replaces the one of that name. */
  void put(TestUser user) {
    byName.put(user.username(), user);
  }

  /** The user of this name; who is not there yet is added, with the name as subject. */
  TestUser named(String username) {
    return byName.computeIfAbsent(username, name -> TestUser.of(name, name + "-pw").subject(name));
  }

  /** The user with this name and password, or null; which of the two was wrong is not told. */
  @Nullable TestUser find(@Nullable String username, @Nullable String password) {
    TestUser user = username == null ? null : byName.get(username);
    boolean right = user != null && password != null && same(user.password(), password);
    return right ? user : null;
  }

  @Nullable TestUser bySubject(String subject) {
    return all().stream().filter(user -> user.subject().equals(subject)).findFirst().orElse(null);
  }

  List<TestUser> all() {
    synchronized (byName) {
      return List.copyOf(byName.values());
    }
  }

  /** Compares secrets in a time that does not tell where they differ. */
  static boolean same(String one, String other) {
    return MessageDigest.isEqual(one.getBytes(UTF_8), other.getBytes(UTF_8));
  }
}
