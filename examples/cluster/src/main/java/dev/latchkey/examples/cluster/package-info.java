/**
 * The shop on two nodes behind one address: sessions, refresh and sign-out are shared by a Redis.
 *
 * <p>Start with {@link dev.latchkey.examples.cluster.ClusterExample}. {@code Node} is the shop in a
 * Jetty of its own; {@code Front} gives the requests to the nodes in turn, as a balancer does.
 */
@NullMarked
package dev.latchkey.examples.cluster;

import org.jspecify.annotations.NullMarked;
