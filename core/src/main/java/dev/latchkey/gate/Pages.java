package dev.latchkey.gate;

import java.util.List;

/** The few pages that people see. Everything that is not ours is escaped; nothing is loaded. */
final class Pages {

  private static final String STYLE =
      """
      :root{color-scheme:light dark;--ink:#1d2733;--soft:#5b6875;--paper:#fff;--back:#f3f5f8;\
      --line:#dde3ea;--act:#1d4ed8}
      @media(prefers-color-scheme:dark){:root{--ink:#e8edf3;--soft:#9aa7b5;--paper:#1b222b;\
      --back:#11161c;--line:#303b47;--act:#6c9bff}}
      *{box-sizing:border-box}
      body{margin:0;min-height:100vh;display:grid;place-items:center;padding:1.5rem;\
      background:var(--back);color:var(--ink);font:1rem/1.55 system-ui,sans-serif}
      main{max-width:27rem;width:100%;padding:2rem;background:var(--paper);\
      border:1px solid var(--line);border-radius:.75rem}
      h1{margin:0 0 .75rem;font-size:1.35rem;line-height:1.3}
      p{margin:0 0 1rem}
      .reference{margin:1.25rem 0 0;color:var(--soft);font-size:.875rem}
      code{font:.95em ui-monospace,monospace;letter-spacing:.05em}
      a.button,button{display:inline-block;padding:.6rem 1.1rem;border:0;border-radius:.5rem;\
      background:var(--act);color:var(--paper);font:inherit;font-weight:600;\
      text-decoration:none;cursor:pointer}
      :focus-visible{outline:3px solid var(--ink);outline-offset:2px}
      """;

  private Pages() {}

  /** A page of ours runs no script, loads nothing and may not be framed. */
  static List<Header> headers() {
    return List.of(
        Header.of("Content-Type", "text/html; charset=utf-8"),
        Header.of("Cache-Control", "no-store"),
        Header.of("X-Content-Type-Options", "nosniff"),
        // same-origin, so that our own form can show where it came from
        Header.of("Referrer-Policy", "same-origin"),
        Header.of(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none';"
                + " frame-ancestors 'none'"));
  }

  static String problem(Problem problem, Exchange exchange) {
    String link = problem.link().map(Pages::button).orElse("");
    return page(
        problem.title(),
        "<p>"
            + escape(problem.text())
            + "</p>"
            + explanation(problem)
            + link
            + "<p class=\"reference\">Reference <code>"
            + exchange.reference()
            + "</code></p>");
  }

  /** What only a developer is shown. */
  private static String explanation(Problem problem) {
    String reason = problem.members().get("reason");
    return reason == null
        ? ""
        : "<p><code>"
            + escape(reason)
            + "</code>: "
            + escape(problem.members().getOrDefault("explanation", ""))
            + "</p>";
  }

  private static String button(Problem.Link link) {
    return "<p><a class=\"button\" href=\""
        + escape(link.address())
        + "\">"
        + escape(link.label())
        + "</a></p>";
  }

  static String confirmLogout(String logoutPath) {
    return page(
        "Sign out?",
        "<p>Do you want to sign out of this application?</p>"
            + "<form method=\"post\" action=\""
            + escape(logoutPath)
            + "\">"
            + "<button type=\"submit\">Sign out</button></form>");
  }

  private static String page(String title, String content) {
    return "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
        + "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
        + "<title>"
        + escape(title)
        + "</title><style>"
        + STYLE
        + "</style></head>"
        + "<body><main><h1>"
        + escape(title)
        + "</h1>"
        + content
        + "</main></body></html>\n";
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
