package dev.latchkey.containers;

import dev.latchkey.Latchkey;
import dev.latchkey.jaxrs.OidcFeature;
import dev.latchkey.servlet.OidcFilter;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.FilterInfo;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import jakarta.servlet.DispatcherType;
import jakarta.ws.rs.core.Feature;
import org.junit.jupiter.api.Tag;

/** The same where a servlet filter stands in front, which decides for both. */
@Tag("O14")
class ResteasyBehindFilterContractTest extends ResteasyContractTest {

  private Latchkey latest;

  @Override
  protected Feature feature(Latchkey latchkey) {
    latest = latchkey;
    return OidcFeature.behindFilter(latchkey);
  }

  @Override
  DeploymentInfo inFront(DeploymentInfo deployment) {
    FilterInfo filter =
        new FilterInfo(
            "oidc", OidcFilter.class, new ImmediateInstanceFactory<>(new OidcFilter(latest)));
    filter.setAsyncSupported(true);
    deployment.addFilter(filter);
    for (DispatcherType type : DispatcherType.values()) {
      deployment.addFilterUrlMapping("oidc", "/*", type);
    }
    return deployment;
  }
}
