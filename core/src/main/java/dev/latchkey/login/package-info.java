/**
 * The authorization code flow: sending a browser to the provider and judging what comes back.
 *
 * <p>Start with {@link dev.latchkey.login.LoginFlow}: {@code begin} and {@code finish}. A {@link
 * dev.latchkey.login.PendingLogin} is what must be remembered in between; it is single-use, bound
 * to its browser by a sealed cookie of its own, and expires. {@link dev.latchkey.login.Callback}
 * reads the whole answer of the provider before anything in it is judged; {@link
 * dev.latchkey.login.PostedAnswers} seals one that was posted until then.
 *
 * <p>Follows RFC 6749 section 4.1, RFC 7636, RFC 9207, RFC 9700, OpenID Connect Core 1.0 section
 * 3.1 and OAuth 2.0 Form Post Response Mode. It knows tokens and cookies, and nothing of sessions
 * or rules.
 */
@NullMarked
package dev.latchkey.login;

import org.jspecify.annotations.NullMarked;
