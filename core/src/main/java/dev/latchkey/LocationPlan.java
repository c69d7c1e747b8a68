package dev.latchkey;

import dev.latchkey.gate.TokenLocations;
import java.net.URI;
import java.util.List;

/** Where requests carry their tokens, as the settings say it. */
final class LocationPlan {

  private LocationPlan() {}

  static TokenLocations read(SettingValues values, Problems problems) {
    List<String> words = values.words(Setting.TOKEN_LOCATIONS);
    boolean cookies = words.stream().anyMatch(word -> word.startsWith("cookie:"));
    URI baseUrl = cookies && values.has(Setting.BASE_URL) ? BaseUrl.read(values, problems) : null;
    if (words.stream().anyMatch(word -> word.startsWith("query:"))) {
      problems.warn(
          "token.locations="
              + String.join(" ", words)
              + ": tokens in addresses end up in logs, histories and bookmarks of others (RFC 6750"
              + " section 5.3); use a header where the client can send one");
    }
    return values
        .read(Setting.TOKEN_LOCATIONS, "", any -> TokenLocations.of(words, baseUrl))
        .orElse(TokenLocations.standard());
  }
}
