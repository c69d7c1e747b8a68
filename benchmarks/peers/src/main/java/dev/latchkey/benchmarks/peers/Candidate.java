package dev.latchkey.benchmarks.peers;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import com.auth0.jwt.JWT;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import dev.latchkey.benchmarks.Issuer;
import dev.latchkey.token.AccessTokens;
import io.fusionauth.jwt.JWTDecoder;
import io.jsonwebtoken.impl.DefaultJwtParser;
import io.smallrye.jwt.auth.principal.DefaultJWTParser;
import io.vertx.ext.auth.jwt.JWTAuth;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.Security;
import java.util.function.Supplier;
import org.conscrypt.Conscrypt;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.keycloak.TokenVerifier;
import org.pac4j.jwt.credentials.authenticator.JwtAuthenticator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;

/** Who is measured, in the order of the table. */
enum Candidate {
  JDK(
      "bare JDK, engine kept",
      unseen(issuer -> Bare.kept(issuer, Providers.jdk(issuer.algorithm()))),
      () -> Object.class),
  CORRETTO(
      "bare AmazonCorrettoCryptoProvider, engine kept",
      unseen(issuer -> Bare.kept(issuer, Providers.corretto())),
      () -> AmazonCorrettoCryptoProvider.class),
  CONSCRYPT(
      "bare Conscrypt, engine kept",
      unseen(issuer -> Bare.kept(issuer, Providers.conscrypt())),
      () -> Conscrypt.class),
  LATCHKEY("**Latchkey**", unseen(LatchkeyTokens::forgetting), () -> AccessTokens.class),
  LATCHKEY_ON_CORRETTO(
      "**Latchkey**, Corretto's provider installed first",
      unseen(
          issuer -> {
            Security.insertProviderAt(Providers.corretto(), 1);
            return LatchkeyTokens.forgetting(issuer);
          }),
      () -> AccessTokens.class),
  JAVA_JWT("java-jwt", unseen(JavaJwt::of), () -> JWT.class),
  FUSIONAUTH("fusionauth-jwt", unseen(FusionAuth::of), () -> JWTDecoder.class),
  VERTX("vertx-auth-jwt", unseen(Vertx::of), () -> JWTAuth.class),
  KEYCLOAK("keycloak-core", unseen(Keycloak::of), () -> TokenVerifier.class),
  JJWT("jjwt", unseen(Jjwt::of), () -> DefaultJwtParser.class),
  JOSE4J("jose4j", unseen(Jose4j::of), () -> JwtConsumer.class),
  PAC4J("pac4j `JwtAuthenticator`", unseen(Pac4j::of), () -> JwtAuthenticator.class),
  SMALLRYE("SmallRye JWT", unseen(SmallRye::of), () -> DefaultJWTParser.class),
  NIMBUS("Nimbus", unseen(Nimbus::withKeySet), () -> SignedJWT.class),
  NIMBUS_ONE_KEY("Nimbus, one key", unseen(Nimbus::withOneKey), () -> SignedJWT.class),
  SPRING(
      "Spring Security `NimbusJwtDecoder`", unseen(Spring::decoder), () -> NimbusJwtDecoder.class),
  SPRING_ONE_KEY(
      "Spring Security `NimbusJwtDecoder`, one key",
      unseen(Spring::decoderWithOneKey),
      () -> NimbusJwtDecoder.class),
  OIDC_SDK("oauth2-oidc-sdk `IDTokenValidator`", unseen(OidcSdk::of), () -> IDTokenValidator.class),
  SPRING_FILTER(
      "Spring Security's bearer filter",
      unseen(Spring::filter),
      () -> JwtAuthenticationProvider.class),
  SEEN("one token", issuer -> SeenTokens.of(issuer, 1), () -> AccessTokens.class),
  SEEN_AMONG_MANY(
      "10,000 tokens in random order",
      issuer -> SeenTokens.of(issuer, 10_000),
      () -> AccessTokens.class);

  private final String label;
  private final Setup setup;
  private final Supplier<Class<?>> known;

  /**
   * Names one.
   *
   * @param known a class of its jar, which only its own process loads
   */
  Candidate(String label, Setup setup, Supplier<Class<?>> known) {
    this.label = label;
    this.setup = setup;
    this.known = known;
  }

  @FunctionalInterface
  private interface Setup {
    Contest of(Issuer issuer) throws Exception;
  }

  @FunctionalInterface
  private interface Library {
    Verifier of(Issuer issuer) throws Exception;
  }

  private static Setup unseen(Library library) {
    return issuer -> Contest.unseen(issuer, library.of(issuer));
  }

  String label() {
    return label;
  }

  boolean isOfSeenTokens() {
    return this == SEEN || this == SEEN_AMONG_MANY;
  }

  boolean isBare() {
    return this == JDK || this == CORRETTO || this == CONSCRYPT;
  }

  /** Makes it ready; it has shown by then that it tells good tokens from forged ones. */
  Contest contest(Issuer issuer) throws Exception {
    return setup.of(issuer);
  }

  /** The name of its jar, which says the version. */
  String jar() {
    CodeSource source = known.get().getProtectionDomain().getCodeSource();
    return source == null
        ? "the JDK"
        : Path.of(source.getLocation().getPath()).getFileName().toString().replace(".jar", "");
  }
}
