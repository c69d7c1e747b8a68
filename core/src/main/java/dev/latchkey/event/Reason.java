package dev.latchkey.event;

import java.util.Locale;

/**
 * Why something was refused or could not be found out. The {@link #code} is stable: logs, metrics
 * and alerts may depend on it.
 */
public enum Reason {
  // the request
  /** Two readers could read the path differently (design: ambiguous paths are refused). */
  PATH_AMBIGUOUS("no rule can allow this, the client has to send the path plainly"),
  /** No rule matches the path. */
  NO_RULE("add a rule for it if it is to be reached"),
  /** A {@code deny} rule matches. */
  DENIED("nobody passes here; change the rule or the annotation if somebody should"),
  /** Rules match the path, but none lists the method. */
  METHOD_NOT_LISTED("add the method to a rule of this path if it is to be allowed"),
  /** The request carries no credential of the kind that the rule asks for. */
  CREDENTIAL_MISSING("if the client did send one, look for a proxy that drops headers or cookies"),
  /** The credential has not the form of RFC 6750 section 2.1. */
  CREDENTIAL_MALFORMED(
      "the client has to send \"Authorization: Bearer\", a blank and the token (RFC 6750 section 2.1)"),
  /** More than one token in a request (RFC 6750 section 2). */
  CREDENTIAL_REPEATED("the client has to send one token in one place"),
  /** A session cookie came with an unsafe request from a foreign origin. */
  ORIGIN_FOREIGN("if that page is the application's own, compare its address with base-url"),

  // the token
  /** Longer than {@code token.max-bytes}. */
  TOKEN_TOO_LARGE("have the provider put less into the token, or raise token.max-bytes"),
  /** Not three base64url segments of strict JSON, or a header that no rule allows. */
  TOKEN_MALFORMED(
      "if the provider issues opaque tokens, set token.verification=introspection or auto"),
  /** The token is encrypted (JWE), and encrypted tokens are not read. */
  TOKEN_ENCRYPTED,
  /** The algorithm is not allowed. */
  ALGORITHM_REFUSED("change the algorithm that the provider signs with, or the setting algorithms"),
  /** The key set has no key that fits. */
  KEY_UNKNOWN(
      "compare with the provider's key set; a token of another environment looks like this"),
  /** The signature does not verify. */
  SIGNATURE_INVALID(
      "forged, damaged on its way, or of another environment that gives its keys the same ids"),
  /** The media type in {@code typ} is another kind of token's. */
  TYPE_WRONG("look at which kind of token the client sends"),
  /** The issuer is not the configured one, or not one whose tokens count for the request. */
  ISSUER_WRONG("a token of another environment, or the setting issuer is not exactly as published"),
  /** The audience is missing or not ours. */
  AUDIENCE_WRONG,
  /** {@code exp} has passed. */
  EXPIRED("the client has to get a new token; if this one is new, compare the clocks"),
  /** {@code nbf} or {@code iat} lies in the future: look at the clocks. */
  NOT_YET_VALID,
  /** A required claim is missing. */
  CLAIM_MISSING("have the provider add it to the token"),
  /** A claim is there that {@code claims.forbidden} names. */
  CLAIM_FORBIDDEN("have the provider leave it out"),
  /** The time from {@code iat} to {@code exp} exceeds {@code token.max-lifetime}. */
  LIFETIME_TOO_LONG("have the provider issue it for a shorter time"),
  /** A claim has the wrong type or a value that no rule allows. */
  CLAIM_INVALID("have the provider correct it"),
  /** The provider says that the token is not active: unknown, ended, revoked or not for us. */
  TOKEN_INACTIVE(
      "it ended, was revoked, or is not for this client: some providers tell only whom aud names"),
  /** An ID token came where an access token belongs. */
  ID_TOKEN_AS_ACCESS_TOKEN("the client has to send its access token"),
  /** A logout token that was used before. */
  TOKEN_REPLAYED("the provider has to give each logout token a jti of its own"),
  /** The token is bound to a key ({@code cnf}) and came without a proof that we check. */
  SENDER_CONSTRAINED("have the provider issue plain bearer tokens to this client"),

  // the caller
  /** A scope is missing. */
  SCOPE_MISSING(
      "the client has to ask for it, and the provider to grant it; where it stands in the token, scope.claims says"),
  /** A role is missing. */
  ROLE_MISSING("grant it at the provider; where roles stand in the token, roles.claims says"),
  /** A group is missing. */
  GROUP_MISSING(
      "add the user to it at the provider; where groups stand in the token, groups.claims says"),
  /** Another condition of the rule does not hold. */
  CONDITION_NOT_MET("compare the rule with the caller's claims"),

  // the login
  /** The callback is not a well-formed authorization response. */
  CALLBACK_MALFORMED("no provider sends this; if yours did, something on the way changed it"),
  /** The state is unknown, expired or belongs to another browser. */
  STATE_UNKNOWN(
      "once, a page left open too long; every time, cookies get lost: compare base-url with the browser's address, and session.secret on all nodes"),
  /** {@code iss} of the authorization response is missing or wrong (RFC 9207). */
  CALLBACK_ISSUER_WRONG(
      "another provider answered, or the setting issuer is not exactly as published"),
  /** The provider answered with an error instead of a code. */
  LOGIN_REFUSED(
      "access_denied is often the user's own no; else the provider's log says why, such as a scope"
          + " that the client may not ask for"),
  /** The token endpoint refused the code. */
  CODE_REFUSED("the provider's log says why; a code is good once and for a short time"),
  /** The token endpoint failed or answered what is no token response. */
  TOKEN_ENDPOINT_FAILED(
      "check client-id, the client's secret and client-authentication, then the provider's log"),
  /** The token response has no ID token. */
  ID_TOKEN_MISSING("the client has to be allowed the scope openid at the provider"),
  /** The ID token's nonce is not the one of this login. */
  NONCE_WRONG("an ID token of another login: replayed, or the provider mixed two up"),
  /** {@code azp} names another client. */
  AUTHORIZED_PARTY_WRONG("the ID token was issued to another client; check client-id"),
  /** {@code at_hash} does not match the access token. */
  ACCESS_TOKEN_HASH_WRONG(
      "the two tokens are not of one answer; look at what stands between here and the provider"),
  /** {@code auth_time} is missing, or older than the {@code max_age} that is asked for. */
  AUTHENTICATION_TOO_OLD(
      "the user signs in again; how fresh that must be, the rule or login.parameters says"),
  /** {@code acr} is missing, or none of the {@code acr_values} that are asked for. */
  AUTHENTICATION_TOO_WEAK(
      "have the provider ask for it, and say so in acr; what is asked for, the rule or login.parameters says"),
  /** The userinfo endpoint failed, or answered what is no list of claims. */
  USERINFO_FAILED(
      "check the provider; userinfo.on-failure=continue lets users in without these claims"),
  /** The userinfo endpoint refused the access token of this login. */
  USERINFO_REFUSED("the user may have been disabled this minute; the provider's log says why"),
  /** The userinfo endpoint speaks of another user than the ID token. */
  USERINFO_SUBJECT_WRONG("look at the provider, this must not happen"),
  /** A browser was sent to sign in again and again, and no session stayed with it. */
  LOGIN_LOOP(
      "the browser keeps no cookies, or base-url is not the address it uses, or the nodes have"
          + " several values of session.secret"),
  /** The session does not fit into the cookies it may use. */
  SESSION_TOO_LARGE,

  // the session
  /** The session's time is up. */
  SESSION_EXPIRED("the user signs in again; how long a session lives, session.max-age says"),
  /** Nobody used the session for longer than {@code session.idle-timeout}. */
  SESSION_IDLE("the user signs in again; how long that may be, session.idle-timeout says"),
  /** The session cookie does not open: another secret, another version, or not from us. */
  SESSION_UNREADABLE(
      "the user signs in again; if it happens often, compare session.secret, base-url and client-id on all nodes"),
  /** The store has no such session, and this node has not seen it: over, or never begun. */
  SESSION_UNKNOWN(
      "the user signs in again; if it happens often, compare the store's address and namespace on all nodes"),
  /** The store no longer has a session that this node has seen there and that is not over yet. */
  SESSION_LOST(
      "the user signs in again; if it happens often, look whether the store evicts, restarts or fails over"),
  /** The user signed out, here or at the provider. */
  SESSION_ENDED(
      "the user has signed out elsewhere, or a copy of a cookie was used after its session had ended"),
  /** A refreshed ID token is about another user. */
  SUBJECT_CHANGED("the user signs in again; look at the provider, this must not happen"),
  /** The provider refused the refresh token: it was revoked, or the user disabled. */
  REFRESH_REFUSED("the user signs in again; the provider's log says why"),

  // the logout
  /** What came to the logout paths is not what their specifications describe. */
  LOGOUT_MALFORMED("compare the provider's settings for this client with the logout paths"),

  // could not find out
  /** The session store could not be reached. */
  SESSION_STORE_UNAVAILABLE("no session is lost, the next request asks again; check the store"),
  /** The provider cannot be reached or answers nonsense. */
  PROVIDER_UNREACHABLE("trying goes on by itself; check address, network and certificates"),
  /** The provider's discovery document contradicts the settings. */
  PROVIDER_MISCONFIGURED("a person has to bring settings and provider together"),
  /** The keys could not be fetched. */
  KEYS_UNAVAILABLE(
      "trying goes on by itself; check the address of the keys, network and certificates"),
  /** The introspection endpoint failed or answered what is no introspection response. */
  INTROSPECTION_FAILED("the next request asks again; check the provider"),
  /** The introspection endpoint refused our own credentials; a person must look. */
  INTROSPECTION_DENIED,
  /** As many introspection calls as are allowed at once are under way. */
  INTROSPECTION_BUSY("the provider answers slowly; check it, or raise introspection.cache"),
  /** The request did not pass the servlet filter that its application relies on. */
  FILTER_MISSED(
      "map OidcFilter to /* before all other filters, or register the feature without behindFilter"),
  /** This instance was closed. */
  CLOSED("the application is stopping; if not, somebody closed it too early"),
  /** A broken invariant of ours; please report it. */
  INTERNAL_ERROR("please report this fault of Latchkey with the trace in the log");

  private final String code = name().toLowerCase(Locale.ROOT);
  private final String advice;

  /** What to do follows from what was found, which each event says itself. */
  Reason() {
    this("");
  }

  Reason(String advice) {
    this.advice = advice;
  }

  /** The stable code, for example {@code audience_wrong}. */
  public String code() {
    return code;
  }

  /** What an operator can do about it; empty where each event's detail says that. */
  public String advice() {
    return advice;
  }
}
