/**
 * The shop in an embedded Jetty: a plain {@code main}, a filter in front of a few servlets.
 *
 * <p>Start with {@link dev.latchkey.examples.jetty.EmbeddedJettyExample}.
 */
@NullMarked
package dev.latchkey.examples.jetty;

import org.jspecify.annotations.NullMarked;
