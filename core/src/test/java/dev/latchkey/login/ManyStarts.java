package dev.latchkey.login;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.latchkey.http.HttpTransport;
import dev.latchkey.keys.FixedKeys;
import dev.latchkey.provider.ClientCredentials;
import dev.latchkey.provider.FixedMetadata;
import dev.latchkey.provider.Metadata;
import dev.latchkey.provider.TokenEndpoint;
import dev.latchkey.provider.UserInfo;
import dev.latchkey.seal.CookieJar;
import dev.latchkey.seal.SealKeys;
import dev.latchkey.seal.Sealer;
import dev.latchkey.seal.Unguessable;
import dev.latchkey.token.IdTokenSettings;
import dev.latchkey.token.IdTokens;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/** Begins 100,000 logins that nobody finishes, for {@link ManyStartsTest}. */
public final class ManyStarts {

  private static final String ISSUER = "https://id.example.com";

  private ManyStarts() {}

  /** Says so at the end. */
  public static void main(String[] arguments) {
    LoginFlow flow = flow();
    for (int i = 0; i < 100_000; i++) {
      ReturnTarget page = ReturnTarget.parse("/page/" + i + "?" + "x".repeat(900)).orElseThrow();
      flow.begin(page, CookieJar.of(List.of()));
    }
    System.out.println("begun 100000");
  }

  private static LoginFlow flow() {
    Unguessable random = Unguessable.secureRandom();
    InstantSource clock = InstantSource.system();
    HttpTransport nobody =
        call -> {
          throw new IOException("nobody is called");
        };
    FixedMetadata metadata =
        new FixedMetadata(
            Metadata.builder(ISSUER)
                .authorizationEndpoint(URI.create(ISSUER + "/authorize"))
                .build());
    IdTokenSettings idTokens =
        new IdTokenSettings(ISSUER, "shop", Set.of(), Set.of("RS256"), Duration.ZERO, 16_384);
    LoginParts parts =
        new LoginParts(
            metadata,
            new TokenEndpoint(metadata, ClientCredentials.publicClient("shop"), nobody),
            new IdTokens(idTokens, FixedKeys.none(), clock),
            new UserInfo(metadata, nobody),
            Ticker.systemTicker());
    LoginSettings settings =
        new LoginSettings(
            ISSUER,
            "shop",
            URI.create("https://shop.example.com/oidc/callback"),
            Set.of(),
            Duration.ofMinutes(10),
            7,
            "shop");
    Sealer sealer = new Sealer("shop", SealKeys.perProcess(random), random);
    return new LoginFlow(settings, parts, sealer, random, clock);
  }
}
