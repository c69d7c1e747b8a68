/**
 * What the gateways' tutorials promise, told again without a gateway and against a real Keycloak.
 *
 * <p>Start with {@link dev.latchkey.stories.KymaApiRuleV2Story}, then {@link
 * dev.latchkey.stories.KongOktaStory}. Each story is a class that reads from top to bottom; {@code
 * ProtectedApp} is the application it protects, {@code Curl} and {@code Browser} are who calls it,
 * {@code KeycloakServer} is who vouches for them. Nothing here fakes a token or an answer.
 *
 * <p>{@link dev.latchkey.stories.TabsStory} and the others that are {@code InChromium} are told
 * with a real browser. Where the provider has to fail on command, or to be another site, the
 * testkit's stands in for Keycloak.
 *
 * <p>{@link dev.latchkey.stories.ShopContract} holds the examples to each other: each runs as its
 * users run it, in a process of its own, and the same is expected of all.
 */
@NullMarked
package dev.latchkey.stories;

import org.jspecify.annotations.NullMarked;
