/**
 * Strict, bounded reading of foreign JSON, and writing our own.
 *
 * <p>Start with {@link dev.latchkey.json.Json}. Whatever a token, a key set or a provider says in
 * JSON passes through here first, so that duplicate names, bad UTF-8, deep nesting and endless
 * numbers are refused once, for everybody (RFC 8259, RFC 7519 section 4, RFC 8725 section 3.7).
 *
 * <p>This place knows nothing of tokens or of any other place.
 */
@NullMarked
package dev.latchkey.json;

import org.jspecify.annotations.NullMarked;
