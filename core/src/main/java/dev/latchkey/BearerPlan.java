package dev.latchkey;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.latchkey.http.HttpTransport;
import dev.latchkey.keys.KeySource;
import dev.latchkey.provider.ClientAuthentication;
import dev.latchkey.provider.ClientCredentials;
import dev.latchkey.provider.Endpoint;
import dev.latchkey.provider.Introspection;
import dev.latchkey.provider.MetadataSource;
import dev.latchkey.token.AccessTokenSettings;
import dev.latchkey.token.AccessTokens;
import dev.latchkey.token.BearerTokens;
import dev.latchkey.token.IntrospectionSettings;
import dev.latchkey.token.OpaqueTokens;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How bearer tokens are verified, as the settings want it.
 *
 * @param way signature, introspection, or a mixture
 * @param client who asks the provider; empty where nobody does
 * @param asking how much it is asked
 */
record BearerPlan(Way way, Optional<ClientCredentials> client, IntrospectionSettings asking) {

  /** The values of {@code token.verification}. */
  enum Way {
    JWT,
    INTROSPECTION,
    AUTO,
    BOTH
  }

  /** What verification needs from outside. */
  record Parts(
      KeySource keys,
      MetadataSource metadata,
      HttpTransport transport,
      InstantSource clock,
      Ticker elapsed) {}

  static Way way(SettingValues values) {
    return values.choice(
        Setting.TOKEN_VERIFICATION,
        Map.of(
            "jwt", Way.JWT,
            "introspection", Way.INTROSPECTION,
            "auto", Way.AUTO,
            "both", Way.BOTH));
  }

  /** Reads the plan; {@code signIn} is {@code null} where nobody signs in. */
  static BearerPlan read(
      SettingValues values, Problems problems, Way way, @Nullable SignInPlan signIn) {
    Duration cache =
        values.duration(Setting.INTROSPECTION_CACHE, Duration.ZERO, Duration.ofHours(1));
    IntrospectionSettings asking = IntrospectionSettings.remembering(cache);
    if (way == Way.JWT) {
      return new BearerPlan(way, Optional.empty(), asking);
    }
    ClientCredentials client =
        signIn != null
            ? signIn.client()
            : ClientPlan.read(
                values, problems, problems.key(Setting.TOKEN_VERIFICATION) + " asks the provider");
    if (values.text(Setting.CLIENT_AUTHENTICATION).equals(ClientAuthentication.NONE.specName())) {
      problems.add(
          Setting.TOKEN_VERIFICATION,
          "asks the provider, who answers to clients with a secret only (RFC 7662 section 2.1);"
              + " set client-secret, or token.verification=jwt");
    }
    if (way == Way.INTROSPECTION && values.text(Setting.TOKEN_TYPE).equals("at+jwt")) {
      problems.add(
          Setting.TOKEN_TYPE,
          "is at+jwt, but token.verification=introspection looks at no header of a token; write"
              + " token.verification=both, or leave token.type out");
    }
    if (values.text(Setting.ISSUER).equals(AccessTokenSettings.ANY_ISSUER)) {
      problems.add(
          Setting.TOKEN_VERIFICATION, "asks the provider, so issuer must name it and not be *");
    }
    return new BearerPlan(way, Optional.of(client), asking);
  }

  BearerTokens tokens(AccessTokenSettings settings, ProviderPlan provider, Parts parts) {
    AccessTokens signed = new AccessTokens(settings, parts.keys(), parts.clock());
    if (way == Way.JWT) {
      return signed;
    }
    OpaqueTokens opaque =
        new OpaqueTokens(
            settings,
            asking,
            new Introspection(
                metadata(provider, parts), client.orElseThrow(), parts.transport(), parts.clock()),
            parts.clock(),
            parts.elapsed());
    return switch (way) {
      case AUTO -> BearerTokens.byForm(signed, opaque);
      case BOTH -> BearerTokens.signedAndActive(signed, opaque);
      default -> opaque;
    };
  }

  /** An endpoint that is configured is asked without waiting for a discovery. */
  private static MetadataSource metadata(ProviderPlan provider, Parts parts) {
    return provider.endpoints().configured().containsKey(Endpoint.INTROSPECTION)
        ? provider.metadata()
        : parts.metadata();
  }
}
