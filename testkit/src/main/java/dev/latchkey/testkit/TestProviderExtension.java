package dev.latchkey.testkit;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A JUnit extension that hands a running {@link TestProvider} to tests.
 *
 * <pre>{@code
 * @ExtendWith(TestProviderExtension.class)
 * class OrdersTest {
 *   @Test
 *   void aClerkSeesOrders(TestProvider provider) { … }
 * }
 * }</pre>
 *
 * <p>A test class and those nested in it share one provider, which ends with them; constructors and
 * {@code @BeforeAll} methods can ask for it, too. After each test its faults are cleared, its
 * request log is emptied, and it is back if it had gone down; users, clients and keys stay as they
 * are. A provider that differs from the ready one comes with {@code @RegisterExtension static final
 * TestProviderExtension PROVIDER = TestProviderExtension.of(TestProvider.builder()…)}.
 *
 * <p>Needs JUnit 5.13 or later. Tests that use faults must not run in parallel with others of their
 * class.
 */
public final class TestProviderExtension
    implements BeforeAllCallback, AfterEachCallback, ParameterResolver {
  private final TestProviderBuilder builder;
  private final ExtensionContext.Namespace namespace =
      ExtensionContext.Namespace.create(TestProviderExtension.class, this);

  /** Makes one of the ready provider; for {@code @ExtendWith}. */
  public TestProviderExtension() {
    this(TestProvider.builder());
  }

  private TestProviderExtension(TestProviderBuilder builder) {
    this.builder = builder;
  }

  /** Makes one of a provider that differs from the ready one. */
  public static TestProviderExtension of(TestProviderBuilder builder) {
    return new TestProviderExtension(builder);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    provider(context);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    TestProvider provider = provider(context);
    provider.faults().clear();
    provider.comeBack();
    provider.forgetRequests();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == TestProvider.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return provider(context);
  }

  /** Kept with the class, where JUnit closes it; a nested class finds that of the outer one. */
  private TestProvider provider(ExtensionContext context) {
    ExtensionContext whole = context;
    while (whole.getTestMethod().isPresent()) {
      whole = whole.getParent().orElseThrow();
    }
    return whole
        .getStore(namespace)
        .getOrComputeIfAbsent("provider", any -> builder.start(), TestProvider.class);
  }
}
