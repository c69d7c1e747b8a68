package dev.latchkey.jaxrs;

import dev.latchkey.Latchkey;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;

/**
 * Reads the annotations of each resource method when it becomes known, so that wrong ones stop the
 * start; {@link AnnotationFilter} judges by them. Thread-safe.
 */
final class AnnotationRules implements DynamicFeature {

  private final Latchkey latchkey;

  AnnotationRules(Latchkey latchkey) {
    this.latchkey = latchkey;
  }

  /**
   * Reads a method's annotations.
   *
   * @throws IllegalArgumentException when they contradict each other or name what there is not
   */
  @Override
  public void configure(ResourceInfo resource, FeatureContext context) {
    Demands.of(resource.getResourceMethod(), resource.getResourceClass(), latchkey.providers());
  }
}
