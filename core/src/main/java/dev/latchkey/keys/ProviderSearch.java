package dev.latchkey.keys;

import java.lang.reflect.InvocationTargetException;
import java.security.Provider;
import java.security.Security;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the provider that the settings want for signatures: installed in the JVM, or, of those that
 * are known to be fast, on the class path. None is used that does not pass its {@link SelfTest}.
 */
public final class ProviderSearch {

  /** Those that need not be installed; the fastest first. */
  private enum Known {
    CORRETTO(
        "AmazonCorrettoCryptoProvider",
        "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider",
        "software.amazon.cryptools:AmazonCorrettoCryptoProvider, with the classifier of the platform"
            + " such as linux-x86_64"),
    CONSCRYPT(
        "Conscrypt",
        "org.conscrypt.OpenSSLProvider",
        "org.conscrypt:conscrypt-openjdk-uber, which is for Linux, macOS and Windows");

    private final String providerName;
    private final String className;
    private final String artifact;

    Known(String providerName, String className, String artifact) {
      this.providerName = providerName;
      this.className = className;
      this.artifact = artifact;
    }

    static @Nullable Known named(String name) {
      for (Known each : values()) {
        if (each.providerName.equals(name)) {
          return each;
        }
      }
      return null;
    }
  }

  private final Function<String, @Nullable Provider> installed;
  private final ClassLoader loader;

  /** Looks up installed providers by the one, and classes of others by the other. */
  ProviderSearch(Function<String, @Nullable Provider> installed, ClassLoader loader) {
    this.installed = installed;
    this.loader = loader;
  }

  /** Looks where this class is. */
  public static ProviderSearch ofThisJvm() {
    return new ProviderSearch(Security::getProvider, ProviderSearch.class.getClassLoader());
  }

  /**
   * Finds what is wanted.
   *
   * @param wanted {@code auto}: the first of the known ones that is in order, of those whose class
   *     can be seen from here, else the JDK; {@code jdk}; or a provider's name
   * @param warnings is told why {@code auto} leaves one alone
   * @throws IllegalArgumentException when the named one is missing or fails
   */
  public SignatureProvider find(String wanted, Consumer<String> warnings) {
    return switch (wanted) {
      case "auto" -> fastest(warnings);
      case "jdk" -> SignatureProvider.jdk();
      default -> named(wanted);
    };
  }

  private SignatureProvider fastest(Consumer<String> warnings) {
    for (Known known : Known.values()) {
      try {
        Provider provider = isInSight(known) ? provider(known) : null;
        if (provider != null) {
          return SignatureProvider.of(provider);
        }
      } catch (IllegalArgumentException fault) {
        warnings.accept(fault.getMessage() + "; so it verifies nothing here");
      }
    }
    return SignatureProvider.jdk();
  }

  private SignatureProvider named(String name) {
    Known known = Known.named(name);
    Provider provider = known == null ? installed.apply(name) : provider(known);
    if (provider != null) {
      return SignatureProvider.of(provider);
    }
    throw new IllegalArgumentException(
        known == null
            ? "no provider \"" + name + "\" is installed in this JVM; write auto, jdk or its name"
            : name + " is neither installed nor on the class path; add " + known.artifact);
  }

  /** The JVM is not asked for what is absent: to tell so, it would load every provider it has. */
  private boolean isInSight(Known known) {
    try {
      Class.forName(known.className, false, loader);
      return true;
    } catch (ClassNotFoundException absent) {
      return false;
    } catch (LinkageError broken) {
      return true; // whoever loads it tells what is wrong with it
    }
  }

  private @Nullable Provider provider(Known known) {
    Provider provider = installed.apply(known.providerName);
    return provider == null ? load(known) : provider;
  }

  /** Makes one; {@code null} when it is not on the class path. */
  private @Nullable Provider load(Known known) {
    Object fault;
    try {
      Class<?> type = Class.forName(known.className, true, loader);
      Provider provider = (Provider) type.getConstructor().newInstance();
      fault = known == Known.CORRETTO ? type.getMethod("getLoadingError").invoke(provider) : null;
      if (fault == null) {
        return provider;
      }
    } catch (ClassNotFoundException absent) {
      return null;
    } catch (InvocationTargetException failed) {
      fault = failed.getCause();
    } catch (ReflectiveOperationException | RuntimeException | LinkageError failed) {
      fault = failed; // such as no native library for this platform
    }
    throw new IllegalArgumentException(
        "%s cannot be loaded: %s; for %s %s take %s, or set crypto.provider=jdk"
            .formatted(
                known.providerName,
                fault,
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                known.artifact));
  }
}
