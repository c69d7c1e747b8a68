package dev.latchkey.token;

import static dev.latchkey.token.TokenMaker.accessClaims;
import static dev.latchkey.token.TokenMaker.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Reason;
import dev.latchkey.keys.FixedKeys;
import dev.latchkey.keys.KeyLookup;
import dev.latchkey.keys.KeySource;
import dev.latchkey.keys.VerificationKey;
import dev.latchkey.provider.ClientCredentials;
import dev.latchkey.provider.FixedMetadata;
import dev.latchkey.provider.Introspection;
import dev.latchkey.provider.Metadata;
import dev.latchkey.testing.FakeTransport;
import dev.latchkey.testing.SettableClock;
import dev.latchkey.testing.TestKeys;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two issuers, whose keys have the same ids, and tokens that cross from one to the other. */
@Tag("O02")
class TrustedIssuersTest {

  private static final String PARTNER = "https://partner.example.com";
  private static final Predicate<String> MAIN_ONLY = "main"::equals;
  private static final Predicate<String> PARTNER_ONLY = "partner"::equals;
  private static final Predicate<String> BOTH = any -> true;
  private static final String OPAQUE = "2YotnFZFEjr1zCsicMWpAA";

  private final SettableClock clock = new SettableClock(Instant.ofEpochSecond(TokenMaker.NOW));
  private final FakeTransport asksMain = new FakeTransport();
  private final FakeTransport asksPartner = new FakeTransport();
  private final CountedKeys mainKeys = new CountedKeys(TestKeys.RSA);
  private final CountedKeys partnerKeys = new CountedKeys(TestKeys.RSA_TWO);
  private final TrustedIssuers issuers =
      issuers(signed(MAIN_SETTINGS, mainKeys), signed(PARTNER_SETTINGS, partnerKeys));

  private static final AccessTokenSettings MAIN_SETTINGS =
      AccessTokenCase.settings(
          TokenMaker.ISSUER, AudienceRule.anyOf(Set.of("orders-api")), Set.of("RS256"));
  private static final AccessTokenSettings PARTNER_SETTINGS =
      AccessTokenCase.settings(
          PARTNER, AudienceRule.anyOf(Set.of("partner-api")), Set.of("RS256", "PS256"));

  /** One key of id r1, and how often it was looked for. */
  private static final class CountedKeys implements KeySource {

    private final KeySource keys;
    private int lookUps;

    CountedKeys(KeyPair pair) {
      String jwks = TestKeys.jwks(TestKeys.jwk("r1", pair.getPublic()));
      keys = FixedKeys.fromJwks(jwks.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public KeyLookup find(@Nullable String kid, String algorithm) {
      lookUps++;
      return keys.find(kid, algorithm);
    }

    @Override
    public boolean holds(VerificationKey key) {
      return keys.holds(key);
    }

    @Override
    public Optional<Instant> lastSuccess() {
      return Optional.empty();
    }
  }

  private static TrustedIssuers issuers(BearerTokens main, BearerTokens partner) {
    return new TrustedIssuers(
        new TrustedIssuer("main", TokenMaker.ISSUER, main, Map.of()),
        List.of(new TrustedIssuer("partner", PARTNER, partner, Map.of())));
  }

  private AccessTokens signed(AccessTokenSettings settings, KeySource keys) {
    return new AccessTokens(settings, keys, clock);
  }

  private OpaqueTokens asked(AccessTokenSettings settings, FakeTransport transport) {
    Metadata metadata =
        Metadata.builder(settings.issuer().configured())
            .introspectionEndpoint(URI.create(settings.issuer() + "/introspect"))
            .build();
    return new OpaqueTokens(
        settings,
        IntrospectionSettings.remembering(Duration.ofSeconds(30)),
        new Introspection(
            new FixedMetadata(metadata),
            ClientCredentials.confidential("shop", "s"),
            transport,
            clock),
        clock,
        clock);
  }

  private static String token(String issuer, String audience, KeyPair pair) {
    return token("RS256", issuer, audience, pair);
  }

  private static String token(String algorithm, String issuer, String audience, KeyPair pair) {
    String claims = accessClaims("iss", quoted(issuer), "aud", quoted(audience));
    return TokenMaker.nimbus(algorithm, "r1", claims, pair);
  }

  private static String ofMain() {
    return token(TokenMaker.ISSUER, "orders-api", TestKeys.RSA);
  }

  private static String ofPartner() {
    return token(PARTNER, "partner-api", TestKeys.RSA_TWO);
  }

  private static String accepted(TrustedIssuers issuers, String token, Predicate<String> by) {
    JudgedToken judged = issuers.verify(BearerToken.of(token), by);
    assertThat(judged.result()).isInstanceOf(TokenResult.Verified.class);
    assertThat(judged.issuer()).isNotNull();
    return judged.issuer().provider();
  }

  private static String refused(
      TrustedIssuers issuers, String token, Predicate<String> by, Reason reason) {
    JudgedToken judged = issuers.verify(BearerToken.of(token), by);
    assertThat(judged.result()).isInstanceOf(TokenResult.Refused.class);
    TokenResult.Refused<VerifiedToken> refused =
        (TokenResult.Refused<VerifiedToken>) judged.result();
    assertThat(refused.reason()).as(refused.detail()).isEqualTo(reason);
    return refused.detail();
  }

  @Test
  void verifiesEachTokenByTheRulesOfItsOwnIssuer() {
    for (int seen = 0; seen < 2; seen++) { // the second time it is remembered
      assertThat(accepted(issuers, ofMain(), BOTH)).isEqualTo("main");
      assertThat(accepted(issuers, ofPartner(), BOTH)).isEqualTo("partner");
    }
    assertThat(accepted(issuers, ofPartner(), PARTNER_ONLY)).isEqualTo("partner");
  }

  @Test
  void refusesATokenOfAnIssuerThatDoesNotCountHereAndSaysWhatToWrite() {
    assertThat(refused(issuers, ofPartner(), MAIN_ONLY, Reason.ISSUER_WRONG))
        .contains("one of provider=partner", "add provider=partner to the rule");
    assertThat(issuers.verify(BearerToken.of(ofPartner()), MAIN_ONLY).issuer().provider())
        .isEqualTo("partner");
    assertThat(partnerKeys.lookUps).isZero();
  }

  @Test
  void doesNotAcceptHereWhatWasAcceptedThere() {
    String token = ofPartner();
    assertThat(accepted(issuers, token, PARTNER_ONLY)).isEqualTo("partner");
    refused(issuers, token, MAIN_ONLY, Reason.ISSUER_WRONG);

    String main = ofMain();
    assertThat(accepted(issuers, main, MAIN_ONLY)).isEqualTo("main");
    refused(issuers, main, PARTNER_ONLY, Reason.ISSUER_WRONG);
    assertThat(accepted(issuers, main, BOTH)).isEqualTo("main");
  }

  @Test
  @Tag("E20")
  void doesNotTakeOneIssuersKeyForAnothersThoughTheIdIsTheSame() {
    String byMain = token(PARTNER, "partner-api", TestKeys.RSA);
    String byPartner = token(TokenMaker.ISSUER, "orders-api", TestKeys.RSA_TWO);

    refused(issuers, byMain, BOTH, Reason.SIGNATURE_INVALID);
    refused(issuers, byPartner, BOTH, Reason.SIGNATURE_INVALID);
    accepted(issuers, ofMain(), BOTH);
    accepted(issuers, ofPartner(), BOTH);
    refused(issuers, byMain, BOTH, Reason.SIGNATURE_INVALID);
    refused(issuers, byPartner, BOTH, Reason.SIGNATURE_INVALID);
  }

  @Test
  @Tag("A08")
  void allowsAnAlgorithmToTheIssuerAloneThatMayUseIt() {
    String ofPartner = token("PS256", PARTNER, "partner-api", TestKeys.RSA_TWO);
    String ofMain = token("PS256", TokenMaker.ISSUER, "orders-api", TestKeys.RSA);

    assertThat(accepted(issuers, ofPartner, BOTH)).isEqualTo("partner");
    refused(issuers, ofMain, BOTH, Reason.ALGORITHM_REFUSED);
  }

  @Test
  void asksEachIssuersTokensForItsOwnAudience() {
    refused(issuers, token(PARTNER, "orders-api", TestKeys.RSA_TWO), BOTH, Reason.AUDIENCE_WRONG);
    refused(
        issuers,
        token(TokenMaker.ISSUER, "partner-api", TestKeys.RSA),
        BOTH,
        Reason.AUDIENCE_WRONG);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://partner.example.com/",
        "https://PARTNER.example.com",
        "https://partner.example.com/../evil",
        "https://partner.example.com:443",
        "https://partner.example.com?",
        "partner",
        "main",
        "*",
        "../partner"
      })
  @Tag("O04")
  void choosesNobodyForAnIssuerThatIsNotSpeltExactly(String issuer) {
    assertThat(
            refused(
                issuers, token(issuer, "partner-api", TestKeys.RSA_TWO), BOTH, Reason.ISSUER_WRONG))
        .contains("configured are main (" + TokenMaker.ISSUER, "partner (" + PARTNER);
    assertThat(mainKeys.lookUps + partnerKeys.lookUps).isZero();
  }

  @Test
  @Tag("E19")
  void neitherLooksForKeysNorRemembersAnythingForIssuersThatNobodyConfigured() {
    String header = TokenMaker.encoded(TokenMaker.header());
    TrustedIssuers asking =
        issuers(asked(MAIN_SETTINGS, asksMain), signed(PARTNER_SETTINGS, partnerKeys));
    for (int i = 0; i < 100_000; i++) {
      String token =
          header + "." + TokenMaker.encoded("{\"iss\":\"https://i" + i + ".example.com\"}") + ".AA";
      TrustedIssuers flooded = i % 2 == 0 ? issuers : asking;
      JudgedToken judged = flooded.verify(BearerToken.of(token), BOTH);
      assertThat(judged.issuer()).isNull();
      assertThat(judged.result()).isInstanceOf(TokenResult.Refused.class);
    }
    assertThat(mainKeys.lookUps + partnerKeys.lookUps).isZero();
    assertThat(asksMain.calls).isEmpty();
  }

  @Test
  void refusesATokenThatSaysNothingOfItsIssuer() {
    String claims = accessClaims("iss", TokenMaker.ABSENT);
    refused(
        issuers, TokenMaker.nimbus("RS256", "r1", claims, TestKeys.RSA), BOTH, Reason.ISSUER_WRONG);
    refused(issuers, "eyJhbGciOiJSUzI1NiJ9.e30", BOTH, Reason.TOKEN_MALFORMED);
    refused(issuers, OPAQUE, BOTH, Reason.TOKEN_MALFORMED);
  }

  @Test
  void showsAnOpaqueTokenToTheOneProviderThatTakesSuch() {
    asksPartner.answers(200, activeAtPartner());
    TrustedIssuers mixed =
        issuers(signed(MAIN_SETTINGS, mainKeys), asked(PARTNER_SETTINGS, asksPartner));

    assertThat(accepted(mixed, OPAQUE, BOTH)).isEqualTo("partner");
    assertThat(accepted(mixed, OPAQUE, PARTNER_ONLY)).isEqualTo("partner");
    refused(mixed, OPAQUE, MAIN_ONLY, Reason.TOKEN_MALFORMED);
    assertThat(asksPartner.calls).hasSize(1);
  }

  private static String activeAtPartner() {
    return accessClaims("active", "true", "iss", quoted(PARTNER), "aud", quoted("partner-api"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"signed", "encrypted", "repeated", "short"})
  void showsNoTokenThatCouldBeAnothersToAProviderWhoDidNotIssueIt(String kind) {
    TrustedIssuers mixed =
        issuers(signed(MAIN_SETTINGS, mainKeys), asked(PARTNER_SETTINGS, asksPartner));
    String header = TokenMaker.encoded("{\"alg\":\"RS256\"}");
    String token =
        switch (kind) {
          case "signed" -> ofMain();
          case "encrypted" -> header + ".AA.AA.AA.AA";
          case "repeated" ->
              TokenMaker.encoded("{\"alg\":\"RS256\",\"alg\":\"RS256\"}") + ".e30.AA";
          default -> header + "..";
        };

    mixed.verify(BearerToken.of(token), BOTH);
    mixed.verify(BearerToken.of(token), PARTNER_ONLY);

    assertThat(asksPartner.calls).isEmpty();
  }

  @Test
  void showsAnOpaqueTokenToNobodyWhereTwoCouldHaveIssuedIt() {
    TrustedIssuers both =
        issuers(asked(MAIN_SETTINGS, asksMain), asked(PARTNER_SETTINGS, asksPartner));

    refused(both, OPAQUE, BOTH, Reason.TOKEN_MALFORMED);
    assertThat(asksMain.calls).isEmpty();
    assertThat(asksPartner.calls).isEmpty();
  }

  @Test
  @Tag("F22")
  void keepsWhatTwoProvidersSayOfOneTokenApart() {
    asksMain.answers(200, "{\"active\":false}");
    asksPartner.answers(200, activeAtPartner());
    TrustedIssuers both =
        issuers(asked(MAIN_SETTINGS, asksMain), asked(PARTNER_SETTINGS, asksPartner));

    for (int seen = 0; seen < 2; seen++) {
      assertThat(accepted(both, OPAQUE, PARTNER_ONLY)).isEqualTo("partner");
      refused(both, OPAQUE, MAIN_ONLY, Reason.TOKEN_INACTIVE);
    }
    assertThat(asksMain.calls).hasSize(1);
    assertThat(asksPartner.calls).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"auto", "both"})
  void choosesByTheTokenInMixedModesToo(String mode) {
    asksPartner.answers(200, activeAtPartner());
    AccessTokens signed = signed(PARTNER_SETTINGS, partnerKeys);
    OpaqueTokens asked = asked(PARTNER_SETTINGS, asksPartner);
    TrustedIssuers mixed =
        issuers(
            signed(MAIN_SETTINGS, mainKeys),
            mode.equals("auto")
                ? BearerTokens.byForm(signed, asked)
                : BearerTokens.signedAndActive(signed, asked));

    for (int seen = 0; seen < 2; seen++) {
      assertThat(accepted(mixed, ofMain(), BOTH)).isEqualTo("main");
      assertThat(accepted(mixed, ofPartner(), BOTH)).isEqualTo("partner");
    }
    assertThat(asksPartner.calls).hasSize(mode.equals("both") ? 1 : 0);
    refused(mixed, token(PARTNER, "partner-api", TestKeys.RSA), BOTH, Reason.SIGNATURE_INVALID);
  }

  @Test
  void measuresATokenByItsOwnIssuersLimit() {
    AccessTokenSettings narrow =
        new AccessTokenSettings(
            PARTNER,
            PARTNER_SETTINGS.audience(),
            PARTNER_SETTINGS.algorithms(),
            Duration.ofSeconds(60),
            512,
            false,
            ClaimPlaces.standard(),
            100);
    TrustedIssuers uneven = issuers(signed(MAIN_SETTINGS, mainKeys), signed(narrow, partnerKeys));

    accepted(uneven, ofMain(), BOTH);
    assertThat(refused(uneven, ofPartner(), BOTH, Reason.TOKEN_TOO_LARGE))
        .contains("token.max-bytes=512");
    assertThat(refused(uneven, "e".repeat(16 * 1024 + 1), BOTH, Reason.TOKEN_TOO_LARGE))
        .contains("token.max-bytes=16384");
  }

  @Test
  void whatWasVerifiedIsRecalledForWhoeverAcceptsItsIssuerAlone() {
    String token = ofPartner();
    assertThat(issuers.recall(BearerToken.of(token), BOTH)).isNull();
    assertThat(accepted(issuers, token, BOTH)).isEqualTo("partner");

    JudgedToken recalled =
        issuers.recall(BearerToken.of(new String(token.toCharArray())), PARTNER_ONLY);
    assertThat(recalled).isNotNull();
    assertThat(recalled.result()).isSameAs(issuers.verify(BearerToken.of(token), BOTH).result());
    assertThat(issuers.recall(BearerToken.of(token), MAIN_ONLY)).isNull();
    assertThat(partnerKeys.lookUps).isEqualTo(1);
    assertThat(mainKeys.lookUps).isZero();
  }

  @Test
  void amongManyIssuersOnlyThoseAreAskedThatGoByTheName() {
    List<TrustedIssuer> others = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      String issuer = "https://i" + i + ".example.com";
      AccessTokenSettings settings =
          AccessTokenCase.settings(
              issuer, AudienceRule.anyOf(Set.of("partner-api")), Set.of("RS256"));
      others.add(new TrustedIssuer("p" + i, issuer, signed(settings, partnerKeys), Map.of()));
    }
    TrustedIssuers many =
        new TrustedIssuers(
            new TrustedIssuer("main", TokenMaker.ISSUER, signed(MAIN_SETTINGS, mainKeys), Map.of()),
            others);
    String last = token("https://i999.example.com", "partner-api", TestKeys.RSA_TWO);

    assertThat(accepted(many, last, BOTH)).isEqualTo("p999");
    assertThat(accepted(many, ofMain(), BOTH)).isEqualTo("main");
    refused(
        many,
        token("https://i1000.example.com", "partner-api", TestKeys.RSA_TWO),
        BOTH,
        Reason.ISSUER_WRONG);
  }
}
