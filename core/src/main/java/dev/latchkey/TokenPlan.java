package dev.latchkey;

import dev.latchkey.provider.Profile;
import dev.latchkey.token.AccessTokenSettings;
import dev.latchkey.token.AudienceRule;
import dev.latchkey.token.ClaimDemands;
import dev.latchkey.token.ClaimPlaces;
import dev.latchkey.token.ClaimPointer;
import dev.latchkey.token.IdTokenSettings;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The tokens as the settings want them.
 *
 * @param accessTokens what an access token must be
 * @param algorithms which signatures count
 * @param audience the audiences as configured, for people to read
 */
record TokenPlan(AccessTokenSettings accessTokens, AlgorithmPlan algorithms, String audience) {

  /** Tells whether somebody has said whom bearer tokens must be meant for. */
  boolean takesBearer() {
    return !audience.isBlank();
  }

  static TokenPlan read(
      SettingValues values, Problems problems, ProviderPlan provider, boolean readsBearer) {
    AlgorithmPlan algorithms = AlgorithmPlan.read(values, problems);
    return new TokenPlan(
        new AccessTokenSettings(
            provider.names(),
            audience(values, problems, readsBearer),
            algorithms.allowed(),
            values.duration(Setting.CLOCK_SKEW, Duration.ZERO, Duration.ofMinutes(5)),
            values.number(Setting.TOKEN_MAX_BYTES, 512, 1024 * 1024),
            values.choice(Setting.TOKEN_TYPE, Map.of("lenient", false, "at+jwt", true)),
            places(values, provider.profile()),
            values.number(Setting.TOKEN_CACHE_SIZE, 0, 10_000_000),
            demands(values),
            provider.profile().accessTokenKind()),
        algorithms,
        values.text(Setting.AUDIENCE));
  }

  private static AudienceRule audience(SettingValues values, Problems problems, boolean needed) {
    Set<String> audiences = new LinkedHashSet<>(values.words(Setting.AUDIENCE));
    boolean all = values.choice(Setting.AUDIENCE_MODE, Map.of("any", false, "all", true));
    if (audiences.contains("*")) {
      if (audiences.size() > 1) {
        problems.add(Setting.AUDIENCE, "has * beside others; write * alone, or the others alone");
      }
      problems.warn(
          problems.key(Setting.AUDIENCE)
              + "=*: tokens that are meant for other applications are accepted");
      return AudienceRule.none();
    }
    if (audiences.isEmpty()) {
      if (needed) {
        problems.add(
            Setting.AUDIENCE,
            "is not set, but rules read bearer tokens (bearer, any, optional); write whom the"
                + " tokens must be meant for, or * to accept those meant for others too");
      }
      return AudienceRule.none(); // no rule reads a bearer token
    }
    return all ? AudienceRule.allOf(audiences) : AudienceRule.anyOf(audiences);
  }

  private static ClaimPlaces places(SettingValues values, Profile profile) {
    return new ClaimPlaces(
        pointers(values, Setting.PRINCIPAL_CLAIMS, List.of()),
        pointers(values, Setting.SCOPE_CLAIMS, profile.scopeClaims()),
        pointers(values, Setting.ROLES_CLAIMS, profile.rolesClaims()),
        pointers(values, Setting.GROUPS_CLAIMS, profile.groupsClaims()),
        ProfilePlan.pointers(profile.groupsLeftOut()),
        pointers(values, Setting.AUDIENCE_CLAIMS, profile.audienceClaims()),
        ProfilePlan.subjects(profile));
  }

  private static ClaimDemands demands(SettingValues values) {
    return new ClaimDemands(
        pointers(values, Setting.CLAIMS_REQUIRED, List.of()),
        pointers(values, Setting.CLAIMS_FORBIDDEN, List.of()),
        values.durationOrOff(
            Setting.TOKEN_MAX_LIFETIME, Duration.ofSeconds(1), Duration.ofDays(400)));
  }

  private static List<ClaimPointer> pointers(
      SettingValues values, Setting setting, List<String> otherwise) {
    List<String> texts = values.words(setting);
    return values.each(
        setting,
        ProfilePlan.filled(values, texts.isEmpty() ? otherwise : texts),
        ClaimPointer::parse);
  }

  /** The word in {@code WWW-Authenticate}, which is one for all issuers. */
  static String realm(SettingValues values, Problems problems) {
    String realm = values.set(Setting.REALM).or(() -> values.set(Setting.NAME)).orElse("latchkey");
    if (realm.chars().anyMatch(c -> c < ' ' || c >= 0x7f || c == '"' || c == '\\')) {
      problems.add(Setting.REALM, "may hold printable ASCII without quotes and backslashes only");
    }
    return realm;
  }

  IdTokenSettings idTokens(String clientId) {
    return new IdTokenSettings(
        accessTokens.issuer(),
        clientId,
        accessTokens.audience().wanted(),
        accessTokens.algorithms(),
        accessTokens.clockSkew(),
        accessTokens.maxBytes());
  }
}
