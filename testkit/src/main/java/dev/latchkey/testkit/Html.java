package dev.latchkey.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Pages for people: one look, nothing from elsewhere. */
final class Html {
  private static final String STYLE =
      """
      *{box-sizing:border-box}
      body{margin:0;min-height:100vh;display:flex;align-items:center;justify-content:center;
      padding:1.5rem;background:#eef1f6;color:#1d2433;font:16px/1.5 system-ui,sans-serif}
      main{width:100%;max-width:25rem;background:#fff;border-radius:12px;padding:2rem;
      box-shadow:0 1px 2px #1d243322,0 8px 32px #1d243318}
      h1{margin:0 0 .25rem;font-size:1.4rem}
      p{margin:0 0 1rem}
      label{display:block;margin:1rem 0 .25rem;font-weight:600}
      input{width:100%;padding:.6rem .7rem;font:inherit;border:1px solid #8a94a8;border-radius:8px}
      button{width:100%;margin-top:1.5rem;padding:.7rem;font:inherit;font-weight:600;border:0;
      border-radius:8px;background:#2450b8;color:#fff;cursor:pointer}
      button:hover{background:#1b3f94}
      input:focus-visible,button:focus-visible{outline:3px solid #8fb0ff;outline-offset:1px}
      .error{padding:.6rem .8rem;border-radius:8px;background:#fde8e8;color:#8c1515}
      .quiet{color:#566079;font-size:.9rem}
      aside{margin-top:1.5rem;padding-top:1rem;border-top:1px solid #dde2eb}
      table{width:100%;border-collapse:collapse}
      th,td{padding:.15rem 0;text-align:left;font-weight:400}
      code{font:.9rem ui-monospace,monospace}
      """;

  // No form-action: browsers apply it to the redirect after the form too, back to the application.
  private static final String POLICY =
      "default-src 'none'; style-src 'sha256-"
          + sha256(STYLE)
          + "'; base-uri 'none'; frame-ancestors 'none'";

  private Html() {}

  /** The policy of a page that runs one script. */
  static String policyWithScript(String script) {
    return POLICY + "; script-src 'sha256-" + sha256(script) + "'";
  }

  /** The policy of a page that shows pages of others within it. */
  static String policyWithFrames() {
    return POLICY + "; frame-src *";
  }

  /** A page with this already escaped content. */
  static Answer page(int status, String title, String content) {
    String html =
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>%s</title>
        <style>%s</style>
        </head>
        <body>
        <main>
        <h1>%s</h1>
        %s
        </main>
        </body>
        </html>
        """
            .formatted(escape(title), STYLE, escape(title), content);
    return Answer.of(status, "text/html; charset=utf-8", html)
        .unstored()
        .with("Content-Security-Policy", POLICY)
        .with("X-Content-Type-Options", "nosniff")
        .with("Referrer-Policy", "no-referrer");
  }

  /** A page with one paragraph of plain text. */
  static Answer message(int status, String title, String text) {
    return page(status, title, "<p>" + escape(text) + "</p>");
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  private static String sha256(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
