package dev.latchkey.examples.war;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.examples.shop.ShopSettings;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The war has the rules of the other examples, numbered. */
class SameRulesTest {

  private static final Path SETTINGS = Path.of("src/main/webapp/WEB-INF/latchkey.properties");

  @Test
  void theWarsFileHoldsTheShopsRules() throws IOException {
    Properties settings = new Properties();
    try (Reader in = Files.newBufferedReader(SETTINGS)) {
      settings.load(in);
    }

    List<String> rules =
        IntStream.iterate(1, number -> number + 1)
            .mapToObj(number -> settings.getProperty("rule." + number))
            .takeWhile(rule -> rule != null)
            .toList();

    assertThat(rules).isEqualTo(ShopSettings.RULES.lines().toList());
  }
}
