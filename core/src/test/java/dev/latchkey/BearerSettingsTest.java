package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What settings may say of how bearer tokens are verified. */
class BearerSettingsTest extends SoundSettings {

  private static Map<String, String> bearerOnlyBy(String verification) {
    Map<String, String> settings = bearerOnly();
    settings.put("token.verification", verification);
    return settings;
  }

  @Test
  void needsNoClientToVerifySignatures() {
    starts(bearerOnlyBy("jwt"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"introspection", "auto", "both"})
  void needsAClientToAskTheProvider(String verification) {
    assertThat(refusal(bearerOnlyBy(verification)))
        .contains("client-id is not set, but token.verification asks the provider");

    Map<String, String> settings = bearerOnlyBy(verification);
    settings.put("client-id", "shop");
    assertThat(refusal(settings)).contains("client-secret is not set");

    settings.put("client-secret", "secret-of-the-shop");
    starts(settings);
    starts(soundWith("token.verification", verification));
  }

  @Test
  void refusesADemandOnSignedTokensWhereNoSignatureIsLookedAt() {
    Map<String, String> settings = soundWith("token.type", "at+jwt");
    settings.put("token.verification", "introspection");
    assertThat(refusal(settings))
        .contains("token.type is at+jwt, but token.verification=introspection looks at no header");

    settings.put("token.verification", "both");
    starts(settings);
  }

  @Test
  void tellsOnceWhatIsMissingForSigningInToo() {
    Map<String, String> settings = soundWithout("client-id");
    settings.put("token.verification", "both");
    assertThat(problems(refusal(settings)))
        .filteredOn(problem -> problem.contains("client-id"))
        .hasSize(1);
  }

  @Test
  void refusesAPublicClientSinceProvidersAnswerToOthersOnly() {
    Map<String, String> settings = soundWithout("client-secret");
    settings.put("client-authentication", "none");
    settings.put("token.verification", "introspection");
    assertThat(refusal(settings))
        .contains("token.verification asks the provider, who answers to clients with a secret");
  }

  @Test
  void refusesAnyIssuerSinceOneMustBeAsked() {
    Map<String, String> settings = bearerOnlyBy("introspection");
    settings.put("issuer", "*");
    settings.put("jwks-uri", "https://id.example.com/jwks");
    settings.put("client-id", "shop");
    settings.put("client-secret", "secret-of-the-shop");
    assertThat(refusal(settings)).contains("so issuer must name it and not be *");
  }

  @Test
  void refusesAnUnknownWay() {
    assertThat(refusal("token.verification", "opaque"))
        .contains(
            "token.verification is \"opaque\"; write one of [auto, both, introspection, jwt]");
  }

  @Test
  void takesCacheTimesFromZeroToAnHour() {
    starts(soundWith("introspection.cache", "0s"));
    starts(soundWith("introspection.cache", "1h"));
    assertThat(refusal("introspection.cache", "61m")).contains("introspection.cache is \"61m\"");
    assertThat(refusal("introspection.cache", "30")).contains("such as 30s, from 0s to 1h");
  }

  @Test
  void takesAnEndpointOverHttpsOnly() {
    starts(soundWith("endpoint.introspection", "https://id.example.com/introspect"));
    assertThat(refusal("endpoint.introspection", "http://id.example.com/introspect"))
        .contains("endpoint.introspection is http://id.example.com/introspect, which is not https");
  }
}
