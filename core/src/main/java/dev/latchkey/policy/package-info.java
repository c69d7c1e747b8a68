/**
 * The rule table: which request needs what, and may this caller do this?
 *
 * <p>Start with {@link dev.latchkey.policy.RuleTable}: text in, one {@link
 * dev.latchkey.policy.Match} a request out. {@code RuleParser} knows the language, {@code
 * Shadowing} the lines that could never match, {@code Runaway} the expressions that could take too
 * long.
 *
 * <p>Pure functions: no I/O, no request, and the time only where it is handed in. Nothing matched
 * means refused. It knows the verified {@link dev.latchkey.token.Identity} and nothing of how it
 * came here.
 *
 * <p>Follows RFC 6749 section 3.3 (scopes), RFC 6901 (claim pointers), RFC 9110 section 9 (methods)
 * and RFC 9470 (step-up authentication).
 */
@NullMarked
package dev.latchkey.policy;

import org.jspecify.annotations.NullMarked;
