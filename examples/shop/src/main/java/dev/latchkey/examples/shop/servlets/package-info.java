/**
 * The shop, served by servlets. None of them knows anything about tokens, cookies or redirects: by
 * the time one is called, the filter has decided, and the caller is the request's principal.
 */
@NullMarked
package dev.latchkey.examples.shop.servlets;

import org.jspecify.annotations.NullMarked;
