package dev.latchkey.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths that try to be read in two ways (attacks K01 to K21). */
@Tag("K01")
@Tag("K02")
@Tag("K03")
@Tag("K04")
@Tag("K05")
@Tag("K06")
@Tag("K07")
@Tag("K08")
@Tag("K09")
@Tag("K10")
@Tag("K11")
@Tag("K12")
@Tag("K14")
@Tag("K17")
@Tag("K21")
class PathsTest {

  private static final String SECRET = "the secret";

  @Path("/")
  public static final class Resources {

    @GET
    @Path("open")
    public String open() {
      return "open";
    }

    @GET
    @Path("public/{rest: .+}")
    public String below(@PathParam("rest") String rest) {
      return "public " + rest;
    }

    @GET
    @Path("admin")
    public String admin() {
      return SECRET;
    }

    @GET
    @Path("{name}")
    public String named(@PathParam("name") String name) {
      return SECRET + " of " + name;
    }

    @GET
    @Path("{id: [0-9]+}/report")
    public String report(@PathParam("id") String id) {
      return SECRET + " of " + id;
    }

    @Path("tree")
    public Tree tree() {
      return new Tree();
    }
  }

  public static final class Tree {

    @GET
    public String leaf() {
      return SECRET;
    }

    @Path("{branch}")
    public Tree branch() {
      return this;
    }
  }

  private static App app;

  @BeforeAll
  static void open() {
    app =
        App.open(
            """
            public  /open /public/**
            bearer  /**  role=admin
            """,
            Resources.class);
  }

  @AfterAll
  static void close() {
    app.close();
  }

  /** What a server says to exactly these bytes. */
  private static String raw(String target) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", app.port());
        InputStream in = socket.getInputStream()) {
      String request =
          "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/shop/admin",
        "/shop/admin/",
        "/shop/admin;x=1",
        "/shop/admin;x/y",
        "/shop/;/admin",
        "/shop/public;/../admin",
        "/shop/open;x=1",
        "/shop/open;a/../admin",
        "/shop/admin%3Bx",
        "/shop/open%3bx",
        "/shop/admin%253B",
        "/shop/public/..;/admin",
        "/shop/public/..;x=y/admin",
        "/shop/public/%2e%2e/admin",
        "/shop/public/.%2e/admin",
        "/shop/public/%2E/x",
        "/shop/public%2f..%2fadmin",
        "/shop/public/..%2Fadmin",
        "/shop/admin%2F",
        "/shop/public/..%5cadmin",
        "/shop/public/%252e%252e/admin",
        "/shop/public/%25%32%66",
        "/shop//admin",
        "/shop///admin",
        "/shop/public//../admin",
        "/shop/public//admin",
        "/shop/./admin",
        "/shop/admin/.",
        "/shop/admin/..",
        "/shop/x/../admin",
        "/shop/public/../admin",
        "/shop/../shop/admin",
        "//shop/admin",
        "/shop/admin.json",
        "/shop/admin.",
        "/shop/admin%00",
        "/shop/public/%0a",
        "/shop/public/%e2%80%a8",
        "/shop/ADMIN",
        "/shop/%41dmin",
        "/shop/adm%69n",
        "/shop/%6fpen",
        "/shop/op%65n",
        "/%73hop/open",
        "/%73hop/admin",
        "/shop%2Fopen",
        "/sho%70/open",
        "/shop/admin%20",
        "/shop/public/%c0%af",
        "/shop/public/%u002f",
        "/shop/public/%zz",
        "/shop/admin?x=/open",
        "/shop/admin#/open",
        "/shop/open%23/admin",
        "http://other/shop/admin",
        "http://127.0.0.1/shop/open;x",
        "/shop/7/report",
        "/shop/7/report/",
        "/shop/tree",
        "/shop/tree/a/b/c",
        "/shop/tree/open",
        "/shop/tree/public/x",
        "/shop",
        "/shop/",
        "*"
      })
  void theSecretStaysOne(String target) throws IOException {
    String answer = raw(target);

    assertThat(answer).doesNotContain(SECRET);
    assertThat(answer.substring(0, 12)).isIn("HTTP/1.1 400", "HTTP/1.1 401", "HTTP/1.1 404");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/shop/open;x=1",
        "/shop/public/%2e%2e/admin",
        "/shop/public/./x",
        "/shop/public//x",
        "/shop/public/a%2Fb",
        "/shop/public/a%5Cb",
        "/shop/public/a%25b",
        "/shop/public/%0d%0a",
      })
  void twoReadingsAre400EvenWhereBothArePublic(String target) throws IOException {
    assertThat(raw(target)).startsWith("HTTP/1.1 400");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/shop/open",
        "/shop/open?x=/admin;y/../%2f",
        "/shop/public/a/b",
        "/shop/public/caf%C3%A9",
        "/shop/public/a%20b",
        "/shop/public/a+b",
        "/shop/public/a.b..c",
        "/shop/public/%61",
        "/shop/public/a%40b",
        "/shop/public/caf%c3%a9"
      })
  void whatReadsInOneWayPasses(String target) throws IOException {
    assertThat(raw(target)).startsWith("HTTP/1.1 200");
  }

  @Test
  void theRightCallerReachesEveryOneOfThem() {
    String token = app.provider.token().role("admin").sign();
    for (String path : new String[] {"/admin", "/name", "/7/report", "/tree", "/tree/a/b"}) {
      assertThat(app.get(path, "Authorization", "Bearer " + token).body()).startsWith(SECRET);
    }
  }
}
