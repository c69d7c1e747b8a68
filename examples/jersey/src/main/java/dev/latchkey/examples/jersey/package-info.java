/**
 * The shop on Jersey and the JDK's HTTP server, without servlets: a plain {@code main}, a feature,
 * and a few resources. None of them knows anything about tokens, cookies or redirects: by the time
 * one is called, rules and annotations have been judged.
 *
 * <p>Start with {@link dev.latchkey.examples.jersey.JerseyExample}.
 */
@NullMarked
package dev.latchkey.examples.jersey;

import org.jspecify.annotations.NullMarked;
