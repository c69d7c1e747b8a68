package dev.latchkey.stories;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;

/** A story that somebody with a real browser goes through. It forgets everything between tests. */
abstract class InChromium {

  private static final String SKIPPED =
      "skipped: no Chromium here; install Debian's chromium and chromium-driver";

  Chromium browser;

  @BeforeAll
  static void needsChromium() {
    assumeTrue(Chromium.isInstalled(), SKIPPED);
  }

  @BeforeEach
  void open(TestInfo test) {
    browser = Shared.BROWSER;
    browser.beginAnew(
        getClass().getSimpleName() + "-" + test.getTestMethod().orElseThrow().getName());
  }

  /** The application says at this address that alice has signed in. */
  void isAliceAt(String address) {
    browser.awaitAt(address, "\"name\":\"alice\"");
  }

  /** Started by the first story that needs it, ended with the JVM: a start takes seconds. */
  private static final class Shared {
    static final Chromium BROWSER = start();

    private static Chromium start() {
      try {
        Chromium browser = Chromium.start("");
        Runtime.getRuntime().addShutdownHook(new Thread(browser::close, "chromium-end"));
        return browser;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
