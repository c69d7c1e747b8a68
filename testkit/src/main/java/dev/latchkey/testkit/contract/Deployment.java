package dev.latchkey.testkit.contract;

import dev.latchkey.Latchkey;

/** What a contract wants to be started: its application below a path, behind an adapter. */
public final class Deployment {

  private final Latchkey latchkey;
  private final String contextPath;

  Deployment(Latchkey latchkey, String contextPath) {
    this.latchkey = latchkey;
    this.contextPath = contextPath;
  }

  /** What the adapter is to ask. */
  public Latchkey latchkey() {
    return latchkey;
  }

  /** Below which path of its host, decoded; it begins with a slash, and the root is empty. */
  public String contextPath() {
    return contextPath;
  }
}
