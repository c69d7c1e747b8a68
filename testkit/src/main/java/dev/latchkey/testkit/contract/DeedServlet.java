package dev.latchkey.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Does what applications and their frameworks do to requests and responses. */
final class DeedServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  private static final String ELSEWHERE = "/never/elsewhere";

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    switch (request.getPathInfo().substring(1)) {
      case "nothing" -> CallerServlet.tell(request, response, "");
      case "own-headers" -> ownHeaders(response);
      case "refuse" -> response.setStatus(ServletContract.ERROR_STATUS);
      case "refuse-by-error" -> response.sendError(ServletContract.ERROR_STATUS);
      case "throw" -> throw new IllegalStateException("thrown by the application");
      case "throw-error" -> throw new AssertionError("thrown by the application");
      case "reset" -> reset(response);
      case "own-session" -> ownSession(request, response);
      case "answer-later" -> answerLater(request, response);
      case "read-later" -> readLater(request);
      case "throw-later" -> throwLater(request);
      case "dispatch-later" -> request.startAsync().dispatch(ELSEWHERE);
      case "dispatch-wrapped" -> request.startAsync(request, response).dispatch(ELSEWHERE);
      case "forward" -> request.getRequestDispatcher(ELSEWHERE).forward(request, response);
      case "include" -> request.getRequestDispatcher(ELSEWHERE).include(request, response);
      default -> throw new ServletException("no such deed");
    }
  }

  private static void ownHeaders(HttpServletResponse response) {
    response.setHeader("X-Own", "yes");
    response.setHeader("Cache-Control", "max-age=60");
    response.addCookie(new Cookie("own", "1"));
  }

  private static void reset(HttpServletResponse response) {
    response.setHeader("X-Own", "lost");
    response.reset();
    response.setHeader("set-cookie", "own=1"); // in place of all before, it thinks
  }

  private static void ownSession(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    HttpSession session = request.getSession();
    response.getWriter().println("cart=" + session.getAttribute("cart"));
    session.setAttribute("cart", "full");
  }

  private static void answerLater(HttpServletRequest request, HttpServletResponse response) {
    AsyncContext async = request.startAsync(request, response);
    async.start(() -> finish(async, ""));
  }

  /** On one thread it is found out what is wrong, on another it is thrown. */
  private static void throwLater(HttpServletRequest request) {
    AsyncContext async = request.startAsync();
    async.start(() -> async.dispatch("/does/throw"));
  }

  private static void finish(AsyncContext async, String body) {
    try {
      CallerServlet.tell(
          (HttpServletRequest) async.getRequest(), (HttpServletResponse) async.getResponse(), body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      async.complete();
    }
  }

  private static void readLater(HttpServletRequest request) throws IOException {
    AsyncContext async = request.startAsync();
    ServletInputStream in = request.getInputStream();
    in.setReadListener(
        new ReadListener() {
          private final ByteArrayOutputStream read = new ByteArrayOutputStream();

          @Override
          public void onDataAvailable() throws IOException {
            while (in.isReady() && !in.isFinished()) {
              int next = in.read();
              if (next >= 0) {
                read.write(next);
              }
            }
          }

          @Override
          public void onAllDataRead() {
            finish(async, read.toString(UTF_8));
          }

          @Override
          public void onError(Throwable failure) {
            async.complete();
          }
        });
  }
}
