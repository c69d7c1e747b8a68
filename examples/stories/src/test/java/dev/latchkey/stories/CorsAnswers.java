package dev.latchkey.stories;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** What an application says itself to pages of other origins, behind Latchkey's filter. */
final class CorsAnswers extends HttpFilter {

  private static final long serialVersionUID = 1;

  private final Set<String> origins;

  private CorsAnswers(Set<String> origins) {
    this.origins = origins;
  }

  /** Says nothing. */
  static CorsAnswers none() {
    return to("");
  }

  /** Lets the pages of these origins read, parted by blanks. */
  static CorsAnswers to(String origins) {
    return new CorsAnswers(
        Arrays.stream(origins.split(" "))
            .filter(each -> !each.isEmpty())
            .collect(Collectors.toSet()));
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String origin = request.getHeader("Origin");
    if (origin != null && origins.contains(origin)) {
      response.setHeader("Access-Control-Allow-Origin", origin);
      response.setHeader("Access-Control-Allow-Credentials", "true");
      response.addHeader("Vary", "Origin");
      response.setHeader("Access-Control-Allow-Methods", "GET, POST, DELETE");
      response.setHeader("Access-Control-Allow-Headers", "Authorization, X-Own");
    }
    chain.doFilter(request, response);
  }
}
