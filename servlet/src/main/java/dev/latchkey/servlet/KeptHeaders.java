package dev.latchkey.servlet;

import dev.latchkey.gate.Header;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.util.List;

/**
 * A response that keeps the headers of a decision, whatever the application does to it: a cookie
 * that is lost can be a refresh token that is lost. What the application sets under the same name
 * stands beside them.
 */
final class KeptHeaders extends HttpServletResponseWrapper {

  private final List<Header> kept;

  private KeptHeaders(HttpServletResponse response, List<Header> kept) {
    super(response);
    this.kept = kept;
  }

  /** Adds the headers that are not there yet; without any, the response stays as it is. */
  static HttpServletResponse of(HttpServletResponse response, List<Header> headers) {
    if (headers.isEmpty()) {
      return response;
    }
    KeptHeaders keeping = new KeptHeaders(response, headers);
    headers.forEach(keeping::putBack);
    return keeping;
  }

  private void putBack(Header header) {
    if (header.standsAlone()) {
      super.setHeader(header.name(), header.value());
    } else if (!getHeaders(header.name()).contains(header.value())) {
      super.addHeader(header.name(), header.value());
    }
  }

  private void putBack(String name) {
    for (Header header : kept) {
      if (header.name().equalsIgnoreCase(name)) {
        putBack(header);
      }
    }
  }

  @Override
  public void reset() {
    super.reset();
    kept.forEach(this::putBack);
  }

  @Override
  public void setHeader(String name, String value) {
    super.setHeader(name, value);
    putBack(name);
  }

  @Override
  public void setDateHeader(String name, long date) {
    super.setDateHeader(name, date);
    putBack(name);
  }

  @Override
  public void setIntHeader(String name, int value) {
    super.setIntHeader(name, value);
    putBack(name);
  }
}
