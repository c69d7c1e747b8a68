package dev.latchkey;

import dev.latchkey.gate.LogoutSettings;
import dev.latchkey.provider.ClientAuthentication;
import dev.latchkey.provider.ClientCredentials;
import dev.latchkey.provider.Endpoint;
import dev.latchkey.provider.LogoutChannel;
import dev.latchkey.provider.Metadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Holds what a provider announces against what the settings will ask of it. */
final class MetadataCheck {

  private final IssuerPlan plan;
  private final Metadata metadata;
  private final List<Finding> findings = new ArrayList<>();

  private MetadataCheck(IssuerPlan plan, Metadata metadata) {
    this.plan = plan;
    this.metadata = metadata;
  }

  static List<Finding> of(IssuerPlan plan, Metadata metadata) {
    MetadataCheck check = new MetadataCheck(plan, metadata);
    check.endpoints();
    if (plan.signIn() != null) {
      check.authentication(Endpoint.TOKEN, plan.signIn().client());
      check.signIn(plan.signIn());
      check.signOut(plan.signIn());
    }
    check.introspection();
    return List.copyOf(check.findings);
  }

  private void ok(String text) {
    findings.add(Finding.ok(text));
  }

  private void note(String text) {
    findings.add(Finding.note(text));
  }

  private void problem(String text) {
    findings.add(Finding.problem(text));
  }

  private void endpoints() {
    Set<Endpoint> needed =
        new TreeSet<>(plan.provider().needs().ofSettings(plan.provider().keys().isConfigured()));
    for (Endpoint endpoint : needed) {
      if (metadata.endpoint(endpoint).isEmpty()) {
        problem(
            "the rules need "
                + endpoint.specName()
                + ", which the provider does not announce; set "
                + key(endpoint.setting()));
      }
    }
    needed.retainAll(metadata.endpoints().keySet());
    if (!needed.isEmpty()) {
      ok(
          "endpoints for the rules: "
              + needed.stream().map(Endpoint::specName).collect(Collectors.joining(" ")));
    }
  }

  private void authentication(Endpoint endpoint, ClientCredentials client) {
    Set<String> listed = metadata.authMethodsAt(endpoint);
    String chosen = ClientAuthentication.choose(client, listed).specName();
    String where = endpoint.specName() + ": client authentication is " + chosen;
    if (listed.isEmpty() || listed.contains(chosen)) {
      ok(where);
    } else if (chosen.equals(ClientAuthentication.NONE.specName())) {
      note(
          where
              + ", which the provider does not list, as many do not; it must know a public"
              + " client of this id");
    } else {
      problem(where + ", and the provider lists " + sorted(listed) + " alone; " + advice(listed));
    }
  }

  private String advice(Set<String> listed) {
    return listed.contains("client_secret_basic") || listed.contains("client_secret_post")
        ? "leave " + key(Setting.CLIENT_AUTHENTICATION.key()) + " out"
        : "have it allow this client client_secret_basic or client_secret_post";
  }

  /** What a setting is called that is this provider's own. */
  private String key(String setting) {
    return plan.isMain() ? setting : "provider." + plan.name() + "." + setting;
  }

  private void signIn(SignInPlan signIn) {
    pkce();
    idTokens();
    String doubt = signIn.login().doubt(metadata);
    if (doubt.isEmpty()) {
      ok("login.response-mode is " + (signIn.login().takesForms() ? "form_post" : "query"));
    } else {
      note(doubt);
    }
    if (metadata.issParameterSupported()) {
      ok("answers to a sign-in say which issuer they are from (RFC 9207)");
    } else {
      note(
          "authorization_response_iss_parameter_supported is not announced: that an answer is this"
              + " provider's shows by its callback path; give no other provider the same one");
    }
  }

  /** RFC 7636 section 4.2: we know S256 alone. */
  private void pkce() {
    Set<String> methods = metadata.codeChallengeMethods();
    if (methods.contains("S256")) {
      ok("PKCE with S256");
    } else if (methods.isEmpty()) {
      note(
          "code_challenge_methods_supported is not announced: S256 is sent all the same; see that"
              + " the provider demands it of this client, if it can");
    } else {
      problem(
          "PKCE: the provider lists "
              + sorted(methods)
              + ", Latchkey sends S256; have the provider allow it");
    }
  }

  private void idTokens() {
    Set<String> common = new TreeSet<>(metadata.idTokenAlgorithms());
    common.retainAll(plan.tokens().algorithms().allowed());
    if (!common.isEmpty()) {
      ok("ID tokens: algorithms in common are " + String.join(" ", common));
    } else if (metadata.idTokenAlgorithms().isEmpty()) {
      note("id_token_signing_alg_values_supported is not announced");
    } else {
      problem(
          "ID tokens: the provider signs with "
              + sorted(metadata.idTokenAlgorithms())
              + ", and algorithms allows none of these; name one there");
    }
  }

  private void signOut(SignInPlan signIn) {
    if (metadata.endSessionEndpoint().isPresent()) {
      ok("sign-out at the provider: end_session_endpoint");
    } else {
      note(
          "there is no end_session_endpoint: logout-path ends the session here, and not the"
              + " provider's; set "
              + key(Endpoint.END_SESSION.setting())
              + " if it has one");
    }
    LogoutSettings here = signIn.gate().logout();
    channel(LogoutChannel.BACK, here.backChannelPath(), Setting.BACK_CHANNEL_LOGOUT_PATH, signIn);
    channel(
        LogoutChannel.FRONT, here.frontChannelPath(), Setting.FRONT_CHANNEL_LOGOUT_PATH, signIn);
  }

  private void channel(
      LogoutChannel channel, Optional<String> path, Setting setting, SignInPlan signIn) {
    boolean announced = metadata.logoutChannels().contains(channel);
    if (path.isPresent() && announced) {
      ok(key(setting.key()) + ": register " + signIn.gate().baseUrl() + path.get() + " there");
    } else if (path.isPresent()) {
      note(
          key(setting.key())
              + " is "
              + path.get()
              + ", and the provider does not announce "
              + channel.specName()
              + "; it may never call");
    } else if (announced) {
      note(
          "the provider announces "
              + channel.specName()
              + ", which is off here; to hear of sign-outs elsewhere, see session.store and "
              + key(setting.key()));
    }
  }

  private void introspection() {
    boolean offered = metadata.introspectionEndpoint().isPresent();
    if (plan.provider().needs().introspects() && offered) {
      plan.bearer().client().ifPresent(client -> authentication(Endpoint.INTROSPECTION, client));
    } else if (offered) {
      ok("introspection_endpoint: there, and not asked by token.verification");
    }
  }

  private static String sorted(Set<String> words) {
    return String.join(" ", new TreeSet<>(words));
  }
}
