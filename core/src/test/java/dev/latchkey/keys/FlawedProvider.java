package dev.latchkey.keys;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.InvalidParameterException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.List;
import java.util.Objects;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Verifies one algorithm as the JDK does, but for a flaw. */
final class FlawedProvider extends Provider {

  private static final long serialVersionUID = 1;

  /**
   * What is wrong.
   *
   * @param forged tells of the good signature and another one whether the other passes, too
   * @param failure thrown when a key is bound
   */
  record Flaw(String name, BiPredicate<byte[], byte[]> forged, @Nullable Throwable failure) {

    static final Flaw NONE = accepting((good, bad) -> false);
    static final Flaw DEAF = new Flaw("deaf", (good, bad) -> false, null);
    static final Flaw REFUSING = new Flaw("refusing", (good, bad) -> false, null);
    static final Flaw ONCE = new Flaw("once", (good, bad) -> false, null);

    static Flaw accepting(BiPredicate<byte[], byte[]> forged) {
      return new Flaw("accepting", forged, null);
    }

    static Flaw failing(Throwable failure) {
      return new Flaw("failing", (good, bad) -> false, failure);
    }
  }

  private final transient SignatureAlgorithm algorithm;
  private transient Flaw flaw;

  FlawedProvider(String algorithm, Flaw flaw) {
    super("Flawed", "1", "for tests");
    this.algorithm = Objects.requireNonNull(SignatureAlgorithm.named(algorithm));
    this.flaw = flaw;
    String jcaName = jcaName();
    putService(
        new Service(this, "Signature", jcaName, Engine.class.getName(), List.of(), null) {
          @Override
          public Object newInstance(@Nullable Object parameter) {
            return new Engine();
          }
        });
  }

  void becomes(Flaw other) {
    flaw = other;
  }

  private String jcaName() {
    try {
      return algorithm.verifier(KnownAnswers.key(algorithm), null).getAlgorithm();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private final class Engine extends SignatureSpi {

    private final byte[] good = KnownAnswers.signature(algorithm);
    private @Nullable Signature jdk;
    private int used;

    @Override
    protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
      Throwable failure = flaw.failure();
      if (failure instanceof InvalidKeyException refusal) {
        throw refusal;
      } else if (failure instanceof RuntimeException broken) {
        throw broken;
      } else if (failure instanceof Error unlinked) {
        throw unlinked;
      }
      try {
        jdk = algorithm.verifier(key, null);
      } catch (GeneralSecurityException e) {
        throw new InvalidKeyException(e);
      }
    }

    @Override
    protected void engineUpdate(byte b) throws SignatureException {
      engineUpdate(new byte[] {b}, 0, 1);
    }

    @Override
    protected void engineUpdate(byte[] bytes, int offset, int length) throws SignatureException {
      if (flaw != Flaw.DEAF) {
        Objects.requireNonNull(jdk).update(bytes, offset, length);
      }
    }

    @Override
    protected boolean engineVerify(byte[] signature) throws SignatureException {
      if (flaw == Flaw.REFUSING || flaw == Flaw.ONCE && used++ > 0) {
        return false;
      }
      if (flaw == Flaw.DEAF) {
        Objects.requireNonNull(jdk).update(KnownAnswers.text());
      }
      return flaw.forged().test(good, signature) || Objects.requireNonNull(jdk).verify(signature);
    }

    @Override
    protected void engineSetParameter(AlgorithmParameterSpec params)
        throws InvalidAlgorithmParameterException {
      String digest = ((PSSParameterSpec) params).getDigestAlgorithm();
      if (!digest.equals("SHA-" + algorithm.headerName().substring(2))) {
        throw new InvalidAlgorithmParameterException(digest + " belongs to another algorithm");
      }
    }

    @Override
    protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
      throw new InvalidKeyException("only verifies");
    }

    @Override
    protected byte[] engineSign() throws SignatureException {
      throw new SignatureException("only verifies");
    }

    @Override
    @Deprecated
    protected void engineSetParameter(String name, Object value) {
      throw new InvalidParameterException(name);
    }

    @Override
    @Deprecated
    protected Object engineGetParameter(String name) {
      throw new InvalidParameterException(name);
    }
  }
}
