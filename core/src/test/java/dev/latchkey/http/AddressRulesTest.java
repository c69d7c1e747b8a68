package dev.latchkey.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {

  private static final Map<String, String> NAMES =
      Map.of("id.example", "93.184.216.34", "inner.example", "10.1.2.3", "lo", "127.0.0.1");

  private final AddressRules rules = AddressRules.strict(AddressRulesTest::resolve);

  private static InetAddress[] resolve(String name) throws UnknownHostException {
    String address = NAMES.get(name);
    if (address == null) {
      if (AddressRange.literal(name) == null) {
        throw new UnknownHostException(name);
      }
      address = name;
    }
    return new InetAddress[] {
      InetAddress.getByName("93.184.216.34"), InetAddress.getByName(address)
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://id.example/jwks",
        "HTTPS://ID.example./jwks?a=b",
        "https://id.example:8443",
        "https://8.8.8.8/",
        "https://[2606:4700::1111]/",
        "https://unknown.example/"
      })
  void letsPublicHttpsThrough(String uri) {
    assertThat(rules.refusal(URI.create(uri))).isNull();
  }

  @ParameterizedTest
  @Tag("E03")
  @ValueSource(strings = {"http://id.example/", "ftp://id.example/", "gopher://id.example/"})
  void refusesEveryOtherScheme(String uri) {
    assertThat(rules.refusal(URI.create(uri)))
        .contains("is not https")
        .contains("insecure-http-hosts");
    assertThat(rules.refusalForBrowsers(URI.create(uri))).contains("is not https");
  }

  @ParameterizedTest
  @Tag("E03")
  @ValueSource(
      strings = {
        "//id.example/jwks",
        "/jwks",
        "file:///etc/passwd",
        "jar:file:/a!/b",
        "data:text/plain,x",
        "https:id.example",
        "javascript:alert(1)",
        "https:///path"
      })
  void refusesWhatHasNoHost(String uri) {
    assertThat(rules.refusal(URI.create(uri))).contains("no absolute address");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://u:p@id.example/", "https://id.example/#f"})
  void refusesUserInfoAndFragments(String uri) {
    assertThat(rules.refusal(URI.create(uri)))
        .contains("user info or a fragment")
        .doesNotContain("u:p");
  }

  @ParameterizedTest
  @Tag("E04")
  @ValueSource(
      strings = {
        "https://127.0.0.1/",
        "https://10.0.0.1/",
        "https://172.16.0.1/",
        "https://172.31.255.255/",
        "https://192.168.1.1/",
        "https://169.254.169.254/latest",
        "https://0.0.0.0/",
        "https://100.64.0.1/",
        "https://255.255.255.255/",
        "https://[::1]/",
        "https://[::]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[::ffff:7f00:1]/",
        "https://[64:ff9b::7f00:1]/",
        "https://[::ffff:0:127.0.0.1]/",
        "https://[2002:7f00:1::]/",
        "https://[fd00::1]/",
        "https://[fe80::1]/",
        "https://inner.example/"
      })
  void refusesPrivateAddresses(String uri) {
    assertThat(rules.refusal(URI.create(uri)))
        .contains("private network")
        .contains("http.private-hosts");
  }

  @ParameterizedTest
  @Tag("E04")
  @ValueSource(
      strings = {
        "https://2130706433/",
        "https://0177.0.0.1/",
        "https://0x7f.0.0.1/",
        "https://0x7f000001/",
        "https://127.1/",
        "https://127.0.0.01/",
        "https://[fe80::1%25lo]/"
      })
  void refusesNumbersInUnusualForms(String uri) {
    assertThat(rules.refusal(URI.create(uri))).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://172.32.0.0/", "https://11.0.0.0/", "https://128.0.0.0/"})
  void theNextAddressAfterAPrivateRangeIsPublic(String uri) {
    assertThat(rules.refusal(URI.create(uri))).isNull();
  }

  @Test
  void aNamedHostMayBePrivateUnderThatNameAlone() {
    AddressRules named = rules.allowPrivateHosts(Set.of("Inner.Example", "[::1]"));
    assertThat(named.refusal(URI.create("https://inner.example/"))).isNull();
    assertThat(named.refusal(URI.create("https://[::1]/"))).isNull();
    assertThat(named.refusal(URI.create("https://10.1.2.3/"))).contains("private network");
    assertThat(named.refusal(URI.create("http://inner.example/"))).contains("is not https");
  }

  @Test
  void aRangeAllowsItsAddressesWhateverTheName() {
    AddressRules ranged = rules.allowPrivateHosts(Set.of("10.1.0.0/16"));
    assertThat(ranged.refusal(URI.create("https://inner.example/"))).isNull();
    assertThat(ranged.refusal(URI.create("https://10.1.255.255/"))).isNull();
    assertThat(ranged.refusal(URI.create("https://10.2.0.0/"))).contains("private network");
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/", "example/8", "10.0.0.0/-1"})
  void refusesARangeThatIsNone(String range) {
    assertThatThrownBy(() -> rules.allowPrivateHosts(Set.of(range)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(range);
  }

  @Test
  void aHostListedForHttpMayBePrivate() {
    AddressRules local = rules.allowInsecureHttpTo(Set.of("lo"));
    assertThat(local.refusal(URI.create("http://lo:8080/jwks"))).isNull();
    assertThat(local.refusal(URI.create("https://lo/jwks"))).isNull();
    assertThat(local.refusal(URI.create("http://id.example/"))).contains("is not https");
  }

  @Test
  void browsersMayBeSentToAnyHost() {
    assertThat(rules.refusalForBrowsers(URI.create("https://10.0.0.1/authorize"))).isNull();
  }

  @Test
  void aGuardedTransportCallsNothingThatIsRefused() throws IOException {
    HttpTransport never =
        call -> {
          throw new AssertionError("called");
        };
    HttpTransport guarded = new GuardedTransport(never, rules);
    assertThatThrownBy(() -> guarded.send(HttpCall.get(URI.create("https://169.254.169.254/"))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("private network");
  }
}
