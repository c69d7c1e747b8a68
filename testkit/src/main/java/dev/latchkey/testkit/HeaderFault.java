package dev.latchkey.testkit;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Ways in which the header of a token is wrong, under a signature that verifies. */
public enum HeaderFault implements TokenFault {
  /** No {@code alg}. */
  NO_ALGORITHM(token -> token.withoutHeader("alg"), "A03"),
  /** An {@code alg} that is a number. */
  ALGORITHM_AS_NUMBER(token -> token.header("alg", 256), "A03"),
  /** A blank behind the name of the algorithm. */
  ALGORITHM_WITH_BLANK(token -> token.header("alg", "RS256 "), "A50"),
  /** Two members {@code alg}, none first. */
  TWO_ALGORITHMS(token -> token.rewriteHeader(Rewrite.member("\"alg\":\"none\"")), "A49"),
  /** A {@code kid} that reads like a path. */
  KEY_ID_AS_PATH(token -> token.keyId("../../../../dev/null"), "A19"),
  /** A {@code kid} with line breaks and what other languages would run. */
  KEY_ID_AS_CODE(token -> token.keyId("';*)(uid=*\r\n\0${jndi:ldap://x}"), "A20"),
  /** A {@code kid} of 60 kB. */
  HUGE_KEY_ID(token -> token.keyId("k".repeat(60_000)), "A21"),
  /** A {@code kid} that is a number. */
  KEY_ID_AS_NUMBER(token -> token.header("kid", 1), "A22"),
  /** An empty {@code kid}. */
  EMPTY_KEY_ID(token -> token.keyId(""), "A22"),
  /** No {@code kid}: not wrong, since one key fits (RFC 7515 section 4.1.4). */
  NO_KEY_ID(token -> token.withoutHeader("kid"), "A23", "A24"),
  /** A {@code kid} that is not published. */
  UNKNOWN_KEY_ID(token -> token.keyId("of-nobody"), "A26"),
  /** A critical extension ({@code crit}). */
  CRITICAL(token -> token.header("crit", List.of("x-unknown")).header("x-unknown", 1), "A40"),
  /** A {@code crit} that names nothing. */
  NOTHING_CRITICAL(token -> token.header("crit", List.of()), "A41"),
  /** A payload that is not encoded ({@code b64}, RFC 7797), marked as critical. */
  UNENCODED(token -> token.header("b64", false).header("crit", List.of("b64")), "A42"),
  /** The same, not marked. */
  UNENCODED_UNMARKED(token -> token.header("b64", false), "A43"),
  /** No {@code typ}, as many providers write tokens: wrong only where at+jwt is demanded. */
  NO_TYPE(token -> token.withoutHeader("typ"), "A44"),
  /** A {@code typ} of {@code JWT}, as an ID token has: wrong only where at+jwt is demanded. */
  TYPE_JWT(token -> token.type("JWT"), "A44"),
  /** The type written out, in capitals: not wrong (RFC 7515 section 4.1.9). */
  TYPE_WRITTEN_OUT(token -> token.type("APPLICATION/AT+JWT"), "A45"),
  /** The type of a logout token. */
  TYPE_OF_LOGOUT_TOKEN(token -> token.type("logout+jwt"), "A46"),
  /** The type of a DPoP proof. */
  TYPE_OF_DPOP_PROOF(token -> token.type("dpop+jwt"), "A46"),
  /** The type of a security event. */
  TYPE_OF_SECURITY_EVENT(token -> token.type("secevent+jwt"), "A46"),
  /** A {@code typ} that is a number. */
  TYPE_AS_NUMBER(token -> token.header("typ", 1), "A47"),
  /** A token within a token ({@code cty}). */
  NESTED(
      token ->
          token.header("cty", "JWT").rewriteClaims(json -> "e30.e30.AA".getBytes(Rewrite.ASCII)),
      "A48");

  private final Consumer<TestToken> change;
  private final Set<String> rows;

  HeaderFault(Consumer<TestToken> change, String... rows) {
    this.change = change;
    this.rows = Set.of(rows);
  }

  @Override
  public void accept(TestToken token) {
    change.accept(token);
  }

  @Override
  public Set<String> rows() {
    return rows;
  }
}
