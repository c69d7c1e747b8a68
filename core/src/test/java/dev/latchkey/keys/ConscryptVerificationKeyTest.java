package dev.latchkey.keys;

import dev.latchkey.testing.SignatureProviders;

class ConscryptVerificationKeyTest extends VerificationKeyTest {

  @Override
  SignatureProvider provider() {
    return SignatureProviders.named(SignatureProviders.CONSCRYPT);
  }
}
