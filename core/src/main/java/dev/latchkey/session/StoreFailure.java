package dev.latchkey.session;

/** What a request comes to whose session the store cannot give just now; its cookie stays. */
public enum StoreFailure {
  /** It cannot be answered: whoever asks again is signed in when the store is back. */
  UNAVAILABLE,
  /** It counts as one without a session, and a page load is sent to sign in. */
  LOGIN
}
