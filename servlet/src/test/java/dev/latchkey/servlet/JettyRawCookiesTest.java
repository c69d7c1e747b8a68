package dev.latchkey.servlet;

import dev.latchkey.Latchkey;
import dev.latchkey.testkit.TestProvider;
import java.util.List;

class JettyRawCookiesTest extends RawCookies {

  private App app;

  @Override
  void start(TestProvider provider) {
    app =
        App.behind(
            provider,
            settings -> {
              settings.put("rules", "login /**");
              settings.put("session.cookie.name", "shop");
            });
  }

  @Override
  void stop() {
    app.close();
  }

  @Override
  int port() {
    return app.port();
  }

  @Override
  Latchkey latchkey() {
    return app.latchkey();
  }

  @Override
  List<String> takeReasons() {
    return app.takeReasons();
  }
}
