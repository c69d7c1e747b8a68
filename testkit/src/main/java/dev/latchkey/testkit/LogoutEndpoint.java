package dev.latchkey.testkit;

import com.nimbusds.jwt.JWTClaimsSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The end session endpoint: OpenID Connect RP-Initiated Logout 1.0, sections 2 and 3. */
final class LogoutEndpoint implements Endpoint {
  private final Realm realm;
  private final ProviderSessions sessions;
  private final LogoutNotices notices;

  LogoutEndpoint(Realm realm, ProviderSessions sessions, LogoutNotices notices) {
    this.notices = notices;
    this.realm = realm;
    this.sessions = sessions;
  }

  @Override
  public Answer answer(Call call) {
    if (!call.method().equals("GET") && !call.isPost()) {
      return Answer.methodNotAllowed("GET, POST");
    }
    Parameters sent = call.parameters();
    String token = sent.value("id_token_hint");
    JWTClaimsSet hint = token == null ? null : hint(token);
    String problem = problem(sent, token != null, hint);
    if (problem != null) {
      return Html.message(400, "This sign-out cannot go on", problem);
    }
    Set<ProviderSession> ending = ending(call, hint);
    String removal = sessions.end(call);
    ending.forEach(ProviderSession::end);
    ending.forEach(notices::call);
    List<String> frames = ending.stream().flatMap(each -> notices.frames(each).stream()).toList();
    return goodbye(sent, frames).with("Set-Cookie", removal);
  }

  /** The session of this browser, and the one that the hint is about. */
  private Set<ProviderSession> ending(Call call, @Nullable JWTClaimsSet hint) {
    Set<ProviderSession> ending = new LinkedHashSet<>();
    ProviderSession here = sessions.of(call);
    if (here != null) {
      ending.add(here);
    }
    ProviderSession named = hint == null ? null : sessions.byId(hint.getClaim("sid"));
    if (named != null) {
      ending.add(named);
    }
    return ending;
  }

  /** An expired hint is still a hint (section 4). */
  private @Nullable JWTClaimsSet hint(String token) {
    JWTClaimsSet claims = realm.keys().claimsOf(token, TokenMint.ID_TOKEN_TYPE);
    return claims != null && realm.issuer().equals(claims.getIssuer()) ? claims : null;
  }

  private @Nullable String problem(Parameters sent, boolean hinted, @Nullable JWTClaimsSet hint) {
    if (sent.repeated() != null) {
      return "A parameter was sent more than once.";
    }
    if (hinted && hint == null) {
      return "The ID token sent as a hint was not issued here.";
    }
    String clientId = sent.value("client_id");
    if (hint != null && clientId != null && !hint.getAudience().contains(clientId)) {
      return "The ID token sent as a hint belongs to another application.";
    }
    String returnTo = sent.value("post_logout_redirect_uri");
    return returnTo == null || mayReturn(returnTo, clientId, hint)
        ? null
        : "The address to return to is not registered for this application.";
  }

  private boolean mayReturn(
      String returnTo, @Nullable String clientId, @Nullable JWTClaimsSet hint) {
    String id = clientId == null && hint != null ? hint.getAudience().get(0) : clientId;
    TestClient client = realm.clients().find(id);
    return client != null && client.returnsAfterLogoutTo(returnTo);
  }

  private static Answer goodbye(Parameters sent, List<String> frames) {
    String returnTo = sent.value("post_logout_redirect_uri");
    if (!frames.isEmpty()) {
      return framed(frames, returnTo == null ? null : address(sent, returnTo));
    }
    if (returnTo == null) {
      return Html.message(200, "Signed out", "You are signed out of the test provider.");
    }
    return Answer.redirect(address(sent, returnTo));
  }

  /** A page that loads what the applications gave, with a link onward. */
  private static Answer framed(List<String> frames, @Nullable String onward) {
    String link =
        onward == null ? "" : "<p><a href=\"" + Html.escape(onward) + "\">Continue</a></p>";
    String content =
        frames.stream()
            .map(frame -> "<iframe hidden src=\"" + Html.escape(frame) + "\"></iframe>")
            .collect(Collectors.joining("\n", link, ""));
    return Html.page(200, "Signed out", content)
        .with("Content-Security-Policy", Html.policyWithFrames());
  }

  private static String address(Parameters sent, String returnTo) {
    String state = sent.value("state");
    String query = state == null ? "" : Parameters.encode(Map.of("state", state));
    String joint = query.isEmpty() ? "" : returnTo.contains("?") ? "&" : "?";
    return returnTo + joint + query;
  }
}
