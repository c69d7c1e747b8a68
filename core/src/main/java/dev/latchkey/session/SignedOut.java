package dev.latchkey.session;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a session leaves behind whose user has signed out. Immutable. */
public final class SignedOut {

  private final boolean signedIn;
  private final @Nullable String idToken;
  private final boolean everywhere;

  SignedOut(boolean signedIn, @Nullable String idToken, boolean everywhere) {
    this.signedIn = signedIn;
    this.idToken = idToken;
    this.everywhere = everywhere;
  }

  /** Tells whether there was a session, as far as could be found out. */
  public boolean wasSignedIn() {
    return signedIn;
  }

  /**
   * The raw ID token, for {@code id_token_hint}; empty where there was no session or it kept none.
   */
  public Optional<String> idToken() {
    return Optional.ofNullable(idToken);
  }

  /**
   * False when the store could not be told: the browser has no session any more, but whoever holds
   * a copy of its cookie has one until its time is up.
   */
  public boolean isEverywhere() {
    return everywhere;
  }

  /** No token. */
  @Override
  public String toString() {
    return "SignedOut[" + everywhere + "]";
  }
}
