package dev.latchkey.keys;

import static dev.latchkey.testing.TestKeys.jwk;
import static dev.latchkey.testing.TestKeys.jwks;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Event;
import dev.latchkey.event.Reason;
import dev.latchkey.http.Surroundings;
import dev.latchkey.testing.FakeBackground;
import dev.latchkey.testing.FakeTransport;
import dev.latchkey.testing.SettableClock;
import dev.latchkey.testing.TestKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of keys that somebody else replaces. */
class KeyFileTest {

  private static final Duration JUST = Duration.ofNanos(1);
  private static final Duration REFRESH = Duration.ofMinutes(5);
  private static final String OLD = jwks(jwk("old", TestKeys.P256.getPublic()));
  private static final String NEW = jwks(jwk("new", TestKeys.P384.getPublic()));

  private final SettableClock clock = new SettableClock();
  private final FakeTransport transport = new FakeTransport();
  private final FakeBackground background = new FakeBackground();
  private final List<Event> events = new ArrayList<>();
  @TempDir private Path folder;
  private Path file;
  private RemoteKeys keys;

  @BeforeEach
  void begin() throws IOException {
    file = folder.resolve("keys.json");
    Files.writeString(file, OLD);
    keys = keys(KeyFile.jwks(file));
  }

  @AfterEach
  void nothingWasFetched() {
    assertThat(transport.calls).isEmpty();
  }

  private RemoteKeys keys(KeyFile read) {
    return RemoteKeys.inFile(
        "https://id.example",
        read,
        KeySettings.standard(),
        new Surroundings(transport, clock, clock, background, events::add));
  }

  /** As Kubernetes does it: the new content appears at once. */
  private void replace(String content) throws IOException {
    Path next = Files.writeString(folder.resolve("next"), content);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private VerificationKey found(String kid, String algorithm) {
    KeyLookup lookup = keys.find(kid, algorithm);
    assertThat(lookup).isInstanceOf(KeyLookup.Found.class);
    return ((KeyLookup.Found) lookup).candidates().get(0);
  }

  @Test
  void aReplacedFileIsReadAtTheNextRefreshAndItsKeysReplaceTheOldOnes() throws IOException {
    VerificationKey old = found("old", "ES256");
    replace(NEW);
    clock.advance(REFRESH.minus(JUST));
    assertThat(keys.holds(old)).isTrue();
    clock.advance(JUST);
    keys.holds(old); // begins the reading, as a remembered token would
    assertThat(keys.holds(old)).isFalse();
    assertThat(keys.find("old", "ES256")).isEqualTo(new KeyLookup.Unknown());
    found("new", "ES384");
  }

  @Test
  @Tag("F-15")
  void anUnknownIdReadsTheFileOnceACoolDown() throws IOException {
    found("old", "ES256");
    assertThat(keys.find("new", "ES384")).isEqualTo(new KeyLookup.Unknown());
    replace(NEW);
    clock.advance(Duration.ofSeconds(30).minus(JUST));
    assertThat(keys.find("new", "ES384")).isEqualTo(new KeyLookup.Unknown());
    clock.advance(JUST);
    found("new", "ES384");
  }

  @Test
  void aFileThatIsBadOrGoneLeavesTheLastGoodKeysWithoutLimit() throws IOException {
    VerificationKey old = found("old", "ES256");
    for (String bad : List.of("", "{", "{\"keys\":[]}", jwks(jwk("old", weak())))) {
      replace(bad);
      clock.advance(REFRESH);
      assertThat(keys.holds(old)).isTrue();
      Event last = events.get(events.size() - 1);
      assertThat(last.reason()).contains(Reason.KEYS_UNAVAILABLE);
      assertThat(last.detail()).startsWith("the file " + file);
    }
    Files.delete(file);
    clock.advance(Duration.ofDays(400));
    assertThat(keys.holds(old)).isTrue();
    assertThat(keys.find("new", "ES384")).isInstanceOf(KeyLookup.Unavailable.class);
    replace(NEW);
    clock.advance(REFRESH);
    keys.holds(old);
    assertThat(keys.holds(old)).isFalse();
  }

  private static java.security.PublicKey weak() {
    return TestKeys.rsa(1024).getPublic();
  }

  @Test
  void aFileThatIsAsItWasIsToldOfOnceAndItsKeysStayTheSame() throws IOException {
    VerificationKey old = found("old", "ES256");
    clock.advance(REFRESH);
    found("old", "ES256");
    replace(OLD);
    clock.advance(REFRESH);
    assertThat(found("old", "ES256")).isSameAs(old);
    assertThat(events)
        .singleElement()
        .hasToString("fetched issuer=\"https://id.example\": the file " + file + ": 1 keys");
  }

  @Test
  void aKeyFromPemIsTriedWhateverTheIdAndIsReplacedToo() throws IOException {
    Files.writeString(file, pem(TestKeys.P256.getPublic()));
    keys = keys(KeyFile.pem(file));
    VerificationKey old = found("whatever", "ES256");
    assertThat(old.keyId()).isNull();
    replace(pem(TestKeys.ED25519.getPublic()));
    clock.advance(REFRESH);
    keys.holds(old);
    found("whatever", "EdDSA");
    assertThat(keys.holds(old)).isFalse();
  }

  @Test
  @Tag("F-17")
  void aFileThatIsBeingWrittenIsNotReadAsFarAsItGoes() throws IOException {
    String first = pem(TestKeys.P256.getPublic());
    String both = first + pem(TestKeys.ED25519.getPublic());
    Files.writeString(file, both);
    keys = keys(KeyFile.pem(file));
    VerificationKey second = found("whatever", "EdDSA");
    for (int length = 1; length < both.strip().length(); length++) {
      if (length >= first.strip().length() && length < first.length() + "-----".length()) {
        continue; // nothing tells these from a file of one key
      }
      Files.writeString(file, both.substring(0, length));
      clock.advance(REFRESH);
      keys.holds(second);
      assertThat(keys.holds(second)).as("of the file %s characters", length).isTrue();
    }
  }

  @Test
  void whatIsNoFileIsNotReadAndNobodyWaitsForIt() throws Exception {
    VerificationKey old = found("old", "ES256");
    for (String command : List.of("mkfifo", "mkdir", "ln -s /dev/zero")) {
      Files.delete(file);
      String[] words = (command + " " + file).split(" ");
      assertThat(new ProcessBuilder(words).start().waitFor()).as(command).isZero();
      clock.advance(REFRESH);
      assertThat(keys.holds(old)).as(command).isTrue();
      assertThat(events.get(events.size() - 1).detail()).endsWith("is no regular file");
    }
  }

  private static String pem(java.security.PublicKey key) {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(key.getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }
}
