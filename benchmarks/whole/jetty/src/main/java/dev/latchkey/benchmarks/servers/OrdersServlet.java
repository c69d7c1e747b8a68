package dev.latchkey.benchmarks.servers;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;

/** Answers with one order, whoever asks. */
public final class OrdersServlet extends HttpServlet {

  /** What it answers. */
  public static final String BODY =
      "{\"id\":4711,\"customer\":\"alice\",\"total\":\"129.90\",\"currency\":\"EUR\"}";

  private static final long serialVersionUID = 1;
  private static final byte[] BYTES = BODY.getBytes(StandardCharsets.UTF_8);

  /** An application with this servlet at {@code /orders} and nothing else. */
  public static ServletContextHandler alone() {
    ServletContextHandler context = new ServletContextHandler();
    context.addServlet(OrdersServlet.class, "/orders");
    return context;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("application/json");
    response.setContentLength(BYTES.length);
    response.getOutputStream().write(BYTES);
  }
}
