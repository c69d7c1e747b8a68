package dev.latchkey.examples.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A link from one of our pages leads to something that is there. */
class PageLinksTest {

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```.*?^```$");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
  private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*");

  static Stream<Path> pages() {
    return Pages.all();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void leadsToAFileOrAHeadingThatIsThere(Path page) {
    assertThat(brokenLinks(page)).as("links of %s to nowhere", page).isEmpty();
  }

  @Test
  void readsHeadingsAsTheirAddressesAreMade() {
    assertThat(
            anchors("# Sign-in, sessions\n## The `base-url`\n## Twice\n```\n# no\n```\n## Twice"))
        .containsExactly("sign-in-sessions", "the-base-url", "twice", "twice-1");
  }

  private static List<String> brokenLinks(Path page) {
    List<String> broken = new ArrayList<>();
    Matcher link = LINK.matcher(prose(page));
    while (link.find()) {
      if (!ELSEWHERE.matcher(link.group(1)).matches() && !leadsSomewhere(page, link.group(1))) {
        broken.add(link.group(1));
      }
    }
    return broken;
  }

  private static boolean leadsSomewhere(Path page, String link) {
    int hash = link.indexOf('#');
    String file = hash < 0 ? link : link.substring(0, hash);
    Path target = file.isEmpty() ? page : page.resolveSibling(file).normalize();
    return Files.exists(target)
        && (hash < 0 || anchors(Pages.read(target)).contains(link.substring(hash + 1)));
  }

  private static String prose(Path page) {
    return BLOCK.matcher(Pages.read(page)).replaceAll("");
  }

  /** What GitHub makes of headings: a second one of the same words has a number. */
  private static List<String> anchors(String text) {
    List<String> anchors = new ArrayList<>();
    Map<String, Integer> seen = new HashMap<>();
    Matcher heading = HEADING.matcher(BLOCK.matcher(text).replaceAll(""));
    while (heading.find()) {
      String words = heading.group(1).strip().toLowerCase(Locale.ROOT);
      String anchor = words.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
      int before = seen.merge(anchor, 1, Integer::sum) - 1;
      anchors.add(before == 0 ? anchor : anchor + "-" + before);
    }
    return anchors;
  }
}
