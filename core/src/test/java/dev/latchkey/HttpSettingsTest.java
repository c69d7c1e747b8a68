package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testing.Certificates;
import dev.latchkey.testing.ChildJvm;
import dev.latchkey.testing.ForwardProxy;
import dev.latchkey.testing.TlsProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the provider is called: through which proxy, and whom to believe. */
class HttpSettingsTest extends SoundSettings {

  private static final Certificates AUTHORITY = new Certificates();
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir Path folder;
  private TlsProvider provider;

  @BeforeEach
  void startAProvider() throws IOException {
    provider = new TlsProvider("localhost", AUTHORITY.named("localhost", "id.example"));
  }

  @AfterEach
  void stop() {
    provider.close();
  }

  private Map<String, String> settings(String issuer) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("issuer", issuer);
    settings.put("audience", "orders-api");
    settings.put("rules", "bearer /**");
    settings.put("http.private-hosts", "localhost id.example");
    return settings;
  }

  @Test
  void aTransportOfOnesOwnMakesNoUseOfThem() {
    starts(soundWith("http.proxy", "proxy.example:3128"));

    assertThat(warnings())
        .contains("http.proxy is not used, since the builder has a transport of its own");
  }

  private String pem() throws IOException {
    return write("authority.pem", Certificates.pem(AUTHORITY.authority()).getBytes());
  }

  private String write(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content).toString();
  }

  /** Starts and waits until keys and discovery were fetched, or could not be. */
  private Status statusOf(Map<String, String> settings) throws InterruptedException {
    CountDownLatch told = new CountDownLatch(1);
    try (Latchkey latchkey =
        Latchkey.builder()
            .settings(settings)
            .listener(
                event -> {
                  events.add(event);
                  boolean keys = event.detail().contains("/jwks");
                  boolean failed = event.kind() == dev.latchkey.event.Event.Kind.FETCH_FAILED;
                  if (keys || failed) {
                    told.countDown();
                  }
                })
            .build()) {
      told.await();
      return latchkey.status();
    }
  }

  @Test
  void aProviderOfAnAuthorityOfOnesOwnIsCalledOverTlsWithATrustStore() throws Exception {
    Map<String, String> settings = settings(provider.issuer());
    settings.put("http.trust-store", pem());

    assertThat(statusOf(settings).toString()).contains("READY");
    assertThat(provider.headers)
        .allSatisfy(
            headers ->
                assertThat(headers)
                    .extractingByKey("Accept-encoding")
                    .asString()
                    .isEqualTo("[identity]"));
  }

  @ParameterizedTest
  @CsvSource({"JKS, changeit", "JKS,", "PKCS12, changeit"})
  void aTrustStoreMayBeAKeyStore(String type, String password) throws Exception {
    Map<String, String> settings = settings(provider.issuer());
    settings.put(
        "http.trust-store",
        write("store", Certificates.store(type, AUTHORITY.authority(), PASSWORD)));
    if (password != null) {
      settings.put(
          "http.trust-store-password-file", write("password", (password + "\n").getBytes()));
    }
    assertThat(statusOf(settings).toString()).contains("READY");
  }

  @Test
  @Tag("E21")
  void withoutItAProviderThatNobodyVouchesForIsUnreachableAndTheStatusSaysWhy() throws Exception {
    Status status = statusOf(settings(provider.issuer()));

    assertThat(status.toString())
        .contains("UNREACHABLE")
        .contains("name its certificate authority in http.trust-store");
    assertThat(provider.headers).isEmpty();
  }

  @Test
  @Tag("F-10")
  void anExpiredCertificateIsTheReasonInTheStatus() throws Exception {
    try (TlsProvider expired = new TlsProvider("localhost", AUTHORITY.expired("localhost"))) {
      Map<String, String> settings = settings(expired.issuer());
      settings.put("http.trust-store", pem());
      assertThat(statusOf(settings).toString()).contains("CertificateExpiredException");
      assertThat(expired.headers).isEmpty();
    }
  }

  @ParameterizedTest
  @Tag("P01")
  @CsvSource({
    "'', holds no certificate that can be read",
    "nonsense, 'cannot be opened as PKCS12; is it JKS, PKCS12 or PEM'",
    "'-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n', PEM block that is no certificate",
    "'-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n', holds a private key",
  })
  void aTrustStoreThatIsNoneStopsTheStart(String content, String why) throws IOException {
    String file = write("store", content.getBytes());
    assertThat(problems(refusal("http.trust-store", file)))
        .singleElement()
        .asString()
        .startsWith("  - http.trust-store: " + file)
        .contains(content.isEmpty() ? "" : why);
  }

  @Test
  @Tag("P01")
  void aTrustStoreThatIsMissingOrLockedStopsTheStart() throws IOException {
    assertThat(refusal("http.trust-store", folder.resolve("absent").toString()))
        .contains("absent cannot be read (NoSuchFileException)");
    String store = write("store", Certificates.store("PKCS12", AUTHORITY.authority(), PASSWORD));
    assertThat(refusal("http.trust-store", store)).contains("http.trust-store-password");
    Map<String, String> settings = soundWith("http.trust-store", store);
    settings.put("http.trust-store-password", CANARY);
    assertThat(refusal(settings))
        .contains("http.trust-store-password right?")
        .doesNotContain(CANARY);
    assertThat(refusal("http.trust-store-password", "x"))
        .contains("http.trust-store is not set, but its password is");
  }

  @Test
  @Tag("E30")
  void callsGoThroughTheProxyExceptThoseThatAreNamed() throws Exception {
    try (ForwardProxy proxy = new ForwardProxy(provider.port())) {
      // a name that only the proxy knows; loopback would be called directly
      Map<String, String> settings = settings("https://id.example");
      settings.put("http.trust-store", pem());
      settings.put("http.proxy", "127.0.0.1:" + proxy.port());
      Status status = statusOf(settings);

      assertThat(status.toString()).contains("MISCONFIGURED").contains("localhost:"); // it answered
      assertThat(proxy.heads).first().asString().startsWith("CONNECT id.example:443 HTTP/1.1\r\n");

      settings.put("http.no-proxy", ".example");
      int before = proxy.heads.size();
      assertThat(statusOf(settings).toString()).contains("UNREACHABLE");
      assertThat(proxy.heads).hasSize(before);
    }
  }

  @Test
  @Tag("E30")
  void neitherLogNorOriginLearnsTheUserOfTheProxy() throws Exception {
    try (ForwardProxy proxy = new ForwardProxy(provider.port())) {
      String said =
          ChildJvm.run(
              HttpSettingsTest.class,
              "-Djdk.http.auth.tunneling.disabledSchemes=",
              "http://me:CAN%40RY@127.0.0.1:" + proxy.port(),
              pem());
      assertThat(said).contains("MISCONFIGURED").doesNotContain("CAN").doesNotContain("Basic");
      assertThat(proxy.heads)
          .first()
          .asString()
          .contains("\r\nProxy-Authorization: Basic bWU6Q0FOQFJZ\r\n"); // me:CAN@RY
      assertThat(provider.headers)
          .isNotEmpty()
          .allSatisfy(headers -> assertThat(headers).doesNotContainKey("Proxy-authorization"));
    }
  }

  /** Starts behind a proxy and says how the provider is doing, in a JVM of its own. */
  public static void main(String... proxyAndTrusted) throws InterruptedException {
    HttpSettingsTest test = new HttpSettingsTest();
    Map<String, String> settings = test.settings("https://id.example");
    settings.put("http.proxy", proxyAndTrusted[0]);
    settings.put("http.trust-store", proxyAndTrusted[1]);
    System.out.println(test.statusOf(settings));
    System.out.println(test.events);
  }

  @Test
  @Tag("E30")
  void aProxyWithAUserIsRefusedWhereTheJvmWouldLeaveTheUserOut() {
    assertThat(refusal("http.proxy", "http://me:" + CANARY + "@proxy.example:3128"))
        .contains("start it with -Djdk.http.auth.tunneling.disabledSchemes=")
        .doesNotContain(CANARY);
  }

  @ParameterizedTest
  @Tag("E30")
  @Tag("P01")
  @ValueSource(
      strings = {
        "proxy.example",
        "proxy.example:0",
        "proxy.example:65536",
        "proxy.example:abc",
        "https://proxy.example:3128",
        "socks://proxy.example:1080",
        "http://proxy.example:3128/path",
        "http://" + CANARY + "@proxy.example:3128",
        "http://:" + CANARY + "@proxy.example:3128",
        "http://me:" + CANARY + "%zz@proxy.example:3128",
        "http://me%3a:" + CANARY + "@proxy.example:3128",
        "http://me:" + CANARY + "@proxy example:3128",
        "http://me:" + CANARY + "/x@y@:3128"
      })
  void aProxyThatIsNoneStopsTheStartAndIsNotQuoted(String proxy) {
    assertThat(problems(refusal("http.proxy", proxy)))
        .singleElement()
        .asString()
        .startsWith("  - http.proxy: ")
        .doesNotContain(CANARY);
  }

  @Test
  @Tag("P01")
  void exceptionsNeedAProxyAndMustBeReadable() {
    assertThat(refusal("http.no-proxy", "a.example")).contains("http.proxy is not");
    Map<String, String> settings = soundWith("http.proxy", "proxy.example:3128");
    settings.put("http.no-proxy", "10.0.0.0/33");
    assertThat(refusal(settings)).contains("http.no-proxy: ").contains("10.0.0.0/33");
  }

  @Test
  @Tag("E22")
  @Tag("P01")
  void noSettingTurnsVerificationOff() {
    assertThat(Setting.values())
        .extracting(Setting::key)
        .filteredOn(
            key -> key.matches(".*(ssl|tls|cert|hostname|trust|verify|insecure|skip|disable).*"))
        .containsExactlyInAnyOrder(
            "insecure-http-hosts", // names hosts for http; https stays verified
            "http.trust-store",
            "http.trust-store-password",
            "http.trust-store-password-file",
            "redis.trust-store");
  }

  @Test
  @Tag("E23")
  void warnsOfAJvmThatVerifiesNoHostNames() {
    JvmCheck check = jvm("jdk.internal.httpclient.disableHostnameVerification", "");
    assertThat(warningsOf(check, Map.of()))
        .singleElement()
        .asString()
        .contains("disableHostnameVerification is set for this JVM")
        .contains("verify it all the same");
    check = jvm("jdk.internal.httpclient.disableHostnameVerification", "false");
    assertThat(warningsOf(check, Map.of())).isEmpty();
  }

  @Test
  void warnsOfAProxyOfTheJvmThatIsNotUsed() {
    JvmCheck check = jvm("https.proxyHost", "proxy.example");
    assertThat(warningsOf(check, Map.of()))
        .singleElement()
        .asString()
        .contains("set http.proxy where they should not");
    assertThat(warningsOf(check, Map.of("http.proxy", "proxy.example:3128"))).isEmpty();
  }

  @ParameterizedTest
  @Tag("F-09")
  @Tag("E05")
  @CsvSource({
    "-1, keeps names for ever",
    "0, may change between the check of its address and the connection",
    "30,",
  })
  void warnsOfACacheOfNamesThatNeverOrAlwaysForgets(String seconds, String why) {
    JvmCheck check = jvm("networkaddress.cache.ttl", seconds);
    assertThat(warningsOf(check, Map.of()))
        .hasSize(why == null ? 0 : 1)
        .allSatisfy(warning -> assertThat(warning).contains(Objects.requireNonNull(why)));
  }

  private static JvmCheck jvm(String property, String value) {
    Map<String, String> set = Map.of(property, value);
    boolean security = property.startsWith("networkaddress");
    return new JvmCheck(
        name -> security ? null : set.get(name), security ? set::get : name -> null);
  }

  private static java.util.List<String> warningsOf(JvmCheck check, Map<String, String> settings) {
    Problems problems = new Problems();
    GivenSettings given = new GivenSettings();
    settings.forEach(given::put);
    check.warn(new SettingValues(given, problems), problems);
    return problems.warnings();
  }
}
