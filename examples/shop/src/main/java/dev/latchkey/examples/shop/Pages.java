package dev.latchkey.examples.shop;

import dev.latchkey.token.Identity;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the shop shows to people. */
public final class Pages {

  private static final String STYLE =
      """
      :root{color-scheme:light dark;--ink:#1d2733;--soft:#5b6875;--paper:#fff;--back:#f3f5f8;
        --line:#dde3ea;--act:#1d4ed8;--on-act:#fff}
      @media(prefers-color-scheme:dark){:root{--ink:#e8edf3;--soft:#9aa7b5;--paper:#1b222b;
        --back:#11161c;--line:#303b47;--act:#8fb2ff;--on-act:#10151b}}
      *{box-sizing:border-box}
      body{margin:0;background:var(--back);color:var(--ink);font:1rem/1.6 system-ui,sans-serif}
      header{display:flex;gap:1rem;align-items:center;justify-content:space-between;
        padding:.9rem 1.5rem;background:var(--paper);border-bottom:1px solid var(--line)}
      header>a{font-weight:700;color:inherit;text-decoration:none}
      header form,header nav{display:flex;gap:.9rem;align-items:center;margin:0}
      main{max-width:44rem;margin:2.5rem auto;padding:2rem;background:var(--paper);
        border:1px solid var(--line);border-radius:.75rem}
      main>:last-child{margin-bottom:0}
      h1{margin:0 0 1rem;font-size:1.6rem;line-height:1.25}
      dl{display:grid;grid-template-columns:max-content 1fr;gap:.5rem 1.5rem;margin:1.5rem 0 0}
      dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
      a{color:var(--act)}
      .button,button{display:inline-block;padding:.5rem 1rem;border:0;border-radius:.5rem;
        background:var(--act);color:var(--on-act);font:inherit;font-weight:600;
        text-decoration:none;cursor:pointer}
      :focus-visible{outline:3px solid var(--ink);outline-offset:2px}
      @media(max-width:34rem){main{margin:1rem;padding:1.25rem}dl{grid-template-columns:1fr;gap:.1rem}
        dd{margin-bottom:.7rem}}
      """;

  private final String root;

  /**
   * Makes the pages of an application.
   *
   * @param root the path below which it is found, without a slash at the end; empty for the host's
   *     own root
   */
  public Pages(String root) {
    this.root = root;
  }

  /** The home page, for everybody. */
  public String home(Optional<Identity> caller) {
    return home("Latchkey's shop", caller);
  }

  /** The same under another title. */
  public String home(String title, Optional<Identity> caller) {
    return page(
        title,
        caller,
        caller
            .map(
                known ->
                    "<p>Welcome, <strong>"
                        + escape(known.getName())
                        + "</strong>. You are signed in.</p>"
                        + "<p><a class=\"button\" href=\""
                        + root
                        + "/me\">Who am I?</a></p>")
            .orElse(
                "<p>This page is for everybody. Sign in to see what the shop knows about you.</p>"
                    + "<p><a class=\"button\" href=\""
                    + root
                    + "/oidc/login?return_to=/\">Sign in</a></p>"));
  }

  /** What is known about the caller. */
  public String me(Identity caller) {
    return page(
        "This is you",
        Optional.of(caller),
        "<dl>"
            + row("Subject", caller.subject().orElse("none"))
            + row("Name", caller.getName())
            + row("Issuer", caller.issuer())
            + row("Scopes", list(caller.scopes()))
            + row("Roles", list(caller.roles()))
            + row("Until", caller.expiresAt().toString())
            + "</dl>");
  }

  private String page(String title, Optional<Identity> caller, String content) {
    return "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
        + "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
        + "<title>"
        + escape(title)
        + "</title><style>"
        + STYLE
        + "</style></head><body>"
        + "<header><a href=\""
        + root
        + "/\">Latchkey's shop</a>"
        + caller.map(this::signOut).orElse("")
        + "</header><main><h1>"
        + escape(title)
        + "</h1>"
        + content
        + "</main></body></html>\n";
  }

  private String signOut(Identity caller) {
    return "<form method=\"post\" action=\""
        + root
        + "/oidc/logout\"><span>"
        + escape(caller.getName())
        + "</span><button type=\"submit\">Sign out</button></form>";
  }

  private static String row(String name, String value) {
    return "<dt>" + name + "</dt><dd>" + escape(value) + "</dd>";
  }

  private static String list(Collection<String> texts) {
    return texts.isEmpty() ? "none" : texts.stream().sorted().collect(Collectors.joining(", "));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
