package dev.latchkey.gate;

/** Who is redirected to the provider when a session is missing. */
public enum LoginRedirect {
  /** Page loads; scripts get 401. */
  NAVIGATIONS,
  /** Everybody. */
  ALWAYS,
  /** Nobody: a page sends the user to the login path itself. */
  NEVER
}
