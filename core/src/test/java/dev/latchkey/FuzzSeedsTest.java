package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.gate.AuthorizationHeaderFuzz;
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
      Map.of(
          "dev.latchkey.gate.AuthorizationHeaderFuzz", AuthorizationHeaderFuzz::fuzzerTestOneInput,
          "dev.latchkey.json.JsonFuzz", JsonFuzz::fuzzerTestOneInput,
          "dev.latchkey.keys.KeySetFuzz", KeySetFuzz::fuzzerTestOneInput,
          "dev.latchkey.provider.DiscoveryFuzz", DiscoveryFuzz::fuzzerTestOneInput,
          "dev.latchkey.seal.CookieHeaderFuzz", CookieHeaderFuzz::fuzzerTestOneInput,
          "dev.latchkey.token.AccessTokenFuzz", AccessTokenFuzz::fuzzerTestOneInput,
          "dev.latchkey.token.IntrospectionFuzz", IntrospectionFuzz::fuzzerTestOneInput);

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
