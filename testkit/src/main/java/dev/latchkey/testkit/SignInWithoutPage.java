package dev.latchkey.testkit;

import dev.latchkey.Latchkey;
import dev.latchkey.gate.SignInPaths;
import java.net.URI;
import java.util.List;

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
    SignInPaths paths = paths(latchkey);
    MemoryBrowser browser = new MemoryBrowser(latchkey);
    URI begun = URI.create(browser.sentOnFrom(paths.login(), null));
    URI back = letIn(user, begun);
    browser.sentOnFrom(paths.callback(), back.getRawQuery());
    return browser.cookieHeader();
  }

  /** Those for this provider's users, of several; for whoever it is, where there is one. */
  private SignInPaths paths(Latchkey latchkey) {
    List<SignInPaths> all =
        latchkey.providers().stream()
            .flatMap(provider -> latchkey.signInPaths(provider).stream())
            .toList();
    if (all.isEmpty()) {
      throw new IllegalStateException(
          "nobody can sign in at this Latchkey: no rule asks for a session");
    }
    return all.stream()
        .filter(paths -> all.size() > 1 && leadsHere(latchkey, paths))
        .findFirst()
        .orElse(all.get(0));
  }

  private boolean leadsHere(Latchkey latchkey, SignInPaths paths) {
    String begun = new MemoryBrowser(latchkey).sentOnFrom(paths.login(), null);
    return isOurs(URI.create(begun));
  }

  private boolean isOurs(URI begun) {
    return begun.toString().startsWith(realm.issuer() + Paths.AUTHORIZE + "?");
  }

  private URI letIn(TestUser user, URI begun) {
    if (!isOurs(begun)) {
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
