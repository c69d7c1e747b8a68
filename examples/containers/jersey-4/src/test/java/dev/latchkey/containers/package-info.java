/**
 * The adapter contract in one container. Start with {@code …ContractTest}, which inherits all
 * journeys; what is here is how that container is started, and what it cannot do.
 */
@NullMarked
package dev.latchkey.containers;

import org.jspecify.annotations.NullMarked;
