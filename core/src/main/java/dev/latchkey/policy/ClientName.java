package dev.latchkey.policy;

import dev.latchkey.token.ClaimPointer;
import dev.latchkey.token.Identity;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Whether the token was issued to one of the wanted clients: {@code client_id} (RFC 9068 section
 * 2.2), and only where that is absent {@code azp} (OpenID Connect Core section 2).
 */
final class ClientName implements Predicate<Identity> {

  private static final ClaimPointer CLIENT_ID = ClaimPointer.parse("/client_id");
  private static final ClaimPointer AUTHORIZED_PARTY = ClaimPointer.parse("/azp");

  private final Set<String> wanted;

  ClientName(Set<String> wanted) {
    this.wanted = Set.copyOf(wanted);
  }

  @Override
  public boolean test(Identity caller) {
    Object client = caller.claim(CLIENT_ID).or(() -> caller.claim(AUTHORIZED_PARTY)).orElse(null);
    return client instanceof String name && wanted.contains(name);
  }
}
