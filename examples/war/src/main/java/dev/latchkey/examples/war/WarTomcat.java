package dev.latchkey.examples.war;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.catalina.Context;
import org.apache.catalina.Lifecycle;
import org.apache.catalina.LifecycleEvent;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.scan.StandardJarScanner;

/** A Tomcat with one application, in a folder that is gone afterwards. Thread-safe. */
final class WarTomcat implements AutoCloseable {

  private final Tomcat tomcat = new Tomcat();
  private final Path folder;
  private boolean closed;

  WarTomcat(int port, Path folder) {
    this.folder = folder;
    tomcat.setBaseDir(folder.toString());
    tomcat.setPort(port);
    tomcat.getConnector();
    tomcat.setAddDefaultWebXmlToWebapp(false); // which has servlets for JSP that are not here
  }

  /** Starts with this war; false when it does not want to. */
  boolean deploy(String contextPath, Path war) throws IOException, LifecycleException {
    Files.createDirectories(folder.resolve("webapps"));
    Context context = tomcat.addWebapp(contextPath, war.toString());
    if (context.getJarScanner() instanceof StandardJarScanner scanner) {
      scanner.setScanClassPath(false); // this launcher's, where no application lives
    }
    context.addLifecycleListener(WarTomcat::addDefaults);
    tomcat.start();
    return context.getState().isAvailable();
  }

  /** What every Tomcat gives its applications: files, and a page for a folder. */
  private static void addDefaults(LifecycleEvent event) {
    if (event.getType().equals(Lifecycle.BEFORE_START_EVENT)
        && event.getLifecycle() instanceof Context context) {
      Tomcat.addServlet(context, "default", DefaultServlet.class.getName()).addMapping("/");
      context.addWelcomeFile("index.html");
    }
  }

  void await() {
    tomcat.getServer().await();
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      tomcat.stop();
      tomcat.destroy();
      sweep();
    } catch (LifecycleException e) {
      throw new IllegalStateException("Tomcat did not stop", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void sweep() throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.walk(folder)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : all) {
      Files.delete(each);
    }
  }
}
