/**
 * Sealed records: what only this application can read and write, wherever it is kept.
 *
 * <p>Start with {@link dev.latchkey.seal.Sealer}: authenticated encryption with the purpose and the
 * place of a record bound in, so that a record taken elsewhere does not open. {@link
 * dev.latchkey.seal.CookieJar} is the place that every browser brings along: it reads the cookies
 * of one request and writes those of its answer (RFC 6265). {@link dev.latchkey.seal.SealedStore}
 * is a place that several nodes can share, {@link dev.latchkey.seal.MemoryStore} the one in this
 * process.
 *
 * <p>What does not open is as if it were absent; nothing here throws because of foreign input. This
 * place knows nothing of logins and sessions, which seal themselves.
 */
@NullMarked
package dev.latchkey.seal;

import org.jspecify.annotations.NullMarked;
