package dev.latchkey.testkit.contract;

import dev.latchkey.LatchkeyBuilder;
import dev.latchkey.testkit.TestProvider;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/**
 * What every adapter does alike on every container, over real HTTP: a subclass starts its server,
 * and inherits the journeys. The application behind the adapter comes with {@link ServletContract}
 * and {@link RestContract}.
 *
 * <p>Journeys tagged {@code smoke} are a handful that show an adapter to be wired up at all. What a
 * container cannot do is declared by {@link #lacks()}; the journeys that need it are then reported
 * as skipped, with the reason.
 *
 * <p>Needs JUnit's {@code junit-jupiter-api} and AssertJ on the class path. Not thread-safe;
 * several contracts may run at once.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class AdapterContract
    implements BearerJourneys,
        SignInJourneys,
        SessionJourneys,
        StepUpJourneys,
        HeaderJourneys,
        BodyJourneys,
        PathJourneys,
        CorsJourneys,
        FaultJourneys,
        MixedCallersJourneys {

  /** Below which path the application of all journeys stands. */
  static final String CONTEXT_PATH = "/shop";

  private @Nullable Shop shop;

  /** For subclasses. */
  protected AdapterContract() {}

  /**
   * Starts a server on a free port of 127.0.0.1, with the contract's application behind the
   * adapter.
   */
  protected abstract RunningServer start(Deployment deployment) throws Exception;

  /** What this adapter cannot do on this container, each with the reason; by default nothing. */
  protected Map<Capability, String> lacks() {
    return Map.of();
  }

  /** Further settings, for all journeys; by default none. */
  protected Map<String, String> settings() {
    return Map.of();
  }

  @BeforeAll
  final void openShop() {
    shop = open(TestProvider.start(), CONTEXT_PATH, same -> {});
    shop.call("/api/x", shop.provider().token().sign()); // so that its keys are known
  }

  @AfterAll
  final void closeShop() {
    shop().close();
  }

  @BeforeEach
  @AfterEach
  final void forget() {
    shop().forget();
  }

  @Override
  public final Shop shop() {
    return Objects.requireNonNull(shop, "no journey has begun");
  }

  @Override
  public final Shop open(
      TestProvider provider, String contextPath, Consumer<LatchkeyBuilder> changes) {
    Consumer<LatchkeyBuilder> all = latchkey -> changes.accept(latchkey.settings(settings()));
    return Shop.open(provider, this::start, contextPath, all);
  }

  @Override
  public final void needs(Capability capability) {
    String reason = lacks().get(capability);
    Assumptions.assumeTrue(reason == null, () -> capability + ": " + reason);
  }

  @Override
  public final boolean has(Capability capability) {
    return !lacks().containsKey(capability);
  }

  @Override
  public final boolean keepsSessionsInCookies() {
    return settings().getOrDefault("session.store", "cookie").equals("cookie");
  }
}
