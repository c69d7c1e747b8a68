/**
 * Sessions: recalling, refreshing, saving and forgetting who signed in.
 *
 * <p>Start with {@link dev.latchkey.session.Sessions}. A {@link dev.latchkey.session.Session} is
 * what a login left behind; {@link dev.latchkey.session.SessionRecord} is its sealed form, and
 * {@link dev.latchkey.session.CookieSessions} keeps that in the browser's cookies, in chunks where
 * it is long, or {@link dev.latchkey.session.StoredSessions} in a store. {@link
 * dev.latchkey.session.Refresher} brings it new tokens, in {@link dev.latchkey.session.Turns} where
 * several nodes could; {@link dev.latchkey.session.Logouts} ends what the provider says has ended.
 *
 * <p>It knows tokens and sealing, and nothing of requests, rules or how a user signs in.
 */
@NullMarked
package dev.latchkey.session;

import org.jspecify.annotations.NullMarked;
