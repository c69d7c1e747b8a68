/**
 * The shop that all examples serve: a home page, a page about the caller, an API of orders.
 *
 * <p>Start with {@link dev.latchkey.examples.shop.Pages} for what a browser shows, {@link
 * dev.latchkey.examples.shop.Answers} for what programs read, and {@link
 * dev.latchkey.examples.shop.ShopSettings} for how an example finds its settings. {@code
 * dev.latchkey.examples.shop.servlets} serves it with servlets.
 */
@NullMarked
package dev.latchkey.examples.shop;

import org.jspecify.annotations.NullMarked;
