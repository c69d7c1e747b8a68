package dev.latchkey.jaxrs;

import dev.latchkey.Latchkey;
import jakarta.annotation.PreDestroy;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.ContextResolver;
import org.jspecify.annotations.Nullable;

/**
 * Hands out the instance that a feature has built, and closes it with the application. The runtime
 * makes it, since only then it tells when the application ends.
 */
public final class OwnLatchkey implements ContextResolver<Latchkey> {

  static final String PROPERTY = OwnLatchkey.class.getName();

  private final @Nullable Latchkey latchkey;

  /** For the runtime. */
  public OwnLatchkey(@Context Configuration configuration) {
    this.latchkey = configuration.getProperty(PROPERTY) instanceof Latchkey own ? own : null;
  }

  @Override
  public @Nullable Latchkey getContext(Class<?> type) {
    return latchkey;
  }

  /** Ends it. */
  @PreDestroy
  public void close() {
    if (latchkey != null) {
      latchkey.close();
    }
  }
}
