package dev.latchkey;

import dev.latchkey.event.Listener;
import dev.latchkey.gate.PageRenderer;
import dev.latchkey.http.HttpTransport;
import dev.latchkey.seal.SealedStore;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Collects settings. Nothing is read from outside unless {@link #fromEnvironment} or {@link
 * #parameters} is called, and what is set here wins over what is found there. Not thread-safe; can
 * be used once.
 */
public final class LatchkeyBuilder {

  private final GivenSettings given = new GivenSettings();
  private final Problems problems = new Problems();
  private @Nullable SettingsReader outside;
  private final GivenSettings parameters = new GivenSettings();
  private Optional<SkipPattern> skipPattern = Optional.empty();
  private ConfigResources resources = ConfigResources.none();
  private @Nullable Listener listener;
  private @Nullable HttpTransport transport;
  private @Nullable SealedStore store;
  private @Nullable PageRenderer pages;
  private InstantSource clock = InstantSource.system();

  LatchkeyBuilder() {}

  /** The issuer, exactly as the provider publishes it, trailing slash or not. */
  public LatchkeyBuilder issuer(String issuer) {
    return put(Setting.ISSUER, issuer);
  }

  /** A confidential client, as registered at the provider. */
  public LatchkeyBuilder client(String clientId, Secret secret) {
    return put(Setting.CLIENT_ID, clientId).put(Setting.CLIENT_SECRET, secret);
  }

  /** A public client, which has no secret. */
  public LatchkeyBuilder publicClient(String clientId) {
    return put(Setting.CLIENT_ID, clientId).put(Setting.CLIENT_AUTHENTICATION, "none");
  }

  /** Where the application's root is publicly found, with a path prefix and port if it has them. */
  public LatchkeyBuilder baseUrl(String baseUrl) {
    return put(Setting.BASE_URL, baseUrl);
  }

  /** Whom access tokens must be meant for; any of several. */
  public LatchkeyBuilder audience(String... audiences) {
    return put(Setting.AUDIENCE, String.join(" ", audiences));
  }

  /** The rule table. */
  public LatchkeyBuilder rules(String rules) {
    return put(Setting.RULES, rules);
  }

  /** The rule table, as method calls have written it. */
  public LatchkeyBuilder rules(Rules rules) {
    return rules(rules.toString());
  }

  /** What seals cookies: 32 random bytes or more, in base64. */
  public LatchkeyBuilder sessionSecret(Secret secret) {
    return put(Setting.SESSION_SECRET, secret);
  }

  /** Tells several instances in one JVM apart, also where they read their environment. */
  public LatchkeyBuilder name(String name) {
    return put(Setting.NAME, name);
  }

  /**
   * Any setting by its key, for example {@code set("login.redirect", "always")}. An unknown key is
   * a problem that {@link #build} tells with the nearest known one.
   */
  public LatchkeyBuilder set(String key, String value) {
    if (!given.put(key, value)) {
      problems.add(SettingNames.unknown(key));
    }
    return this;
  }

  /** Several settings by their keys, as {@link #set}; none of them may be there twice. */
  public LatchkeyBuilder settings(Map<String, String> settings) {
    Map<String, String> keys = new HashMap<>();
    new TreeMap<>(settings)
        .forEach(
            (key, value) -> {
              String canonical = SettingNames.named(key).map(Setting::key).orElse(key);
              problems.checkOnce(canonical, keys.put(SettingNames.normal(key), key), key);
              set(key, value);
            });
    return this;
  }

  /**
   * Reads what is not set here from system properties {@code latchkey.<key>} and environment
   * variables {@code LATCHKEY_<KEY>}, in this order.
   */
  public LatchkeyBuilder fromEnvironment() {
    return from(SettingsReader.ofThisProcess());
  }

  /**
   * Reads what is set neither here nor in the environment from the parameters of a deployment
   * descriptor, and then from the file that {@code config} names. Those of Keycloak's servlet
   * filter, {@code keycloak.config.…}, are understood, too.
   *
   * @param newParameters by their keys; an unknown one is a problem
   * @param newResources where {@code /WEB-INF/…} is found
   */
  public LatchkeyBuilder parameters(
      Map<String, String> newParameters, ConfigResources newResources) {
    resources = newResources;
    KeycloakParameters read = KeycloakParameters.read(newParameters, problems);
    parameters.putOnce(read.others(), problem -> problems.add("parameter " + problem));
    skipPattern = read.skipPattern();
    return this;
  }

  /**
   * Reads parameters, as {@link #parameters}, from properties among which others keep theirs, too.
   * A name that begins with {@code latchkey.} must be a setting; any other is taken when it is one,
   * so a misspelt name is only noticed with the prefix.
   *
   * @param properties texts, numbers and truth values by their names
   * @param newResources where {@code /WEB-INF/…} is found
   */
  public LatchkeyBuilder parametersAmong(Map<String, ?> properties, ConfigResources newResources) {
    return parameters(SharedProperties.settings(properties, problems), newResources);
  }

  LatchkeyBuilder from(SettingsReader reader) {
    this.outside = reader;
    return this;
  }

  /** Hears of everything that happens, beside the log. Must be quick and thread-safe. */
  public LatchkeyBuilder listener(Listener newListener) {
    this.listener = newListener;
    return this;
  }

  /**
   * Makes the calls to the provider, in place of the JDK's client. Proxy, trust and limits are then
   * the transport's own matter, whatever the {@code http.*} settings say; which addresses may be
   * called is still checked.
   */
  public LatchkeyBuilder transport(HttpTransport newTransport) {
    this.transport = newTransport;
    return this;
  }

  /**
   * Keeps sessions in a store of one's own, in place of what {@code session.store} says. Instances
   * that share it need the same {@code session.secret}, too. Whoever made it closes it, after this
   * instance.
   */
  public LatchkeyBuilder sessionStore(SealedStore newStore) {
    this.store = newStore;
    return this;
  }

  /** Writes the pages that people see, in place of ours and of what {@code pages} names. */
  public LatchkeyBuilder pages(PageRenderer newPages) {
    this.pages = newPages;
    return this;
  }

  /** Tells the time, for tests. */
  public LatchkeyBuilder clock(InstantSource newClock) {
    this.clock = newClock;
    return this;
  }

  /**
   * Checks all settings together and starts. The provider need not be reachable.
   *
   * @throws IllegalArgumentException listing every problem and what to do about it
   */
  public Latchkey build() {
    return new Assembly(values(), problems, new Outside(clock, listener, transport, store, pages))
        .assemble();
  }

  /** All settings, from wherever they come. Nothing but their names is checked yet. */
  SettingValues values() {
    if (outside != null) {
      given.completeFrom(outside.read(name(), problems));
    }
    given.completeFrom(parameters);
    completeFromFile();
    skipPattern.ifPresent(pattern -> pattern.addTo(given, problems));
    return new SettingValues(given, problems);
  }

  private void completeFromFile() {
    SettingValues soFar = new SettingValues(given, new Problems()); // told below if it is wrong
    if (!soFar.has(Setting.CONFIG)) {
      return;
    }
    String config = soFar.text(Setting.CONFIG);
    GivenSettings file = new ConfigFile(config, resources).read(given, outside, problems);
    if (outside != null && name().isEmpty() && file.texts().containsKey(Setting.NAME)) {
      problems.add(
          config
              + " sets name, but the environment is read before it and under that name; set it where"
              + " config is set");
    }
    given.completeFrom(file);
  }

  private Optional<String> name() {
    String own = given.texts().get(Setting.NAME);
    return Optional.ofNullable(own == null ? parameters.texts().get(Setting.NAME) : own);
  }

  /** What comes from outside of the settings. */
  record Outside(
      InstantSource clock,
      @Nullable Listener listener,
      @Nullable HttpTransport transport,
      @Nullable SealedStore store,
      @Nullable PageRenderer pages) {}

  private LatchkeyBuilder put(Setting setting, String value) {
    given.put(setting, value);
    return this;
  }

  private LatchkeyBuilder put(Setting setting, Secret secret) {
    try {
      put(setting, secret.value());
      secret.file().ifPresent(file -> SecretFiles.warnWhenOpen(setting, file, problems));
      return this;
    } catch (IllegalArgumentException unreadable) {
      problems.add(setting, "cannot be read: " + unreadable.getMessage());
      return this;
    }
  }
}
