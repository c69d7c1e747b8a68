package dev.latchkey.testkit;

import dev.latchkey.Latchkey;
import dev.latchkey.gate.SignInPaths;
import java.net.URI;

/**
 * Signs a user in at an application without its server, a browser and the sign-in page; all that is
 * checked otherwise is checked here too, by the same code.
 */
final class SignInWithoutPage {
  private final Realm realm;
  private final AuthorizeEndpoint authorize;

  SignInWithoutPage(Realm realm, AuthorizeEndpoint authorize) {
    this.realm = realm;
    this.authorize = authorize;
  }

  /** Returns the {@code Cookie} header of a browser in which this user is signed in. */
  String cookieHeader(Latchkey latchkey, TestUser user) {
    SignInPaths paths =
        latchkey
            .signInPaths()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "nobody can sign in at this Latchkey: no rule asks for a session"));
    MemoryBrowser browser = new MemoryBrowser(latchkey);
    URI begun = URI.create(browser.sentOnFrom(paths.login(), null));
    URI back = letIn(user, begun);
    browser.sentOnFrom(paths.callback(), back.getRawQuery());
    return browser.cookieHeader();
  }

  private URI letIn(TestUser user, URI begun) {
    if (!begun.toString().startsWith(realm.issuer() + Paths.AUTHORIZE + "?")) {
      throw new IllegalStateException(
          "this Latchkey signs users in at "
              + begun.getAuthority()
              + ", not at "
              + realm.issuer()
              + "; give it provider.settings()");
    }
    Parameters sent = Parameters.parse(begun.getRawQuery());
    realm.clients().allowRedirect(sent.value("client_id"), sent.value("redirect_uri"));
    Answer answer = authorize.letIn(user, sent);
    String location = answer.headers().get("Location");
    if (location == null) {
      throw new IllegalStateException("the provider refuses to sign in: is this its client?");
    }
    return URI.create(location);
  }
}
