package dev.latchkey.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.jwk.JWK;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A token in the making: honest until told otherwise, then as hostile as a test needs.
 *
 * <p>As {@link TestProvider#token()} hands it out, it is an access token of subject {@code ada} for
 * the provider's own audience, issued now, without scope and roles. Every claim and header can be
 * replaced or left out; nothing is checked. Not thread-safe; {@link #sign()} may be called again.
 */
public final class TestToken {
  private final TokenSignature signature;
  private final InstantSource clock;
  private final Map<String, @Nullable Object> header = new LinkedHashMap<>();
  private final Map<String, @Nullable Object> claims = new LinkedHashMap<>();
  private final Set<String> leftOut = new HashSet<>();
  private final Set<String> headersLeftOut = new HashSet<>();
  private Duration lifetime;
  private final TokenWriting writing = new TokenWriting();

  TestToken(SigningKeys keys, InstantSource clock, Duration lifetime) {
    this.signature = new TokenSignature(keys);
    this.clock = clock;
    this.lifetime = lifetime;
    header.put("alg", keys.algorithm().getName());
  }

  /** Sets {@code sub}. */
  public TestToken subject(String subject) {
    return claim("sub", subject);
  }

  /** Sets {@code scope}: several are separated by one blank. */
  public TestToken scope(String scope) {
    return claim("scope", scope);
  }

  /** Adds one to the {@code roles}. */
  public TestToken role(String role) {
    List<String> more = new ArrayList<>();
    if (claims.get("roles") instanceof List<?> before) {
      before.forEach(each -> more.add(String.valueOf(each)));
    }
    more.add(role);
    return claim("roles", more);
  }

  /** Replaces the {@code roles}; none is the empty array. */
  public TestToken roles(String... roles) {
    return claim("roles", List.of(roles));
  }

  /** Replaces the {@code groups}; none is the empty array. */
  public TestToken groups(String... groups) {
    return claim("groups", List.of(groups));
  }

  /** Sets {@code aud}: one as a string, several (or none) as an array. */
  public TestToken audience(String... audience) {
    return claim("aud", audience.length == 1 ? audience[0] : List.of(audience));
  }

  /** Sets {@code iss}. */
  public TestToken issuer(String issuer) {
    return claim("iss", issuer);
  }

  /** Sets {@code iat}, in whole seconds; without it the time of {@link #sign()} is written. */
  public TestToken issuedAt(Instant issuedAt) {
    return claim("iat", issuedAt.getEpochSecond());
  }

  /** Sets {@code exp}, in whole seconds. */
  public TestToken expiresAt(Instant expiresAt) {
    return claim("exp", expiresAt.getEpochSecond());
  }

  /** Sets {@code exp} that long after {@code iat}; a negative time makes an expired token. */
  public TestToken expiresIn(Duration lifetime) {
    claims.remove("exp");
    leftOut.remove("exp");
    this.lifetime = lifetime;
    return this;
  }

  /** Sets any claim to any JSON value (null included). */
  public TestToken claim(String name, @Nullable Object value) {
    leftOut.remove(name);
    claims.put(name, value);
    return this;
  }

  /** Leaves a claim out, also one that would be written by itself. */
  public TestToken without(String name) {
    claims.remove(name);
    leftOut.add(name);
    return this;
  }

  /** Sets the {@code typ} header. */
  public TestToken type(String type) {
    return header("typ", type);
  }

  /** Sets the {@code kid} header; the signature stays with the key it would have had. */
  public TestToken keyId(String keyId) {
    return header("kid", keyId);
  }

  /** Sets any header to any JSON value; {@code alg} too, without a change to the signature. */
  public TestToken header(String name, @Nullable Object value) {
    headersLeftOut.remove(name);
    header.put(name, value);
    return this;
  }

  /** Leaves a header out, also one that would be written by itself. */
  public TestToken withoutHeader(String name) {
    header.remove(name);
    headersLeftOut.add(name);
    return this;
  }

  /**
   * Signs with another of the provider's keys: RS and PS use the RSA key, though it is published
   * for one of them. The word {@code none} leaves the signature empty.
   *
   * @throws IllegalArgumentException if it is neither RS, PS or ES with 256, 384 or 512, nor EdDSA,
   *     nor {@code none}
   */
  public TestToken algorithm(String algorithm) {
    signature.algorithm(algorithm);
    return header("alg", algorithm);
  }

  /** Signs with a key the provider does not publish, under the key id of the one it does. */
  public TestToken signWithForeignKey() {
    signature.foreign();
    return this;
  }

  /** Signs with HS256 and this secret, in UTF-8: a client secret, or the text of a public key. */
  public TestToken signWithSecret(String secret) {
    return signWithSecret(secret.getBytes(UTF_8));
  }

  /** Signs with HS256 and these bytes; at least one. */
  public TestToken signWithSecret(byte[] secret) {
    signature.secret(secret);
    return header("alg", "HS256");
  }

  /** Turns over one bit in the middle of the signature. */
  public TestToken breakSignature() {
    return rewriteSignature(Rewrite::flipBit);
  }

  /** Makes it wrong in a known way, such as {@link ClaimFault#EXPIRED}. */
  public TestToken with(TokenFault fault) {
    fault.accept(this);
    return this;
  }

  /** Changes the JSON of the header before it is signed; several changes add up. */
  public TestToken rewriteHeader(UnaryOperator<byte[]> change) {
    writing.header(change);
    return this;
  }

  /** Changes the JSON of the claims before it is signed; several changes add up. */
  public TestToken rewriteClaims(UnaryOperator<byte[]> change) {
    writing.claims(change);
    return this;
  }

  /** Changes the bytes of the signature; several changes add up. */
  public TestToken rewriteSignature(UnaryOperator<byte[]> change) {
    writing.signature(change);
    return this;
  }

  /** Changes the finished text; several changes add up. */
  public TestToken rewrite(UnaryOperator<String> change) {
    writing.text(change);
    return this;
  }

  /** Writes the token in compact form. */
  public String sign() {
    return writing.write(finishedHeader(), finishedClaims(), signature);
  }

  private Map<String, @Nullable Object> finishedHeader() {
    Map<String, @Nullable Object> finished = new LinkedHashMap<>(header);
    if (!header.containsKey("kid")) {
      finished.put("kid", publishedKey().getKeyID());
    }
    finished.keySet().removeAll(headersLeftOut);
    return finished;
  }

  private Map<String, @Nullable Object> finishedClaims() {
    Map<String, @Nullable Object> finished = new LinkedHashMap<>(claims);
    if (!claims.containsKey("iat")) {
      finished.put("iat", clock.instant().getEpochSecond());
    }
    if (!claims.containsKey("exp") && finished.get("iat") instanceof Number issuedAt) {
      finished.put("exp", issuedAt.longValue() + lifetime.toSeconds());
    }
    finished.keySet().removeAll(leftOut);
    return finished;
  }

  /** A claim as far as it is set, as text; faults are made from what would be right. */
  String text(String claim) {
    return String.valueOf(claims.get(claim));
  }

  Instant now() {
    return clock.instant();
  }

  /** The published key that it claims to be signed by. */
  JWK publishedKey() {
    return signature.claimedKey().published();
  }

  /** The public half of the key of {@link #signWithForeignKey}. */
  JWK foreignKey() {
    return signature.foreignKey().published();
  }

  /** Says nothing of the contents. */
  @Override
  public String toString() {
    return "TestToken";
  }
}
