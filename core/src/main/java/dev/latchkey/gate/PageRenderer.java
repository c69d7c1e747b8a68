package dev.latchkey.gate;

/**
 * Writes the pages that people see when a request ends here, in an application's own looks.
 * Implementations are thread-safe and quick.
 */
@FunctionalInterface
public interface PageRenderer {

  /**
   * Writes a page as HTML. Whatever it holds of the page's texts must be escaped. It is sent with
   * headers that let it run no script, and load styles, images and fonts of its own origin only;
   * when this throws or returns nothing, a plain page of ours is sent.
   */
  String render(Page page);
}
