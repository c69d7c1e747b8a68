package dev.latchkey.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * An application in an embedded Jetty whose servlet looks at its request in the way that a test
 * wants, and a client that sends headers as they are. {@code /async}, {@code /error} and {@code
 * /forward} come to the servlet by another dispatch.
 */
final class ProbedApp {

  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server, 1, 1);
  private final ServletContextHandler context = new ServletContextHandler();
  private final AtomicReference<Consumer<HttpServletRequest>> probe = new AtomicReference<>();

  ProbedApp() {
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(context);
    ErrorPageErrorHandler errors = new ErrorPageErrorHandler();
    errors.addErrorPage(HttpServletResponse.SC_CONFLICT, "/late");
    context.setErrorHandler(errors);
    context.addServlet(holder(new Looks(probe)), "/*");
    context.addServlet(holder(new Dispatches()), "/dispatch/*");
  }

  private static ServletHolder holder(HttpServlet servlet) {
    ServletHolder holder = new ServletHolder(servlet);
    holder.setAsyncSupported(true);
    return holder;
  }

  /** Protects it with a filter, which is told these init-params. */
  ProbedApp filter(Filter filter, Map<String, String> parameters, DispatcherType... types) {
    FilterHolder holder = new FilterHolder(filter);
    holder.setInitParameters(parameters);
    holder.setAsyncSupported(true);
    context.addFilter(holder, "/*", EnumSet.of(DispatcherType.REQUEST, types));
    return this;
  }

  ProbedApp resources(String folder) {
    context.setBaseResourceAsString(folder);
    return this;
  }

  ProbedApp start() throws Exception {
    server.start();
    return this;
  }

  /** What every request to the servlet is looked at by, from now on. */
  void look(Consumer<HttpServletRequest> newProbe) {
    probe.set(newProbe);
  }

  int port() {
    return connector.getLocalPort();
  }

  /** Sends a GET with header lines as they are; returns the status. */
  int get(String target, String... headerLines) throws IOException {
    return send("GET", target, headerLines);
  }

  int send(String method, String target, String... headerLines) throws IOException {
    StringBuilder request = new StringBuilder(method).append(' ').append(target);
    request.append(" HTTP/1.1\r\nHost: localhost\r\n");
    for (String line : headerLines) {
      request.append(line).append("\r\n");
    }
    request.append("Connection: close\r\n\r\n");
    try (Socket socket = new Socket("127.0.0.1", port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.ISO_8859_1));
      InputStream in = socket.getInputStream();
      String answer = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      return Integer.parseInt(answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
    }
  }

  void close() throws Exception {
    server.stop();
  }

  private static final class Looks extends HttpServlet {

    private static final long serialVersionUID = 1;

    private final transient AtomicReference<Consumer<HttpServletRequest>> probe;

    Looks(AtomicReference<Consumer<HttpServletRequest>> probe) {
      this.probe = probe;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) {
      probe.get().accept(request);
    }
  }

  private static final class Dispatches extends HttpServlet {

    private static final long serialVersionUID = 1;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException, ServletException {
      switch (request.getPathInfo()) {
        case "/async" -> {
          AsyncContext started = request.startAsync();
          started.dispatch("/late");
        }
        case "/forward" -> request.getRequestDispatcher("/late").forward(request, response);
        case "/include" -> request.getRequestDispatcher("/late").include(request, response);
        default -> response.sendError(HttpServletResponse.SC_CONFLICT);
      }
    }
  }
}
