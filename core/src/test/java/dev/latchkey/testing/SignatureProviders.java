package dev.latchkey.testing;

import dev.latchkey.keys.ProviderSearch;
import dev.latchkey.keys.SignatureProvider;
import org.junit.jupiter.api.Assumptions;

/** Those who can verify signatures, for tests that each of them has to pass. */
public final class SignatureProviders {

  public static final String JDK = "jdk";
  public static final String CORRETTO = "AmazonCorrettoCryptoProvider";
  public static final String CONSCRYPT = "Conscrypt";

  private static final String PLATFORM =
      System.getProperty("os.name") + " " + System.getProperty("os.arch");

  private SignatureProviders() {}

  /** The provider of that name; the test is skipped where it is not made for the platform. */
  public static SignatureProvider named(String name) {
    try {
      return ProviderSearch.ofThisJvm().find(name, warning -> {});
    } catch (IllegalArgumentException e) {
      Assumptions.assumeFalse(
          String.valueOf(e.getMessage()).matches(".* (neither installed|cannot be loaded).*")
              && !PLATFORM.equals("Linux amd64"),
          e.getMessage());
      throw e;
    }
  }
}
