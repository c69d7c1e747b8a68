/**
 * The application behind Spring Security's filter chain, configured as its documentation does it
 * for a resource server, without Spring Boot.
 *
 * <p>{@link dev.latchkey.benchmarks.servers.spring.SpringServer} is all of it. {@code servers} has
 * the application itself.
 */
@NullMarked
package dev.latchkey.benchmarks.servers.spring;

import org.jspecify.annotations.NullMarked;
