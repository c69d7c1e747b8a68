package dev.latchkey.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpProxyTest {

  private static boolean carries(String exceptions, String host) {
    return HttpProxy.parse("proxy.example:3128")
        .exceptFor(Arrays.asList(exceptions.split(" ")))
        .carries(URI.create("https://" + host + "/path"));
  }

  @ParameterizedTest
  @CsvSource({
    "a.example, a.example",
    "a.example, A.Example.",
    "A.EXAMPLE, a.example",
    "x b.example, b.example",
    ".example, a.example",
    ".example, deep.a.example",
    "10.0.0.0/8, 10.255.255.255",
    "10.1.2.3, 10.1.2.3",
    "fd00::/8, [fd12::1]",
    "[fd12::1], [fd12::1]",
    "x, localhost",
    "x, 127.0.0.1",
    "x, 127.255.255.254",
    "x, [::1]",
  })
  void callsTheseHostsDirectly(String exceptions, String host) {
    assertThat(carries(exceptions, host)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "a.example, b.a.example",
    "a.example, xa.example",
    ".example, example",
    ".a.example, xa.example",
    "10.0.0.0/8, 11.0.0.0",
    "10.0.0.0/8, 10.example",
    "10.1.2.3, 10.1.2.30",
    "fd00::/8, [fe00::1]",
    "x, localhost.example",
    "x, 126.255.255.255",
    "x, [::2]",
  })
  void callsTheseHostsThroughTheProxy(String exceptions, String host) {
    assertThat(carries(exceptions, host)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "proxy.example:3128, proxy.example:3128",
    "http://proxy.example:3128, proxy.example:3128",
    "http://proxy.example:3128/, proxy.example:3128",
    "http://me:p@ss@proxy.example:3128, proxy.example:3128",
    "10.0.0.1:1, 10.0.0.1:1",
    "[::1]:65535, ::1:65535",
  })
  @Tag("E30")
  void readsTheFormsAndShowsHostAndPortAlone(String text, String shown) {
    assertThat(HttpProxy.parse(text)).hasToString(shown);
  }

  @ParameterizedTest
  @Tag("E30")
  @CsvSource({
    "me:secret, Basic bWU6c2VjcmV0",
    "me:, Basic bWU6",
    "me:a:b, Basic bWU6YTpi",
    "me:a+b, Basic bWU6YSti",
    "me:%C3%BC%40, Basic bWU6w7xA",
    "m%25e:x, Basic bSVlOng=",
  })
  void tellsTheProxyTheUserAsItIs(String userInfo, String header) {
    assertThat(HttpProxy.parse("http://" + userInfo + "@proxy.example:1").authorization())
        .contains(header);
  }

  @Test
  void looksTheProxyUpForEachConnection() {
    Proxy proxy =
        HttpProxy.parse("proxy.example:1")
            .selector()
            .select(URI.create("https://a.example"))
            .get(0);
    assertThat(((InetSocketAddress) proxy.address()).isUnresolved()).isTrue();
  }
}
