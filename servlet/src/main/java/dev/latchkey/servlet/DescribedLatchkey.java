package dev.latchkey.servlet;

import dev.latchkey.Latchkey;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** An instance as a deployment descriptor describes it. */
final class DescribedLatchkey {

  private DescribedLatchkey() {}

  static Latchkey build(FilterConfig config) throws ServletException {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String name : Collections.list(config.getInitParameterNames())) {
      parameters.put(name, config.getInitParameter(name));
    }
    try {
      return Latchkey.builder()
          .fromEnvironment()
          .parameters(parameters, config.getServletContext()::getResourceAsStream)
          .build();
    } catch (IllegalArgumentException problems) {
      // without its cause, which would say the same a second time
      throw new ServletException("filter " + config.getFilterName() + ": " + problems.getMessage());
    }
  }
}
