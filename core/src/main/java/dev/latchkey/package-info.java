/**
 * OpenID Connect inside a plain Java application: assembly and settings.
 *
 * <p>Start with {@code Latchkey}: its builder takes the settings, its instances are given to a
 * servlet filter or a JAX-RS feature. The walk of a request begins in {@code dev.latchkey.gate}.
 *
 * <p>{@code Explain} is a command that says what settings mean before anything is started, with the
 * parts that a start reads them with.
 *
 * <p>{@code KeycloakFile} reads the file of Keycloak's former adapters in place of ours, one class
 * beside it for each of their topics.
 *
 * <p>The packages stand on a slope, each uses only those to its left: json, event, http, seal,
 * keys, provider, token, login, session, policy, gate, and this one, the only place that sees all.
 */
@NullMarked
package dev.latchkey;

import org.jspecify.annotations.NullMarked;
