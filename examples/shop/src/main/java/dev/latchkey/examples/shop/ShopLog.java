package dev.latchkey.examples.shop;

import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Makes the JDK's log fit for a terminal: one line an entry, and the container only when it hurts.
 */
public final class ShopLog {

  private static final String FORMAT = "java.util.logging.SimpleFormatter.format";

  /** Held, since the JDK forgets the level of a logger that nobody holds. */
  private static final Logger CONTAINER = Logger.getLogger("org");

  private ShopLog() {}

  /** To be called before anything logs; a format that was given on the command line stays. */
  public static void toTerminal() {
    if (System.getProperty(FORMAT) == null) {
      System.setProperty(FORMAT, "%1$tT %4$s %5$s%6$s%n");
    }
    CONTAINER.setLevel(Level.WARNING);
  }
}
