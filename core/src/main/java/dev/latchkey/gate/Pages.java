package dev.latchkey.gate;

import dev.latchkey.event.FaultLog;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The few pages that people see. Everything that is not ours is escaped; nothing is loaded.
 * Thread-safe.
 */
final class Pages {

  private static final String STYLE =
      """
      :root{color-scheme:light dark;--ink:#1d2733;--soft:#5b6875;--paper:#fff;--back:#f3f5f8;\
      --line:#dde3ea;--act:#1d4ed8}
      @media(prefers-color-scheme:dark){:root{--ink:#e8edf3;--soft:#9aa7b5;--paper:#1b222b;\
      --back:#11161c;--line:#303b47;--act:#6c9bff}}
      *{box-sizing:border-box}
      body{margin:0;min-height:100vh;display:grid;place-items:center;padding:1.5rem;\
      background:var(--back);color:var(--ink);font:1rem/1.55 system-ui,sans-serif;\
      overflow-wrap:anywhere}
      main{max-width:27rem;width:100%;padding:2rem;background:var(--paper);\
      border:1px solid var(--line);border-radius:.75rem}
      h1{margin:0 0 .75rem;font-size:1.35rem;line-height:1.3}
      p{margin:0 0 1rem}
      .reference{margin:1.25rem 0 0;color:var(--soft);font-size:.875rem}
      code{font:.95em ui-monospace,monospace}
      .reference code{letter-spacing:.05em}
      a.button,button{display:inline-block;padding:.6rem 1.1rem;border:0;border-radius:.5rem;\
      background:var(--act);color:var(--paper);font:inherit;font-weight:600;\
      text-decoration:none;cursor:pointer}
      :focus-visible{outline:3px solid var(--ink);outline-offset:2px}
      """;

  private static final String OURS = "default-src 'none'; style-src 'unsafe-inline'";
  private static final String OF_ITS_OWN =
      "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'";

  private final @Nullable PageRenderer own;
  private final FaultLog faults = FaultLog.standard();

  /** Pages as the application writes them; as we do for {@code null}, or when that fails. */
  Pages(@Nullable PageRenderer own) {
    this.own = own;
  }

  /** A page runs no script, loads nothing from elsewhere and may not be framed. */
  List<Header> headers() {
    // same-origin, so that our own form can show where it came from
    return headers("same-origin");
  }

  /** The same for a page with an address that the next one must not learn. */
  List<Header> headersWithoutReferrer() {
    return headers("no-referrer");
  }

  private List<Header> headers(String referrer) {
    return List.of(
        Header.of("Content-Type", "text/html; charset=utf-8"),
        Header.of("Cache-Control", "no-store"),
        Header.of("X-Content-Type-Options", "nosniff"),
        Header.of("Referrer-Policy", referrer),
        Header.of(
            "Content-Security-Policy",
            (own == null ? OURS : OF_ITS_OWN) + "; base-uri 'none'; frame-ancestors 'none'"));
  }

  byte[] write(Page page) {
    String html = own == null ? null : render(own, page);
    return (html == null ? render(page) : html).getBytes(StandardCharsets.UTF_8);
  }

  private @Nullable String render(PageRenderer renderer, Page page) {
    try {
      String html = renderer.render(page);
      if (html != null && !html.isBlank()) {
        return html;
      }
      throw new IllegalStateException("no page came from " + renderer.getClass().getName());
    } catch (RuntimeException | LinkageError | StackOverflowError fault) {
      faults.tell("the renderer of pages failed; a plain page stands in for its own", fault);
      return null;
    }
  }

  private static String render(Page page) {
    return page(
        page.title(),
        "<p>"
            + escape(page.text())
            + "</p>"
            + page.explanation().map(text -> "<p><code>" + escape(text) + "</code></p>").orElse("")
            + page.link().map(Pages::button).orElse("")
            + page.reference().map(Pages::reference).orElse(""));
  }

  private static String reference(String text) {
    return "<p class=\"reference\">Reference <code>"
        + text
        + "</code>, for whoever you ask for help</p>";
  }

  private static String button(Page.Link link) {
    String address = escape(link.address());
    String label = escape(link.label());
    return link.isPost()
        ? "<form method=\"post\" action=\""
            + address
            + "\"><button type=\"submit\">"
            + label
            + "</button></form>"
        : "<p><a class=\"button\" href=\"" + address + "\">" + label + "</a></p>";
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
