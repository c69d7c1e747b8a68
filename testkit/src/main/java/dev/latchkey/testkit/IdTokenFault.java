package dev.latchkey.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Ways in which an ID token is wrong that no access token can be; for {@link Faults#idToken}, which
 * takes the others too.
 */
public enum IdTokenFault implements TokenFault {
  /** Another login's {@code nonce}. */
  OTHER_NONCE(token -> token.claim("nonce", "other"), "G26"),
  /** No {@code nonce}. */
  NO_NONCE(token -> token.without("nonce"), "G26"),
  /** Another client's. */
  OTHER_CLIENT(token -> token.audience("another-client"), "H06"),
  /** For the client and for somebody else. */
  FURTHER_AUDIENCE(token -> token.audience(token.text("aud"), "evil"), "H06"),
  /** For the client, written as an array: not wrong. */
  AUDIENCE_AS_ARRAY(token -> token.claim("aud", List.of(token.text("aud"))), "H07"),
  /** Issued to another client ({@code azp}). */
  OTHER_AUTHORIZED_PARTY(token -> token.claim("azp", "another-client"), "H08"),
  /** No {@code iat}. */
  NO_ISSUE_TIME(token -> token.without("iat").expiresAt(token.now().plusSeconds(300)), "H09"),
  /** Issued a week ago, and not expired. */
  ISSUED_A_WEEK_AGO(
      token ->
          token
              .issuedAt(token.now().minus(Duration.ofDays(7)))
              .expiresAt(token.now().plusSeconds(300)),
      "B09"),
  /** Another access token's {@code at_hash}. */
  OTHER_ACCESS_TOKEN_HASH(token -> token.claim("at_hash", "AAAAAAAAAAAAAAAAAAAAAA"), "H10"),
  /** No {@code at_hash}: not wrong in the code flow (OpenID Connect Core section 3.1.3.6). */
  NO_ACCESS_TOKEN_HASH(token -> token.without("at_hash"), "H11"),
  /** The type of an access token. */
  TYPE_OF_ACCESS_TOKEN(token -> token.type("at+jwt"), "B23");

  private final Consumer<TestToken> change;
  private final Set<String> rows;

  IdTokenFault(Consumer<TestToken> change, String... rows) {
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
