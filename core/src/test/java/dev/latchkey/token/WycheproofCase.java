package dev.latchkey.token;

import static dev.latchkey.testing.VectorFolder.object;
import static dev.latchkey.testing.VectorFolder.objects;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Reason;
import dev.latchkey.json.Json;
import dev.latchkey.testing.VectorFolder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One case of the Wycheproof project.
 *
 * @param valid its label, or what {@code overrides.json} says in place of it
 * @param jwks the published keys; the secret ones where nothing is published
 */
record WycheproofCase(int id, boolean valid, List<?> flags, String token, byte[] jwks) {

  /** Reads all cases of a file of the folder {@code wycheproof}. */
  static List<WycheproofCase> read(String file) {
    List<WycheproofCase> cases = new ArrayList<>();
    Map<String, Object> json = VectorFolder.json(VectorFolder.path("wycheproof", file));
    for (Map<String, Object> group : objects(json, "testGroups")) {
      byte[] jwks = jwks(object(group, group.containsKey("public") ? "public" : "private"));
      objects(group, "tests").forEach(test -> cases.add(of(test, jwks)));
    }
    assertThat(json).containsEntry("numberOfTests", (long) cases.size());
    return overridden(cases, file);
  }

  private static WycheproofCase of(Map<String, Object> test, byte[] jwks) {
    Object token = test.containsKey("jws") ? test.get("jws") : test.get("jwe");
    return new WycheproofCase(
        ((Long) test.get("tcId")).intValue(),
        isValid(test.get("result")),
        (List<?>) test.get("flags"),
        token instanceof String compact ? compact : Json.write(token),
        jwks);
  }

  private static boolean isValid(Object label) {
    assertThat(label).isIn("valid", "invalid");
    return label.equals("valid");
  }

  static byte[] jwks(Map<String, Object> keyOrSet) {
    Object set = keyOrSet.containsKey("keys") ? keyOrSet : Map.of("keys", List.of(keyOrSet));
    return Json.write(set).getBytes(StandardCharsets.UTF_8);
  }

  private static List<WycheproofCase> overridden(List<WycheproofCase> cases, String file) {
    Map<String, Object> json = VectorFolder.json(VectorFolder.path("wycheproof", "overrides.json"));
    for (Map<String, Object> override : objects(json, "overrides")) {
      if (override.get("file").equals(file)) {
        assertThat(cases).anyMatch(test -> override.get("tcId").equals((long) test.id()));
        cases.replaceAll(test -> test.overriddenBy(override));
      }
    }
    return List.copyOf(cases);
  }

  private WycheproofCase overriddenBy(Map<String, Object> override) {
    if (!override.get("tcId").equals((long) id)) {
      return this;
    }
    assertThat(isValid(override.get("label"))).as("label of case " + id).isEqualTo(valid);
    return new WycheproofCase(id, isValid(override.get("expect")), flags, token, jwks);
  }

  /** What we say to it. */
  Optional<Reason> refusal() {
    return ForeignJws.refusal(token, jwks);
  }

  /** The key, where it is the only one and symmetric. */
  Optional<Map<String, Object>> secret() {
    List<Map<String, Object>> keys = objects(Objects.requireNonNull(Json.readObject(jwks)), "keys");
    return keys.size() == 1 && "oct".equals(keys.get(0).get("kty"))
        ? Optional.of(keys.get(0))
        : Optional.empty();
  }

  boolean isWithin(int first, int last) {
    return id >= first && id <= last;
  }
}
