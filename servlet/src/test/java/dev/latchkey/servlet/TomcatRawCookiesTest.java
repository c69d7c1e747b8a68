package dev.latchkey.servlet;

import dev.latchkey.Latchkey;
import dev.latchkey.event.Event;
import dev.latchkey.testkit.TestProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.junit.jupiter.api.io.TempDir;

class TomcatRawCookiesTest extends RawCookies {

  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final Tomcat tomcat = new Tomcat();
  @TempDir static Path folder;
  private Latchkey latchkey;

  @Override
  void start(TestProvider provider) {
    tomcat.setBaseDir(folder.toString());
    tomcat.setPort(0);
    tomcat.setHostname("127.0.0.1");
    tomcat.getConnector();
    try {
      tomcat.init(); // so that base-url can name the port before anything is built
      latchkey =
          Latchkey.builder()
              .settings(provider.settings())
              .set("session.cookie.name", "shop")
              .baseUrl("http://127.0.0.1:" + port())
              .rules("login /**")
              .listener(events::add)
              .build();
      addApplication();
      tomcat.start();
    } catch (LifecycleException e) {
      throw new IllegalStateException(e);
    }
  }

  private void addApplication() {
    Context context = tomcat.addContext("", folder.toString());
    FilterDef filter = new FilterDef();
    filter.setFilterName("gate");
    filter.setFilter(new OidcFilter(latchkey));
    context.addFilterDef(filter);
    FilterMap everywhere = new FilterMap();
    everywhere.setFilterName("gate");
    everywhere.addURLPattern("/*");
    context.addFilterMap(everywhere);
    Tomcat.addServlet(context, "who", new WhoServlet()).addMapping("/*");
  }

  @Override
  void stop() {
    try {
      tomcat.stop();
      tomcat.destroy();
    } catch (LifecycleException e) {
      throw new IllegalStateException(e);
    } finally {
      latchkey.close();
    }
  }

  @Override
  int port() {
    return tomcat.getConnector().getLocalPort();
  }

  @Override
  Latchkey latchkey() {
    return latchkey;
  }

  @Override
  List<String> takeReasons() {
    List<String> codes =
        events.stream().flatMap(each -> each.reason().stream()).map(r -> r.code()).toList();
    events.clear();
    return codes;
  }
}
