package dev.latchkey;

import dev.latchkey.provider.Endpoint;
import dev.latchkey.provider.Profile;
import dev.latchkey.token.ClaimPointer;
import dev.latchkey.token.SubjectRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the profile supplies where the settings say nothing. */
final class ProfilePlan {

  private ProfilePlan() {}

  static Profile read(SettingValues values) {
    return values
        .read(Setting.PROVIDER_PROFILE, values.text(Setting.PROVIDER_PROFILE), Profile::named)
        .orElse(Profile.generic());
  }

  /** The pointers, the client's id put in; without a client, those that need it are left out. */
  static List<String> filled(SettingValues values, List<String> pointers) {
    String client = ClaimPointer.escape(values.text(Setting.CLIENT_ID));
    List<String> filled = new ArrayList<>();
    for (String pointer : pointers) {
      if (!client.isEmpty() || !pointer.contains(Profile.CLIENT_ID)) {
        filled.add(pointer.replace(Profile.CLIENT_ID, client));
      }
    }
    return filled;
  }

  static List<ClaimPointer> pointers(List<String> texts) {
    return texts.stream().map(ClaimPointer::parse).toList();
  }

  static SubjectRule subjects(Profile profile) {
    Map<ClaimPointer, String> marks = new LinkedHashMap<>();
    for (Map.Entry<String, String> each : profile.applicationMarks().entrySet()) {
      marks.put(ClaimPointer.parse(each.getKey()), each.getValue());
    }
    return new SubjectRule(false, pointers(profile.clientClaims()), marks);
  }

  /** The profile's headers, and in place of any of them and beside them those of the settings. */
  static Map<String, String> jwksHeaders(SettingValues values, Problems problems, Profile profile) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    if (values.has(Setting.CLIENT_ID)) {
      String client = values.text(Setting.CLIENT_ID);
      for (Map.Entry<String, String> each : profile.jwksHeaders().entrySet()) {
        headers.put(each.getKey(), each.getValue().replace(Profile.CLIENT_ID, client));
      }
    }
    headers.putAll(NamedValues.headers(values, Setting.JWKS_HEADERS, problems));
    return headers;
  }

  /** What cannot work with this provider, and what will not work as one may think. */
  static void check(
      ProviderPlan provider, boolean readsBearer, BearerPlan.Way way, Problems problems) {
    Profile profile = provider.profile();
    if (way == BearerPlan.Way.JWT && readsBearer) {
      String caution = profile.caution(provider.issuer());
      if (caution != null) {
        problems.warn("provider-profile=" + profile + ": " + caution);
      }
    }
    if (way != BearerPlan.Way.JWT
        && !profile.introspects()
        && !provider.endpoints().configured().containsKey(Endpoint.INTROSPECTION)) {
      problems.add(
          Setting.TOKEN_VERIFICATION,
          "asks the provider, but provider-profile="
              + profile
              + " has no introspection endpoint (RFC 7662); write jwt, or set"
              + " endpoint.introspection");
    }
  }
}
