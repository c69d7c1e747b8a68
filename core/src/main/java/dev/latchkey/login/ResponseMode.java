package dev.latchkey.login;

/** How the provider has a browser bring its answer. */
public enum ResponseMode {
  /** In the address (OAuth 2.0 Multiple Response Type Encoding Practices section 2.1). */
  QUERY,
  /** In a form that the browser posts (OAuth 2.0 Form Post Response Mode). */
  FORM_POST
}
