package dev.latchkey;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.gate.AuthorizationHeaderFuzz;
import dev.latchkey.gate.CallbackFuzz;
import dev.latchkey.gate.CookiesFuzz;
import dev.latchkey.gate.LogoutTokenFuzz;
import dev.latchkey.gate.ReturnTargetFuzz;
import dev.latchkey.json.JsonFuzz;
import dev.latchkey.keys.KeySetFuzz;
import dev.latchkey.provider.DiscoveryFuzz;
import dev.latchkey.seal.CookieHeaderFuzz;
import dev.latchkey.token.AccessTokenFuzz;
import dev.latchkey.token.IntrospectionFuzz;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every fuzz target on its seeds and on what was ever found, without the fuzzer: {@code fuzz/run}
 * goes on from there.
 */
class FuzzSeedsTest {

  private static final Path SEEDS = Path.of("..", "fuzz", "seeds");

  private static final Map<String, Consumer<byte[]>> TARGETS =
      Map.ofEntries(
          entry(
              "dev.latchkey.gate.AuthorizationHeaderFuzz",
              AuthorizationHeaderFuzz::fuzzerTestOneInput),
          entry("dev.latchkey.gate.CallbackFuzz", CallbackFuzz::fuzzerTestOneInput),
          entry("dev.latchkey.gate.CookiesFuzz", CookiesFuzz::fuzzerTestOneInput),
          entry("dev.latchkey.gate.LogoutTokenFuzz", LogoutTokenFuzz::fuzzerTestOneInput),
          entry("dev.latchkey.gate.ReturnTargetFuzz", ReturnTargetFuzz::fuzzerTestOneInput),
          entry("dev.latchkey.json.JsonFuzz", JsonFuzz::fuzzerTestOneInput),
          entry("dev.latchkey.keys.KeySetFuzz", KeySetFuzz::fuzzerTestOneInput),
          entry("dev.latchkey.provider.DiscoveryFuzz", DiscoveryFuzz::fuzzerTestOneInput),
          entry("dev.latchkey.seal.CookieHeaderFuzz", CookieHeaderFuzz::fuzzerTestOneInput),
          entry("dev.latchkey.token.AccessTokenFuzz", AccessTokenFuzz::fuzzerTestOneInput),
          entry("dev.latchkey.token.IntrospectionFuzz", IntrospectionFuzz::fuzzerTestOneInput));

  @Test
  void everyTargetHasSeedsAndEverySeedATarget() throws IOException {
    try (Stream<Path> folders = Files.list(SEEDS)) {
      assertThat(folders.map(folder -> folder.getFileName().toString()).collect(Collectors.toSet()))
          .isEqualTo(TARGETS.keySet());
    }
  }

  @TestFactory
  Stream<DynamicTest> everySeedHoldsWhatMustHold() {
    return TARGETS.keySet().stream()
        .sorted()
        .flatMap(
            target ->
                seeds(target).stream()
                    .map(
                        seed ->
                            DynamicTest.dynamicTest(
                                target + " " + seed.getFileName(),
                                () -> TARGETS.get(target).accept(Files.readAllBytes(seed)))));
  }

  private static List<Path> seeds(String target) {
    try (Stream<Path> files = Files.list(SEEDS.resolve(target))) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
