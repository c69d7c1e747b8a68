package dev.latchkey;

import dev.latchkey.event.SafeText;
import dev.latchkey.policy.DurationText;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Settings as text, read as what they mean. What cannot be read becomes a problem and counts as its
 * default, so that all problems are found in one go.
 */
final class SettingValues {

  private static final int MAX_PORT = 65_535;

  private final SettingTexts texts;
  private final Problems problems;
  private final @Nullable SettingValues application;

  SettingValues(GivenSettings given, Problems problems) {
    this(new SettingTexts(given, problems), problems.naming(given::key), null);
  }

  private SettingValues(
      SettingTexts texts, Problems problems, @Nullable SettingValues application) {
    this.texts = texts;
    this.problems = problems;
    this.application = application;
  }

  /** The names of further providers for which something is set, whether they are listed or not. */
  Set<String> providers() {
    return texts.providers();
  }

  /** The settings of one further provider. Its problems are told with its keys. */
  SettingValues ofProvider(String name) {
    SettingTexts own = texts.ofProvider(name);
    return new SettingValues(own, problems.naming(own::key), this);
  }

  /** The settings of the whole application, which are the main provider's, too. */
  SettingValues application() {
    return application == null ? this : application;
  }

  /** Whose settings these are; empty for the main provider's. */
  Optional<String> furtherProvider() {
    return texts.furtherProvider();
  }

  /** Where to tell what is wrong with these settings. */
  Problems problems() {
    return problems;
  }

  boolean has(Setting setting) {
    return set(setting).isPresent();
  }

  /** The rules {@code rule.1}, {@code rule.2}, … in the order of their numbers. */
  SortedMap<Integer, String> numberedRules() {
    return texts.rules();
  }

  /** Header names and what is put into them. */
  Map<String, String> forwards() {
    return texts.forwards();
  }

  /** The text that was set; empty when none was, whatever the default. */
  Optional<String> set(Setting setting) {
    return texts.of(setting);
  }

  /** A secret that is set as it is, or in a file; both at once are a problem. */
  Optional<String> secret(Setting direct, Setting inFile) {
    if (has(direct) && has(inFile)) {
      problems.add(
          problems.key(direct)
              + " and "
              + problems.key(inFile)
              + " are both set; remove one of them");
    }
    if (has(direct) || !has(inFile)) {
      return set(direct);
    }
    return read(inFile, path -> secretIn(inFile, Path.of(path)));
  }

  private String secretIn(Setting setting, Path file) {
    String secret = Secret.fromFile(file).value();
    SecretFiles.warnWhenOpen(setting, file, problems);
    return secret;
  }

  /** The text that was set, else the default, which may be empty. */
  String text(Setting setting) {
    Optional<String> set = set(setting);
    return set.isPresent() ? set.get() : texts.standard(setting);
  }

  List<String> words(Setting setting) {
    String text = text(setting);
    return text.isEmpty() ? List.of() : Arrays.asList(text.split("\\s+"));
  }

  <T> T choice(Setting setting, Map<String, T> choices) {
    T chosen = choices.get(text(setting));
    if (chosen != null) {
      return chosen;
    }
    problems.add(
        setting,
        "is \""
            + text(setting)
            + "\"; write one of "
            + choices.keySet().stream().sorted().toList());
    return Objects.requireNonNull(choices.get(setting.defaultText()), setting.key());
  }

  /** A duration of more than zero: zero never means "endless" here. */
  Duration duration(Setting setting, Duration most) {
    return duration(setting, Duration.ofMillis(1), most);
  }

  Duration duration(Setting setting, Duration least, Duration most) {
    return duration(setting, least, most, "");
  }

  private Duration duration(Setting setting, Duration least, Duration most, String orWord) {
    Duration value = DurationText.parse(text(setting)).orElse(null);
    if (value != null && value.compareTo(least) >= 0 && value.compareTo(most) <= 0) {
      return value;
    }
    Optional<Duration> standard = DurationText.parse(setting.defaultText());
    problems.add(
        setting,
        "is \""
            + text(setting)
            + "\"; write a number with ms, s, m, h or d, such as "
            + (standard.isEmpty() ? "1h" : setting.defaultText())
            + orWord
            + ", from "
            + DurationText.spell(least)
            + " to "
            + DurationText.spell(most));
    return standard.orElse(most);
  }

  /** A duration, or the word {@code off}: empty. */
  Optional<Duration> durationOrOff(Setting setting, Duration least, Duration most) {
    return durationUnless("off", setting, least, most);
  }

  /** A duration, or a word that stands for none. */
  Optional<Duration> durationUnless(String word, Setting setting, Duration least, Duration most) {
    return text(setting).equals(word)
        ? Optional.empty()
        : Optional.of(duration(setting, least, most, " (or " + word + ")"));
  }

  int number(Setting setting, int least, int most) {
    String text = text(setting);
    boolean digits = text.length() <= 9 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    int value = digits ? Integer.parseInt(text) : -1;
    if (value >= least && value <= most) {
      return value;
    }
    problems.add(setting, "is \"" + text + "\"; write a number from " + least + " to " + most);
    return Integer.parseInt(setting.defaultText());
  }

  /** A path of this application. */
  String path(Setting setting) {
    return path(setting, text(setting));
  }

  String path(Setting setting, String path) {
    boolean plain =
        path.startsWith("/")
            && path.chars().allMatch(c -> c > ' ' && c < 0x7f && ";\\?#%\"<>".indexOf(c) < 0)
            && !path.contains("//")
            && !path.contains("/.");
    if (plain) {
      return path;
    }
    problems.add(
        setting,
        "is \""
            + path
            + "\"; write a plain path that begins with a slash"
            + (setting.defaultText().isEmpty() ? "" : ", such as " + texts.standard(setting)));
    return texts.standard(setting);
  }

  /** The default of one of our own paths, given what it is for the main provider. */
  String standardPath(String ofMain) {
    return texts.standardPath(ofMain);
  }

  /** Addresses that may be called or linked to: absolute, with a host and nothing hidden. */
  Optional<URI> address(Setting setting, String text) {
    try {
      URI uri = new URI(text);
      boolean plain =
          uri.isAbsolute()
              && uri.getHost() != null
              && uri.getRawUserInfo() == null
              && uri.getRawFragment() == null
              && uri.getPort() <= MAX_PORT
              && (uri.getScheme().equals("https") || uri.getScheme().equals("http"));
      if (plain) {
        return Optional.of(uri);
      }
    } catch (URISyntaxException notOne) {
      // told below, with the same advice
    }
    problems.add(
        setting,
        "is \""
            + SafeText.withoutPassword(text)
            + "\"; write an absolute https address without user or fragment");
    return Optional.empty();
  }

  /** Reads each word; what a reader throws as IllegalArgumentException becomes a problem. */
  <T> List<T> each(Setting setting, List<String> words, Function<String, T> reader) {
    List<T> all = new ArrayList<>();
    for (String word : words) {
      Optional<T> read = read(setting, word, reader);
      if (read.isPresent()) {
        all.add(read.get());
      }
    }
    return Collections.unmodifiableList(all);
  }

  /** Reads what was set; empty also when nothing was. */
  <T> Optional<T> read(Setting setting, Function<String, T> reader) {
    return has(setting) ? read(setting, text(setting), reader) : Optional.empty();
  }

  <T> Optional<T> read(Setting setting, String text, Function<String, T> reader) {
    try {
      return Optional.of(reader.apply(text));
    } catch (IllegalArgumentException refused) {
      problems.add(problems.key(setting) + ": " + refused.getMessage());
      return Optional.empty();
    }
  }
}
