package dev.latchkey.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testkit.TestProvider;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.File;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An application that has ended leaves neither threads nor classes behind. */
@Tag("smoke")
@Tag("F-73")
class UndeployTest {

  private static final int TRIES = 60;

  /** Loads Latchkey for one application, as the class loader of a war does. */
  private static final class Classes extends URLClassLoader {

    Classes(URL[] places) {
      super(places, UndeployTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> known = findLoadedClass(name);
        boolean own =
            name.startsWith("dev.latchkey.")
                || name.startsWith("com.nimbusds.")
                || name.startsWith("com.github.benmanes.");
        return known != null ? known : own ? findClass(name) : super.loadClass(name, resolve);
      }
    }
  }

  @Test
  void aClassLoaderIsCollectedAndItsThreadsEnd() throws Exception {
    ReferenceQueue<Object> collected = new ReferenceQueue<>();
    WeakReference<Object> classes;
    try (TestProvider provider = TestProvider.start()) {
      classes = new WeakReference<>(deployAndUndeploy(provider), collected);
    }

    for (int i = 0; i < TRIES && !classes.refersTo(null); i++) {
      System.gc();
      collected.remove(500);
    }

    assertThat(classes.refersTo(null)).as("the class loader is gone").isTrue();
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().contains("latchkey"));
  }

  private static Classes deployAndUndeploy(TestProvider provider) throws Exception {
    Classes classes = new Classes(places());
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(System.getProperty("java.io.tmpdir"));
    Connector connector = new Connector();
    connector.setPort(0);
    connector.setProperty("address", "127.0.0.1");
    tomcat.setConnector(connector);
    Context context = tomcat.addContext("", null);
    context.setParentClassLoader(classes);
    context.addServletContainerInitializer(application(classes, provider), null);
    tomcat.start();
    String token = provider.token().sign();
    assertThat(status(connector.getLocalPort(), token)).as("it works").isEqualTo(200);
    assertThat(status(connector.getLocalPort(), "x")).isEqualTo(401);
    tomcat.stop();
    tomcat.destroy();
    classes.close();
    return classes;
  }

  private static URL[] places() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(UndeployTest::place)
        .toArray(URL[]::new);
  }

  private static URL place(String path) {
    try {
      return new File(path).toURI().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ServletContainerInitializer application(Classes classes, TestProvider provider) {
    Map<String, String> settings = new HashMap<>(provider.settings());
    settings.keySet().removeAll(List.of("client-id", "client-secret"));
    settings.put("rules", "bearer /**");
    return (found, context) -> {
      FilterRegistration.Dynamic filter = context.addFilter("latchkey", filter(classes));
      filter.setInitParameters(settings);
      context.addServlet("all", new Page()).addMapping("/");
      filter.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");
    };
  }

  private static final class Page extends HttpServlet {

    private static final long serialVersionUID = 1;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) {
      assertThat(request.getRemoteUser()).isEqualTo("ada");
    }
  }

  private static Filter filter(Classes classes) {
    try {
      Class<?> type = classes.loadClass("dev.latchkey.servlet.OidcFilter");
      assertThat(type.getClassLoader()).isSameAs(classes);
      return (Filter) type.getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int status(int port, String token) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
            .header("Authorization", "Bearer " + token)
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
  }
}
