package dev.latchkey.testkit.contract;

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
import java.io.IOException;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * An application that has ended leaves neither threads nor classes behind, while its container's
 * own classes live on: the filter is loaded as a war's class loader does, and configured as in a
 * {@code web.xml}.
 */
@Tag("smoke")
@Tag("F-73")
public abstract class UndeployContract {

  private static final int TRIES = 60;

  /** Loads Latchkey for one application, as the class loader of a war does. */
  private static final class Classes extends URLClassLoader {

    Classes(URL[] places) {
      super(places, UndeployContract.class.getClassLoader());
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

  /** For subclasses. */
  protected UndeployContract() {}

  /** The filter, which is loaded once more for the application. */
  protected abstract Class<? extends Filter> filter();

  /** Starts a container whose one application, at the root, has this class loader. */
  protected abstract RunningServer start(
      ClassLoader classes, ServletContainerInitializer application) throws Exception;

  @Test
  final void aClassLoaderIsCollectedAndItsThreadsEnd() throws Exception {
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

  private Classes deployAndUndeploy(TestProvider provider) throws Exception {
    Classes classes = new Classes(places());
    try (RunningServer server = start(classes, application(classes, provider))) {
      String token = provider.token().sign();
      assertThat(status(server.port(), token)).as("it works").isEqualTo(200);
      assertThat(status(server.port(), "x")).isEqualTo(401);
    }
    classes.close();
    return classes;
  }

  private static URL[] places() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(UndeployContract::place)
        .toArray(URL[]::new);
  }

  private static URL place(String path) {
    try {
      return new File(path).toURI().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  private ServletContainerInitializer application(Classes classes, TestProvider provider) {
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

  private Filter filter(Classes classes) {
    try {
      Class<?> type = classes.loadClass(filter().getName());
      assertThat(type.getClassLoader()).isSameAs(classes);
      return (Filter) type.getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int status(int port, String token) throws IOException {
    return Wire.get(port, "/", Shop.bearer(token)).status();
  }
}
