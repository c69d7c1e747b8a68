package dev.latchkey.keys;

import dev.latchkey.testing.SignatureProviders;

class CorrettoVerificationKeyTest extends VerificationKeyTest {

  @Override
  SignatureProvider provider() {
    return SignatureProviders.named(SignatureProviders.CORRETTO);
  }
}
