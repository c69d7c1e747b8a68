package dev.latchkey;

import dev.latchkey.http.FormEncoding;
import dev.latchkey.login.ExtraParameters;
import dev.latchkey.login.LoginSettings;
import dev.latchkey.login.ResponseMode;
import dev.latchkey.login.UserInfoUse;
import dev.latchkey.provider.IssuerMatch;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What users are asked at the provider, as the settings describe it. */
final class LoginPlan {

  private LoginPlan() {}

  static LoginSettings read(
      SettingValues values, IssuerMatch issuer, String clientId, URI callback, CookiePlan cookies) {
    SettingValues shared = values.application();
    return new LoginSettings(
        issuer,
        clientId,
        callback,
        new LinkedHashSet<>(values.words(Setting.SCOPES)),
        // a cookie's Max-Age counts whole seconds, and none means that it is gone
        shared.duration(Setting.LOGIN_LIFETIME, Duration.ofSeconds(1), Duration.ofHours(1)),
        shared.number(Setting.LOGIN_MAX_PENDING, 1, 20),
        cookies.name(),
        cookies.login(),
        userInfo(values),
        extra(values),
        responseMode(values, callback));
  }

  private static ResponseMode responseMode(SettingValues values, URI callback) {
    ResponseMode mode =
        values.choice(
            Setting.LOGIN_RESPONSE_MODE,
            Map.of("query", ResponseMode.QUERY, "form_post", ResponseMode.FORM_POST));
    if (mode == ResponseMode.FORM_POST && !callback.getScheme().equals("https")) {
      values
          .problems()
          .add(
              Setting.LOGIN_RESPONSE_MODE,
              "is form_post, whose cookie browsers keep over https alone; give base-url with"
                  + " https, or leave it out");
    }
    return mode;
  }

  /** Tells whether the userinfo endpoint is asked at all. */
  static boolean asksUserInfo(SettingValues values) {
    return values.choice(Setting.USERINFO, Map.of("never", false, "at-login", true));
  }

  private static UserInfoUse userInfo(SettingValues values) {
    UserInfoUse asked =
        values.choice(
            Setting.USERINFO_ON_FAILURE,
            Map.of("fail", UserInfoUse.REQUIRED, "continue", UserInfoUse.WELCOME));
    return asksUserInfo(values) ? asked : UserInfoUse.NEVER;
  }

  private static ExtraParameters extra(SettingValues values) {
    Problems problems = values.problems();
    Map<String, String> fixed = new LinkedHashMap<>();
    NamedValues.parameters(values, Setting.LOGIN_PARAMETERS, problems)
        .forEach(
            (name, encoded) -> {
              String value = FormEncoding.decodePath(encoded);
              String problem = problem(name, value);
              if (problem == null) {
                fixed.put(name, String.valueOf(value));
              } else {
                problems.add(Setting.LOGIN_PARAMETERS, "names " + name + ", which " + problem);
              }
            });
    List<String> passed = values.words(Setting.LOGIN_PASS_THROUGH);
    for (String name : passed) {
      if (ExtraParameters.isOurs(name) || fixed.containsKey(name)) {
        problems.add(
            Setting.LOGIN_PASS_THROUGH,
            "names " + name + ", which no caller may choose; remove it");
      }
    }
    return new ExtraParameters(fixed, new LinkedHashSet<>(passed));
  }

  /** Tells why a parameter cannot be sent; {@code null} when it can. */
  private static @Nullable String problem(String name, @Nullable String value) {
    if (ExtraParameters.isOurs(name)) {
      return "every login sends as it must be; remove it"
          + (name.equals("scope") ? ", and see scopes" : "");
    }
    if (value == null) {
      return "is badly encoded; write a blank as %20, and a percent sign as %25";
    }
    if (name.equals("max_age") && !ExtraParameters.isSeconds(value)) {
      return "must be a number of seconds";
    }
    return name.equals("claims") && (value.contains("\"acr\"") || value.contains("\"auth_time\""))
        ? "asks for acr or auth_time unseen; use acr_values and max_age, which are checked"
        : null;
  }
}
