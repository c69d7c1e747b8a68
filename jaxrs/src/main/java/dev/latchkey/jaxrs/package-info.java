/**
 * The way in for Jakarta REST (JAX-RS) runtimes: {@link dev.latchkey.jaxrs.OidcFeature}.
 *
 * <p>Start with {@code GateFilter}: it shows the gate the request before a resource is matched, and
 * then lets it go on or answers. {@code SecondLook} asks again where a filter in between has
 * changed what was decided on, {@code AnnotationFilter} judges by {@code @RolesAllowed},
 * {@code @PermitAll}, {@code @DenyAll}, {@link dev.latchkey.jaxrs.RequiresScope} and {@link
 * dev.latchkey.jaxrs.FromProvider}. The caller is named in JAX-RS's own way, as a {@code
 * SecurityContext}. It knows the gate and {@code Identity} and not a word of the protocol.
 *
 * <p>Follows Jakarta REST 3.1 chapter 6 (filters) and Jakarta Annotations 2.1 section 2.9 (roles).
 */
@NullMarked
package dev.latchkey.jaxrs;

import org.jspecify.annotations.NullMarked;
