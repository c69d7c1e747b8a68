package dev.latchkey.event;

import java.util.Locale;

/**
 * Why something was refused or could not be found out. The {@link #code} is stable: logs, metrics
 * and alerts may depend on it.
 */
public enum Reason {
  // the request
  /** Two readers could read the path differently (design: ambiguous paths are refused). */
  PATH_AMBIGUOUS,
  /** No rule matches the path. */
  NO_RULE,
  /** A {@code deny} rule matches. */
  DENIED,
  /** Rules match the path, but none lists the method. */
  METHOD_NOT_LISTED,
  /** The request carries no credential of the kind that the rule asks for. */
  CREDENTIAL_MISSING,
  /** The credential has not the form of RFC 6750 section 2.1. */
  CREDENTIAL_MALFORMED,
  /** More than one token in a request (RFC 6750 section 2). */
  CREDENTIAL_REPEATED,
  /** A session cookie came with an unsafe request from a foreign origin. */
  ORIGIN_FOREIGN,

  // the token
  /** Longer than {@code token.max-bytes}. */
  TOKEN_TOO_LARGE,
  /** Not three base64url segments of strict JSON, or a header that no rule allows. */
  TOKEN_MALFORMED,
  /** The algorithm is not allowed. */
  ALGORITHM_REFUSED,
  /** The key set has no key that fits. */
  KEY_UNKNOWN,
  /** The signature does not verify. */
  SIGNATURE_INVALID,
  /** The media type in {@code typ} is another kind of token's. */
  TYPE_WRONG,
  /** The issuer is not the configured one. */
  ISSUER_WRONG,
  /** The audience is missing or not ours. */
  AUDIENCE_WRONG,
  /** {@code exp} has passed. */
  EXPIRED,
  /** {@code nbf} or {@code iat} lies in the future: look at the clocks. */
  NOT_YET_VALID,
  /** A required claim is missing. */
  CLAIM_MISSING,
  /** A claim is there that {@code claims.forbidden} names. */
  CLAIM_FORBIDDEN,
  /** The time from {@code iat} to {@code exp} exceeds {@code token.max-lifetime}. */
  LIFETIME_TOO_LONG,
  /** A claim has the wrong type or a value that no rule allows. */
  CLAIM_INVALID,
  /** The provider says that the token is not active: unknown, ended, revoked or not for us. */
  TOKEN_INACTIVE,
  /** An ID token came where an access token belongs. */
  ID_TOKEN_AS_ACCESS_TOKEN,
  /** The token is bound to a key ({@code cnf}) and came without a proof that we check. */
  SENDER_CONSTRAINED,

  // the caller
  /** A scope is missing. */
  SCOPE_MISSING,
  /** A role is missing. */
  ROLE_MISSING,
  /** A group is missing. */
  GROUP_MISSING,
  /** Another condition of the rule does not hold. */
  CONDITION_NOT_MET,

  // the login
  /** The callback is not a well-formed authorization response. */
  CALLBACK_MALFORMED,
  /** The state is unknown, expired or belongs to another browser. */
  STATE_UNKNOWN,
  /** {@code iss} of the authorization response is missing or wrong (RFC 9207). */
  CALLBACK_ISSUER_WRONG,
  /** The provider answered with an error instead of a code. */
  LOGIN_REFUSED,
  /** The token endpoint refused the code. */
  CODE_REFUSED,
  /** The token endpoint failed or answered what is no token response. */
  TOKEN_ENDPOINT_FAILED,
  /** The token response has no ID token. */
  ID_TOKEN_MISSING,
  /** The ID token's nonce is not the one of this login. */
  NONCE_WRONG,
  /** {@code azp} names another client. */
  AUTHORIZED_PARTY_WRONG,
  /** {@code at_hash} does not match the access token. */
  ACCESS_TOKEN_HASH_WRONG,
  /** The session does not fit into the cookies it may use. */
  SESSION_TOO_LARGE,

  // could not find out
  /** The provider cannot be reached or answers nonsense. */
  PROVIDER_UNREACHABLE,
  /** The provider's discovery document contradicts the settings. */
  PROVIDER_MISCONFIGURED,
  /** The keys could not be fetched. */
  KEYS_UNAVAILABLE,
  /** The introspection endpoint failed or answered what is no introspection response. */
  INTROSPECTION_FAILED,
  /** The introspection endpoint refused our own credentials; a person must look. */
  INTROSPECTION_DENIED,
  /** As many introspection calls as are allowed at once are under way. */
  INTROSPECTION_BUSY,
  /** This instance was closed. */
  CLOSED,
  /** A broken invariant of ours; please report it. */
  INTERNAL_ERROR;

  private final String code = name().toLowerCase(Locale.ROOT);

  /** The stable code, for example {@code audience_wrong}. */
  public String code() {
    return code;
  }
}
