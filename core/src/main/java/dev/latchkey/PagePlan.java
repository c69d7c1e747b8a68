package dev.latchkey;

import dev.latchkey.gate.PageRenderer;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import java.util.Optional;

/** Pages as the settings describe them: who writes ours, and who may keep the application's. */
final class PagePlan {

  private PagePlan() {}

  static Optional<PageRenderer> read(SettingValues values) {
    return values.read(Setting.PAGES, PagePlan::renderer);
  }

  /** Tells whether browsers may store the application's own pages when somebody is signed in. */
  static boolean areStored(SettingValues values) {
    return values.choice(
        Setting.SESSION_PAGE_CACHE, Map.of("application", true, "no-store", false));
  }

  private static PageRenderer renderer(String name) {
    try {
      // the application's own loader: in a war, it may see more than ours
      ClassLoader own = Thread.currentThread().getContextClassLoader();
      Class<?> type =
          Class.forName(name, true, own == null ? PagePlan.class.getClassLoader() : own);
      return type.asSubclass(PageRenderer.class).getConstructor().newInstance();
    } catch (ClassNotFoundException | LinkageError e) {
      throw new IllegalArgumentException("there is no class " + name, e);
    } catch (ClassCastException e) {
      throw new IllegalArgumentException(
          name + " does not implement " + PageRenderer.class.getName(), e);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(name + " failed to start: " + e.getCause(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(
          name + " has no public constructor without parameters, or is not public", e);
    }
  }
}
