package dev.latchkey.login;

/** How a browser came to a page that somebody has to sign in for. */
public enum Arrival {
  /** Somebody asked for it: typed, from a bookmark, a tab of yesterday, or a page of ours. */
  ASKED_FOR,
  /** Another site has sent it, or one cannot tell. */
  SENT
}
