package dev.latchkey.token;

import dev.latchkey.event.Reason;
import dev.latchkey.keys.FixedKeys;
import dev.latchkey.keys.JwksReader;
import dev.latchkey.keys.KeyLookup;
import dev.latchkey.keys.KeySource;
import dev.latchkey.keys.SecretKeys;
import dev.latchkey.keys.SignatureProvider;
import dev.latchkey.keys.VerificationKey;
import dev.latchkey.provider.IssuerMatch;
import dev.latchkey.seal.Base64Url;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What Latchkey decides about a JWS that somebody else made. The payload of such a vector is mostly
 * no JSON, which alone would refuse it; so its form is read with an empty object in that place, and
 * the signature judged over what the token really says.
 */
final class ForeignJws {

  /** All that the library knows: a refusal is never owed to a shorter list. */
  private static final Set<String> ALGORITHMS =
      Set.of(
          "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA");

  private static final String EMPTY_OBJECT = "e30";

  private static final IssuerMatch ANY = IssuerMatch.exact(IssuerMatch.ANY);

  private ForeignJws() {}

  /** Tells why a token is refused; empty when the signature is one by a key of the set. */
  static Optional<Reason> refusal(String token, byte[] jwks) {
    return refusal(token, jwks, SignatureProvider.jdk());
  }

  /** The same, as another provider than the JDK has it. */
  static Optional<Reason> refusal(String token, byte[] jwks, SignatureProvider provider) {
    return refusal(token, new SignatureCheck(ANY, ALGORITHMS, keys(jwks, provider)));
  }

  /** As {@link #refusal}, for a secret that the settings name in place of published keys. */
  static Optional<Reason> refusalBySecret(String token, byte[] secret, String algorithm) {
    KeySource keys = SecretKeys.beside(new NoKeys(), secret, Set.of(algorithm));
    return refusal(token, new SignatureCheck(ANY, Set.of(algorithm), keys));
  }

  private static Optional<Reason> refusal(String token, SignatureCheck check) {
    CompactJws jws = parse(token);
    if (jws == null) {
      return Optional.of(Reason.TOKEN_MALFORMED);
    }
    TokenResult<VerificationKey> result = check.check(jws);
    if (result instanceof TokenResult.Verified) {
      return Optional.empty();
    }
    return Optional.of(((TokenResult.Refused<VerificationKey>) result).reason());
  }

  private static @Nullable CompactJws parse(String token) {
    int from = token.indexOf('.') + 1;
    int to = token.indexOf('.', from);
    if (from == 0 || to < 0) {
      return CompactJws.parse(token);
    }
    CompactJws form =
        CompactJws.parse(token.substring(0, from) + EMPTY_OBJECT + token.substring(to));
    if (form == null || Base64Url.decode(token, from, to) == null) {
      return null;
    }
    byte[] text = token.getBytes(StandardCharsets.US_ASCII);
    return new CompactJws(form.header(), form.claims(), text, 0, to, form.signature());
  }

  private static KeySource keys(byte[] jwks, SignatureProvider provider) {
    return JwksReader.read(jwks, null, provider) instanceof JwksReader.Result.Read
        ? FixedKeys.fromJwks(jwks, provider)
        : new NoKeys();
  }

  private static final class NoKeys implements KeySource {

    @Override
    public KeyLookup find(@Nullable String kid, String algorithm) {
      return new KeyLookup.Unknown();
    }

    @Override
    public boolean holds(VerificationKey key) {
      return false;
    }

    @Override
    public Optional<Instant> lastSuccess() {
      return Optional.empty();
    }
  }
}
