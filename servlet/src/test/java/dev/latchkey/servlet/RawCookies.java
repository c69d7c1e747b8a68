package dev.latchkey.servlet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Latchkey;
import dev.latchkey.testkit.TestProvider;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Cookies as no HTTP client would send them, byte for byte, whatever the container makes of them.
 * In the lines, {@code <S>} stands for the value of a good session cookie, {@code <U>} for that of
 * its time of use.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RawCookies {

  private static final String UNREADABLE = "session_unreadable";
  private static final String NONE = "credential_missing";

  private final TestProvider provider = TestProvider.start();
  private String session = "";
  private String use = "";

  /** Starts the container with an application that knows its sessions as {@code shop}. */
  abstract void start(TestProvider provider);

  abstract void stop();

  abstract int port();

  abstract Latchkey latchkey();

  /** The codes of all that was refused since the last time, in order. */
  abstract List<String> takeReasons();

  @BeforeAll
  final void signIn() {
    start(provider);
    Map<String, String> cookies = signedIn();
    session = cookies.get("shop");
    use = cookies.get("shop.idle");
  }

  @AfterAll
  final void end() {
    stop();
    provider.close();
  }

  @BeforeEach
  final void forget() {
    provider.faults().clear();
    takeReasons();
  }

  private Map<String, String> signedIn() {
    Map<String, String> cookies = new TreeMap<>();
    for (String pair : provider.sessionCookie(latchkey(), "alice").split("; ")) {
      cookies.put(pair.split("=", 2)[0], pair.split("=", 2)[1]);
    }
    return cookies;
  }

  /** More than one cookie holds, however it is compressed. */
  private Map<String, String> signedInAtLength() {
    String noise =
        IntStream.range(0, 60).mapToObj(any -> UUID.randomUUID().toString()).collect(joining());
    provider.faults().idToken(token -> token.claim("noise", noise));
    Map<String, String> cookies = signedIn();
    assertThat(cookies.get("shop")).startsWith("2.");
    return cookies;
  }

  /** Sends these Cookie lines and reads the whole answer; empty when the connection was cut. */
  private String ask(List<String> cookieLines) throws IOException {
    StringBuilder head =
        new StringBuilder("GET /orders HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
    cookieLines.forEach(line -> head.append("Cookie: ").append(line).append("\r\n"));
    try (Socket socket = new Socket("127.0.0.1", port())) {
      socket.setSoTimeout(20_000);
      try {
        socket.getOutputStream().write(head.append("\r\n").toString().getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
        return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
      } catch (SocketException cut) { // while it still wrote
        return "";
      }
    }
  }

  private static int status(String answer) {
    return answer.isEmpty() ? 400 : Integer.parseInt(answer.substring(9, 12));
  }

  private String filled(String line) {
    return line.replace("<S>", session).replace("<U>", use);
  }

  private void isIn(String... lines) throws IOException {
    String answer = ask(List.of(lines).stream().map(this::filled).toList());

    assertThat(status(answer)).isEqualTo(200);
    assertThat(answer).contains("subject=alice-id");
  }

  /** Nobody is signed in; a broken session is deleted, what is not ours is left alone. */
  private void isOut(String reason, String... lines) throws IOException {
    String answer = ask(List.of(lines).stream().map(this::filled).toList());

    assertThat(status(answer)).isEqualTo(401);
    assertThat(takeReasons()).containsExactly(reason);
    if (reason.equals(NONE)) {
      assertThat(answer).doesNotContain("Set-Cookie");
    } else {
      assertThat(answer).containsPattern("Set-Cookie: shop[^;]*=; Max-Age=0; Path=/; HttpOnly");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shop=<S>; shop.idle=<U>",
        "a=b; shop=<S>; c; shop.idle=<U>; ",
        "; ; shop=<S>;shop.idle=<U>;;",
        "shop.idle=<U>; shop=<S>; shop.7=x; shop.2=x",
        "=x; shop=<S>; =; shop.idle=<U>",
        "$Version=1; shop=<S>; $Path=/; $Domain=evil.example; shop.idle=<U>",
        "$Version=\"1\"; shop=<S>; shop.idle=<U>",
        "a=\"x; shop=<S>; shop.idle=<U>; y\"",
        "SHOP=x; Shop=y; shop=<S>; sHop=; shop.idle=<U>; SHOP.IDLE=z"
      })
  @Tag("J15")
  @Tag("J16")
  void aSessionIsFoundAmongOthers(String line) throws IOException {
    isIn(line);
  }

  @Test
  @Tag("J14")
  void severalLinesAreOneHeader() throws IOException {
    isIn("shop=<S>", "shop.idle=<U>");
    isIn("a=b", "c=d; shop.idle=<U>", "", "shop=<S>; e=f");
    List<String> many = new ArrayList<>(IntStream.range(0, 50).mapToObj(i -> "a" + i).toList());
    many.addAll(List.of("shop=<S>", "shop.idle=<U>"));
    isIn(many.toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shop=<S>; shop=<S>; shop.idle=<U>",
        "shop=<S>; shop=; shop.idle=<U>",
        "shop=x; shop.idle=<U>; shop=<S>",
        "shop=<S>\nshop=<S>; shop.idle=<U>",
        "shop=<S>\nshop.idle=<U>\nshop=x"
      })
  @Tag("J14")
  void twoOfOneNameAreNone(String lines) throws IOException {
    isOut(UNREADABLE, lines.split("\n"));
  }

  @Test
  @Tag("J14")
  void twoTimesOfUseAreNone() throws IOException {
    isOut("session_idle", "shop=<S>; shop.idle=<U>; shop.idle=<U>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shop=\"<S>\"; shop.idle=<U>",
        "shop=\"<S>; shop.idle=<U>",
        "shop= <S>; shop.idle=<U>",
        "shop=<S> ; shop.idle=<U>",
        "shop=<S>\t; shop.idle=<U>",
        "shop=<S>, a=b; shop.idle=<U>",
        "$Version=1; shop=\"<S>\"; $Path=\"/\"; shop.idle=\"<U>\"",
        "shop==<S>; shop.idle=<U>",
        "shop=%31.x; shop.idle=<U>",
        "shop=; shop.idle=<U>",
        "shop=null",
        "shop.1=x"
      })
  @Tag("J04")
  @Tag("J15")
  void aValueIsReadAsItIs(String line) throws IOException {
    isOut(UNREADABLE, line);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shop",
        "=shop=<S>",
        "==shop=<S>",
        "=__Host-shop=<S>",
        "SHOP=<S>",
        "__Host-shop=<S>",
        "shop =<S>",
        "a=b;\tshop=<S>",
        "\"shop\"=<S>",
        "$shop=<S>",
        "a=b, shop=<S>",
        "$Version=1, shop=<S>",
        "sh\u00f6p=<S>",
        "shop%20=<S>"
      })
  @Tag("J15")
  @Tag("J16")
  void aNameIsReadAsItIs(String line) throws IOException {
    isOut(NONE, line);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0085", "\u00a0", "\u1680", "\u2000", "\u2028", "\u3000", "\ufeff"})
  @Tag("J16")
  void noUnicodeBlankIsLeftOut(String blank) throws IOException {
    String bytes = new String(blank.getBytes(UTF_8), ISO_8859_1);
    for (String before : new String[] {bytes, "a=b; " + bytes, bytes + " "}) {
      isOut(NONE, before + "shop=<S>");
    }
    isOut(NONE, "shop" + bytes + "=<S>");
  }

  @Test
  @Tag("J17")
  void chunksAreCountedExactly() throws IOException {
    String rest = session.substring(2);
    for (String count : new String[] {"0", "2", "3", "9", ":", "-1", "01", "99999999", "", "x"}) {
      isOut(UNREADABLE, "shop=" + count + "." + rest + "; shop.idle=<U>");
    }
    isOut(UNREADABLE, "shop=" + rest + "; shop.idle=<U>");
  }

  @Test
  @Tag("J17")
  void chunksAreOfOneSessionAndInOrder() throws IOException {
    Map<String, String> one = signedInAtLength();
    String first = one.get("shop");
    String second = one.get("shop.1");
    String ends = "; shop.idle=" + one.get("shop.idle");
    String others = signedInAtLength().get("shop.1");

    isIn("shop.1=" + second + "; shop=" + first + ends);
    isOut(UNREADABLE, "shop=" + first + ends);
    isOut(UNREADABLE, "shop=" + first + "; shop.2=" + second + ends);
    isOut(UNREADABLE, "shop=" + first + "; shop.1=" + others + ends);
    isOut(UNREADABLE, "shop=2." + second + "; shop.1=" + first.substring(2) + ends);
    isOut(UNREADABLE, "shop=" + first + "; shop.1=" + second + "; shop.1=" + second + ends);
    isOut(UNREADABLE, "shop=" + first, "shop.1=" + second + ends, "shop.1=");
  }

  @Test
  @Tag("J04")
  void aHundredKilobytesHurtNobody() throws IOException {
    for (String long1 : new String[] {"shop=" + "x".repeat(100_000), "a; ".repeat(33_000)}) {
      assertThat(status(ask(List.of(long1)))).isIn(400, 413, 431);
    }
    isOut(UNREADABLE, "shop=1." + "x".repeat(6_000));
    isOut(UNREADABLE, "shop=1." + "x".repeat(500) + ";=".repeat(2_500));

    isIn("shop=<S>; shop.idle=<U>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0000", "\u0001", "\u007f", "\u001f"})
  @Tag("J15")
  void controlCharactersNeverSignAnybodyIn(String control) throws IOException {
    for (String line :
        List.of(control + "shop=<S>", "shop=<S>" + control, "shop" + control + "=<S>")) {
      assertThat(status(ask(List.of(filled(line + "; shop.idle=<U>"))))).isIn(400, 401);
    }
  }
}
