package dev.latchkey.testkit;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The registered clients, by id. */
final class Clients {
  private final Map<String, TestClient> byId = new ConcurrentHashMap<>();

  Clients(Collection<TestClient> clients) {
    clients.forEach(client -> byId.put(client.id(), client));
  }

  @Nullable TestClient find(@Nullable String id) {
    return id == null ? null : byId.get(id);
  }

  /** Registers an address of a client for logins; does nothing where either is missing. */
  void allowRedirect(@Nullable String id, @Nullable String redirectUri) {
    if (id != null && redirectUri != null) {
      change(id, client -> client.redirectUri(redirectUri));
    }
  }

  void change(String id, UnaryOperator<TestClient> change) {
    byId.computeIfPresent(id, (same, client) -> change.apply(client));
  }
}
