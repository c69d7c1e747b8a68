package dev.latchkey.provider;

/** How a provider tells an application that a user has signed out. */
public enum LogoutChannel {
  /** By a call of its own (OpenID Connect Back-Channel Logout 1.0 section 2.1). */
  BACK("backchannel_logout_supported"),
  /** By a frame in the user's browser (OpenID Connect Front-Channel Logout 1.0 section 3). */
  FRONT("frontchannel_logout_supported");

  private final String specName;

  LogoutChannel(String specName) {
    this.specName = specName;
  }

  /** The member of the metadata. */
  public String specName() {
    return specName;
  }
}
