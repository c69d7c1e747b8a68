package dev.latchkey.gate;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where sessions end, and where one can be looked at.
 *
 * @param landings where a logout may end, absolute, by the words that a request may name them with;
 *     the first is for requests that name none
 * @param backChannelPath where the provider says itself that a user has signed out; empty for
 *     nowhere
 * @param frontChannelPath where it has the user's browser say so; empty for nowhere
 * @param sessionPath where a page asks about its session
 * @param issuer who may show the front channel's answer in a frame
 */
public record LogoutSettings(
    Map<String, URI> landings,
    Optional<String> backChannelPath,
    Optional<String> frontChannelPath,
    String sessionPath,
    URI issuer) {

  /** Copies the map, in its order. */
  public LogoutSettings {
    landings = new LinkedHashMap<>(landings);
  }

  /** The landing for a request that names none, or none that is configured. */
  URI standardLanding() {
    return landings.values().iterator().next();
  }

  /** The landing of that name; {@code null} for what is not configured. */
  @Nullable URI landing(@Nullable String name) {
    return name == null ? null : landings.get(name);
  }

  /** Tells whether a logout may end at a path of this application. */
  boolean isLandingHere(String path) {
    return path.startsWith("/") && landings.containsKey(path);
  }
}
