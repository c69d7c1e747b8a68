package dev.latchkey;

import dev.latchkey.seal.SealedStoreKind;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Finds the kinds of stores that jars bring along. */
final class StoreKinds {

  private StoreKinds() {}

  /** The kind of a name; that its jar is missing or broken, or its settings, is a problem. */
  static Optional<SealedStoreKind> named(
      String name, Map<String, String> settings, Problems problems) {
    try {
      Optional<SealedStoreKind> found =
          // beside this class first; then where the application is, which may be further in
          find(name, StoreKinds.class.getClassLoader())
              .or(() -> find(name, Thread.currentThread().getContextClassLoader()));
      found.ifPresentOrElse(
          kind -> kind.problems(settings).forEach(problems::add),
          () -> problems.add(missing(name)));
      return found;
    } catch (ServiceConfigurationError | LinkageError broken) {
      problems.add(
          "latchkey-" + name + " is here but does not load: " + broken + "; add the jars it needs");
      return Optional.empty();
    }
  }

  private static String missing(String name) {
    return Setting.SESSION_STORE.key()
        + " or "
        + Setting.SESSION_REVOCATION_STORE.key()
        + " is "
        + name
        + ", but latchkey-"
        + name
        + " is not among the jars; add it";
  }

  private static Optional<SealedStoreKind> find(String name, ClassLoader loader) {
    for (SealedStoreKind each : ServiceLoader.load(SealedStoreKind.class, loader)) {
      if (each.name().equals(name)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }
}
