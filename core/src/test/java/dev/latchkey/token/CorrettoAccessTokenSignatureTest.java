package dev.latchkey.token;

import dev.latchkey.keys.SignatureProvider;
import dev.latchkey.testing.SignatureProviders;

class CorrettoAccessTokenSignatureTest extends AccessTokenSignatureTest {

  @Override
  SignatureProvider signatures() {
    return SignatureProviders.named(SignatureProviders.CORRETTO);
  }
}
