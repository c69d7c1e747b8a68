package dev.latchkey;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Where a deployed application keeps its resources, such as {@code /WEB-INF}. */
@FunctionalInterface
public interface ConfigResources {

  /**
   * Opens a resource of the application.
   *
   * @return {@code null} when there is none at this path
   */
  @Nullable InputStream open(String path) throws IOException;

  /** An application without resources of its own: files and the class path only. */
  static ConfigResources none() {
    return path -> null;
  }
}
