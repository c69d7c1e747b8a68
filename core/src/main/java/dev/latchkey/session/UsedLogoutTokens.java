package dev.latchkey.session;

import dev.latchkey.seal.SealedStore;
import dev.latchkey.seal.Sealer;
import dev.latchkey.token.VerifiedLogoutToken;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Which logout tokens have been used, so that none counts twice (OpenID Connect Back-Channel Logout
 * 1.0 section 2.6). Thread-safe.
 */
final class UsedLogoutTokens {

  private static final String PURPOSE = "logout token";

  private final SealedStore store;
  private final Sealer sealer;

  UsedLogoutTokens(SealedStore store, Sealer sealer) {
    this.store = store;
    this.sealer = sealer;
  }

  /** Notes a token as used; false when it was before. */
  boolean use(VerifiedLogoutToken token, Duration howLong) throws IOException {
    List<String> names = names(token);
    for (String older : names.subList(1, names.size())) { // another node may seal with it still
      if (store.get(older).isPresent()) {
        return false;
      }
    }
    String name = names.get(0);
    return store.putIfAbsent(name, sealer.sealBytes(PURPOSE, name, new byte[0]), howLong);
  }

  /** Takes back that a token was used, since it has come to nothing. */
  void forget(VerifiedLogoutToken token) throws IOException {
    store.remove(names(token).get(0));
  }

  private List<String> names(VerifiedLogoutToken token) {
    return sealer.names(PURPOSE, token.issuer() + "\n" + token.id());
  }
}
