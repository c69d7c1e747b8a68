package dev.latchkey.testkit;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The page that asks for user name and password. */
final class SignInPage {
  static final String USERNAME = "username";
  static final String PASSWORD = "password";

  private final Users users;

  SignInPage(Users users) {
    this.users = users;
  }

  /** Shows the form; the authorization request travels along in hidden fields. */
  Answer ask(AuthorizationRequest request) {
    return show(request, request.loginHint(), "");
  }

  Answer askAgain(AuthorizationRequest request, @Nullable String username) {
    String error = "<p class=\"error\" role=\"alert\">User name or password is wrong.</p>";
    return show(request, username, error);
  }

  private Answer show(AuthorizationRequest request, @Nullable String username, String error) {
    String name = username == null ? "" : Html.escape(username);
    String content =
        """
        <p class="quiet">to continue to <strong>%s</strong></p>
        %s
        <form method="post" action="%s">
        %s
        <label for="username">User name</label>
        <input id="username" name="username" value="%s" autocomplete="username"
          autocapitalize="none" spellcheck="false" required%s>
        <label for="password">Password</label>
        <input id="password" name="password" type="password" autocomplete="current-password"
          required%s>
        <button type="submit">Sign in</button>
        </form>
        %s
        """
            .formatted(
                Html.escape(request.client().id()),
                error,
                Paths.AUTHORIZE,
                hidden(request.parameters()),
                name,
                name.isEmpty() ? " autofocus" : "",
                name.isEmpty() ? "" : " autofocus",
                hint());
    return Html.page(200, "Sign in", content);
  }

  private static String hidden(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .filter(each -> !Set.of(USERNAME, PASSWORD).contains(each.getKey()))
        .map(SignInPage::hidden)
        .collect(Collectors.joining("\n"));
  }

  private static String hidden(Map.Entry<String, String> field) {
    return "<input type=\"hidden\" name=\"%s\" value=\"%s\">"
        .formatted(Html.escape(field.getKey()), Html.escape(field.getValue()));
  }

  private String hint() {
    String rows =
        users.all().stream()
            .map(
                user ->
                    "<tr><td><code>%s</code></td><td><code>%s</code></td></tr>"
                        .formatted(Html.escape(user.username()), Html.escape(user.password())))
            .collect(Collectors.joining("\n"));
    return """
        <aside class="quiet">
        <p>A provider for tests and demos. Nobody here is real:</p>
        <table>
        <tr><th scope="col">User name</th><th scope="col">Password</th></tr>
        %s
        </table>
        </aside>"""
        .formatted(rows);
  }
}
