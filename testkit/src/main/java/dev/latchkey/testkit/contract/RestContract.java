package dev.latchkey.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Latchkey;
import dev.latchkey.testkit.TestProvider;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Feature;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The contract for Jakarta REST runtimes, with or without a servlet container. A subclass starts
 * its runtime with an {@link Application}, which holds the feature and the resources.
 *
 * <p>Needs the APIs of Jakarta REST and Jakarta Annotations on the class path.
 */
public abstract class RestContract extends AdapterContract implements AnnotationJourneys {

  /** For subclasses. */
  protected RestContract() {}

  /** Makes the feature to be tested. */
  protected abstract Feature feature(Latchkey latchkey);

  /**
   * Returns a resource {@code annotated/scoped} whose GET asks for the scope {@code orders:read} in
   * the adapter's own words.
   */
  protected abstract Class<?> scopedResource();

  /**
   * Starts a runtime on a free port of 127.0.0.1.
   *
   * @param basePath where its root resource stands, decoded; empty for the root of the host
   */
  protected abstract RunningServer start(String basePath, Application application) throws Exception;

  @Override
  protected final RunningServer start(Deployment deployment) throws Exception {
    Set<Class<?>> resources =
        new HashSet<>(
            Set.of(
                CallerResource.class,
                DeedResource.class,
                AnnotatedResource.class,
                PermittedResource.class,
                OverridingFilter.class,
                scopedResource()));
    if (has(Capability.EVENTS)) {
      resources.add(EventResource.class);
    }
    return start(
        deployment.contextPath(),
        new CallerApplication(feature(deployment.latchkey()), Set.copyOf(resources)));
  }

  @Test
  @Tag("K21")
  final void aResourceReadsTheParametersOfItsSegments() {
    try (Shop matrix =
        open(TestProvider.start(), CONTEXT_PATH, latchkey -> latchkey.set("paths", "matrix"))) {
      Reply reply = matrix.raw(matrix.target("/open/matrix/a;y=1;x=caf%C3%A9%20b"));

      assertThat(reply.body()).isEqualTo("a with x=caf\u00e9 b");
    }
  }

  private static final class CallerApplication extends Application {

    private final Feature feature;
    private final Set<Class<?>> resources;

    CallerApplication(Feature feature, Set<Class<?>> resources) {
      this.feature = feature;
      this.resources = resources;
    }

    @Override
    public Set<Class<?>> getClasses() {
      return resources;
    }

    @Override
    @SuppressWarnings("deprecation") // there is no other way to hand an instance to any runtime
    public Set<Object> getSingletons() {
      return Set.of(feature);
    }
  }
}
