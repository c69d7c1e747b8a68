package dev.latchkey.testkit;

import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The authorization endpoint: OpenID Connect Core section 3.1.2. */
final class AuthorizeEndpoint implements Endpoint {
  private final RequestCheck check;
  private final SignInPage page;
  private final Users users;
  private final ProviderSessions sessions;
  private final AuthorizationCodes codes;
  private final InstantSource clock;
  private final Faults faults;

  AuthorizeEndpoint(Realm realm, ProviderSessions sessions, AuthorizationCodes codes) {
    this.check = new RequestCheck(realm.clients(), realm.issuer(), realm.faults());
    this.page = new SignInPage(realm.users());
    this.users = realm.users();
    this.sessions = sessions;
    this.codes = codes;
    this.clock = realm.clock();
    this.faults = realm.faults();
  }

  @Override
  public Answer answer(Call call) {
    if (!call.method().equals("GET") && !call.isPost()) {
      return Answer.methodNotAllowed("GET, POST");
    }
    RequestCheck.Outcome outcome = check.check(call.parameters());
    return outcome instanceof RequestCheck.Good good
        ? follow(call, good.request())
        : ((RequestCheck.Refused) outcome).answer();
  }

  /** Answers a good request as if this user had just signed in on the page. */
  Answer letIn(TestUser user, Parameters sent) {
    RequestCheck.Outcome outcome = check.check(sent);
    if (!(outcome instanceof RequestCheck.Good good)) {
      return ((RequestCheck.Refused) outcome).answer();
    }
    String error = faults.authorizationError();
    return error == null
        ? grant(sessions.begin(user), good.request())
        : refuse(good.request(), error);
  }

  private static Answer refuse(AuthorizationRequest request, String error) {
    return request.callback().error(error, "a fault was asked for");
  }

  private Answer follow(Call call, AuthorizationRequest request) {
    String error = faults.authorizationError();
    if (error != null) {
      return refuse(request, error);
    }
    // Credentials count in a posted form only: an address ends up in logs and histories.
    if (call.isPost() && call.form().value(SignInPage.USERNAME) != null && !request.wantsNoPage()) {
      return signIn(call, request);
    }
    ProviderSession session = usable(sessions.of(call), request);
    if (session != null) {
      return grant(session, request);
    }
    return request.wantsNoPage()
        ? request.callback().error("login_required", "nobody is signed in")
        : page.ask(request);
  }

  private Answer signIn(Call call, AuthorizationRequest request) {
    String username = call.form().value(SignInPage.USERNAME);
    TestUser user = users.find(username, call.form().value(SignInPage.PASSWORD));
    if (user == null) {
      return page.askAgain(request, username);
    }
    ProviderSessions.Begun begun = sessions.begin(call, user);
    return grant(begun.session(), request).with("Set-Cookie", begun.setCookie());
  }

  private @Nullable ProviderSession usable(
      @Nullable ProviderSession session, AuthorizationRequest request) {
    if (session == null || request.wantsFreshLogin()) {
      return null;
    }
    Long maxAge = request.maxAgeSeconds();
    if (maxAge == null) {
      return session;
    }
    // As old as max_age is still good; older is not.
    Instant oldest = clock.instant().minusSeconds(maxAge);
    return session.signedInAt().isBefore(oldest) ? null : session;
  }

  private Answer grant(ProviderSession session, AuthorizationRequest request) {
    Grant grant = new Grant(request.client().id(), session, request.scopes(), request.nonce());
    session.joinedBy(request.client().id());
    String redirectUri = request.callback().redirectUri();
    return request.callback().code(codes.issue(grant, redirectUri, request.codeChallenge()));
  }
}
