package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.gate.Page;
import dev.latchkey.gate.PageRenderer;
import org.junit.jupiter.api.Test;

/** A class that writes pages. */
class PagesSettingsTest extends SoundSettings {

  /** A good one. */
  public static final class Good implements PageRenderer {
    @Override
    public String render(Page page) {
      return page.title();
    }
  }

  /** One that cannot be made. */
  public static final class Failing implements PageRenderer {
    /** Fails. */
    public Failing() {
      throw new IllegalStateException("no templates");
    }

    @Override
    public String render(Page page) {
      return "";
    }
  }

  private static final class Hidden implements PageRenderer {
    @Override
    public String render(Page page) {
      return "";
    }
  }

  @Test
  void isFoundByItsName() {
    starts(soundWith("pages", Good.class.getName()));
  }

  @Test
  void isToldOfWhereItCannotBeMade() {
    assertThat(refusal("pages", "com.example.NoPages"))
        .contains("pages: there is no class com.example.NoPages");
    assertThat(refusal("pages", String.class.getName()))
        .contains("pages: java.lang.String does not implement dev.latchkey.gate.PageRenderer");
    assertThat(refusal("pages", Hidden.class.getName())).contains("or is not public");
    assertThat(refusal("pages", Failing.class.getName()))
        .contains("failed to start: java.lang.IllegalStateException: no templates");
  }
}
