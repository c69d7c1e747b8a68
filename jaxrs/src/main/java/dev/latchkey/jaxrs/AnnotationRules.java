package dev.latchkey.jaxrs;

import dev.latchkey.Latchkey;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;

/** Puts before each resource method what its annotations ask for. Thread-safe. */
final class AnnotationRules implements DynamicFeature {

  private final Latchkey latchkey;
  private final LocatorDemands locators;

  AnnotationRules(Latchkey latchkey) {
    this.latchkey = latchkey;
    this.locators = new LocatorDemands(latchkey.providers());
  }

  /**
   * Reads a method's annotations.
   *
   * @throws IllegalArgumentException when they contradict each other or name what there is not
   */
  @Override
  public void configure(ResourceInfo resource, FeatureContext context) {
    context.register(
        new AnnotationFilter(
            latchkey,
            Demands.of(
                resource.getResourceMethod(), resource.getResourceClass(), latchkey.providers()),
            locators));
  }
}
