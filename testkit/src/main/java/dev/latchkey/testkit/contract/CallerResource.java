package dev.latchkey.testkit.contract;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.MatrixParam;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Says what it sees of its request and the caller; for runtimes, which make it. */
@Path("/")
@Consumes(MediaType.WILDCARD)
@Produces("text/plain; charset=utf-8")
public final class CallerResource {

  /** For the runtime. */
  public CallerResource() {}

  /** Answers a GET. */
  @GET
  @Path("{page: .*}")
  public String get(
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context SecurityContext security,
      @Context Request request) {
    return page(request.getMethod(), uri, headers, security, "");
  }

  /** Answers an OPTIONS, as an application that allows other origins to call does. */
  @OPTIONS
  @Path("{page: .*}")
  public String options(
      @Context UriInfo uri, @Context HttpHeaders headers, @Context SecurityContext security) {
    return page("OPTIONS", uri, headers, security, "");
  }

  /** Says what stands behind the last segment of a path. */
  @GET
  @Path("open/matrix/{name}")
  public String matrix(@PathParam("name") String name, @MatrixParam("x") String x) {
    return name + " with x=" + x;
  }

  /** Answers a POST. */
  @POST
  @Path("{page: .*}")
  public String post(
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context SecurityContext security,
      String body) {
    return page("POST", uri, headers, security, body);
  }

  /** Answers a PUT. */
  @PUT
  @Path("{page: .*}")
  public String put(
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @Context SecurityContext security,
      String body) {
    return page("PUT", uri, headers, security, body);
  }

  /** Answers a DELETE. */
  @DELETE
  @Path("{page: .*}")
  public String delete(
      @Context UriInfo uri, @Context HttpHeaders headers, @Context SecurityContext security) {
    return page("DELETE", uri, headers, security, "");
  }

  static String page(
      String method, UriInfo uri, HttpHeaders headers, SecurityContext security, String body) {
    URI address = uri.getRequestUri();
    return new CallerPage(method, address.getRawPath(), address.getRawQuery())
        .caller(
            security.getUserPrincipal(), security.getAuthenticationScheme(), security::isUserInRole)
        .headers(headers(headers))
        .cookies(cookies(headers))
        .body(body)
        .toString();
  }

  private static Map<String, String> cookies(HttpHeaders headers) {
    Map<String, String> cookies = new TreeMap<>();
    headers.getCookies().forEach((name, cookie) -> cookies.put(name, cookie.getValue()));
    return cookies;
  }

  /** By their names; whoever goes through all entries must not see others. */
  private static Map<String, List<String>> headers(HttpHeaders headers) {
    Map<String, List<String>> named = new TreeMap<>();
    headers
        .getRequestHeaders()
        .keySet()
        .forEach(name -> named.put(name, headers.getRequestHeader(name)));
    headers
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!values.isEmpty() && !values.equals(named.get(name))) {
                throw new IllegalStateException("two readings of " + name);
              }
            });
    return named;
  }
}
