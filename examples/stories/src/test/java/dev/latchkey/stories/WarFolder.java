package dev.latchkey.stories;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * An application as it lies in a war: a folder with {@code WEB-INF/web.xml}, of which the one
 * filter and its mapping are read.
 *
 * <p>What only a test knows, such as its port, is set as system properties of an administrator's.
 */
final class WarFolder implements App {

  private static final String SETTINGS = "latchkey.";

  private final JettyOnAFreePort jetty = new JettyOnAFreePort();
  private final Map<String, String> properties = new LinkedHashMap<>();

  /** Starts the application; behind the filter, one servlet answers everything. */
  static WarFolder start(Path folder, KeycloakServer keycloak, HttpServlet servlet) {
    WarFolder war = new WarFolder();
    war.properties.put("keycloak.url", keycloak.base().toString());
    war.properties.put(SETTINGS + "base-url", war.jetty.baseUrl());
    war.properties.put(SETTINGS + "session.secret", "per-process");
    war.properties.put(SETTINGS + "insecure-http-hosts", "localhost"); // it has no certificate
    war.properties.forEach(System::setProperty);
    try {
      war.serve(folder, servlet);
      return war;
    } catch (RuntimeException refused) {
      war.close();
      throw refused;
    } finally {
      war.properties.keySet().forEach(System::clearProperty);
    }
  }

  private void serve(Path folder, HttpServlet servlet) {
    Element descriptor = descriptor(folder);
    FilterHolder filter = new FilterHolder();
    filter.setClassName(text(descriptor, "filter-class"));
    filter.setInitParameters(parameters(descriptor));
    ServletContextHandler context = new ServletContextHandler();
    context.setBaseResourceAsPath(folder);
    context.addFilter(filter, text(descriptor, "url-pattern"), EnumSet.of(DispatcherType.REQUEST));
    context.addServlet(new ServletHolder(servlet), "/*");
    jetty.serve(context);
  }

  private static Element descriptor(Path folder) {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(folder.resolve("WEB-INF/web.xml").toFile())
          .getDocumentElement();
    } catch (IOException | SAXException | ParserConfigurationException e) {
      throw new IllegalStateException("no web.xml in " + folder, e);
    }
  }

  private static Map<String, String> parameters(Element descriptor) {
    Map<String, String> parameters = new LinkedHashMap<>();
    NodeList found = descriptor.getElementsByTagName("init-param");
    IntStream.range(0, found.getLength())
        .mapToObj(i -> (Element) found.item(i))
        .forEach(each -> parameters.put(text(each, "param-name"), text(each, "param-value")));
    return parameters;
  }

  private static String text(Element parent, String name) {
    return parent.getElementsByTagName(name).item(0).getTextContent();
  }

  @Override
  public String url(String path) {
    return jetty.url(path);
  }

  @Override
  public void close() {
    jetty.close();
  }
}
