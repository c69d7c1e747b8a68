package dev.latchkey.testkit;

import java.util.Map;
import java.util.stream.Collectors;

/** A page that posts itself to the application: OAuth 2.0 Form Post Response Mode section 2. */
final class FormPost {
  private static final String SCRIPT = "document.forms[0].submit()";

  private FormPost() {}

  static Answer to(String redirectUri, Map<String, String> parameters) {
    String content =
        """
        <form method="post" action="%s">
        %s
        <button type="submit">Continue</button>
        </form>
        <script>%s</script>
        """
            .formatted(Html.escape(redirectUri), inputs(parameters), SCRIPT);
    return Html.page(200, "One moment", content)
        .with("Content-Security-Policy", Html.policyWithScript(SCRIPT));
  }

  private static String inputs(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(
            each ->
                "<input type=\"hidden\" name=\"%s\" value=\"%s\">"
                    .formatted(Html.escape(each.getKey()), Html.escape(each.getValue())))
        .collect(Collectors.joining("\n"));
  }
}
