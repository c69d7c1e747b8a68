/**
 * The same answer from a resource of Jersey in a servlet: unprotected, behind Latchkey's feature,
 * and behind a filter that asks SmallRye JWT.
 *
 * <p>Start with {@link dev.latchkey.benchmarks.servers.jersey.JerseyServer}.
 */
@NullMarked
package dev.latchkey.benchmarks.servers.jersey;

import org.jspecify.annotations.NullMarked;
