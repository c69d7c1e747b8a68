package dev.latchkey.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Reason;
import dev.latchkey.seal.CookieJar;
import dev.latchkey.seal.MemoryStore;
import dev.latchkey.seal.SealKeys;
import dev.latchkey.seal.SealedStore;
import dev.latchkey.seal.Sealer;
import dev.latchkey.testing.Browser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredSessionsTest {

  private final SessionBed bed = new SessionBed();
  private final LeakyStore store = new LeakyStore();

  StoredSessionsTest() {
    bed.store = store;
  }

  /** A store whose content can be looked at and changed, and which can be down. */
  private final class LeakyStore implements SealedStore {

    private final MemoryStore memory = new MemoryStore(100, bed.clock, () -> {});
    private final Map<String, byte[]> seen = new LinkedHashMap<>();
    private boolean down;
    private byte[] planted = {};

    private MemoryStore memory() throws IOException {
      if (down) {
        throw new IOException("connection refused");
      }
      return memory;
    }

    @Override
    public Optional<Kept> get(String key) throws IOException {
      Optional<Kept> kept = memory().get(key);
      return planted.length == 0 ? kept : kept.map(own -> Kept.of(planted, own.version()));
    }

    @Override
    public boolean putIfAbsent(String key, byte[] sealed, Duration timeToLive) throws IOException {
      seen.put(key, sealed);
      return memory().putIfAbsent(key, sealed, timeToLive);
    }

    @Override
    public boolean putIfVersion(String key, long version, byte[] sealed, Duration timeToLive)
        throws IOException {
      return memory().putIfVersion(key, version, sealed, timeToLive);
    }

    @Override
    public void remove(String key) throws IOException {
      memory().remove(key);
    }

    @Override
    public void index(String index, String member, Duration timeToLive) throws IOException {
      memory().index(index, member, timeToLive);
    }

    @Override
    public Set<String> takeIndex(String index) throws IOException {
      return memory().takeIndex(index);
    }

    @Override
    public void close() {
      memory.close();
    }
  }

  private String ticket() {
    return String.valueOf(bed.browser.cookies.get(SessionBed.NAME));
  }

  private void assertOver(Reason reason) {
    assertThat(bed.recall())
        .isInstanceOfSatisfying(
            Recall.Over.class, over -> assertThat(over.reason()).isEqualTo(reason));
    assertThat(bed.browser.cookies).isEmpty();
  }

  @Test
  @Tag("J20")
  void theBrowserHoldsAShortTicketAndTheStoreNothingThatTells() {
    bed.save(bed.idToken(), "an.access.token" + "x".repeat(20_000), null);

    assertThat(ticket()).hasSize(86);
    assertThat(bed.identity().tokens().accessToken().orElseThrow()).hasSize(20_015);
    store.seen.forEach(
        (key, value) -> {
          assertThat(key).matches("[A-Za-z0-9_-]{22}").doesNotContain(ticket().substring(0, 22));
          assertThat(new String(value, StandardCharsets.ISO_8859_1))
              .doesNotContain("alice", "access", "shop");
        });
  }

  @Test
  @Tag("J21")
  void noTwoTicketsAreAlike() {
    bed.save();
    String before = ticket();
    bed.save();

    assertThat(ticket().substring(0, 43)).isNotEqualTo(before.substring(0, 43));
    assertThat(ticket().substring(43)).isNotEqualTo(before.substring(43));
  }

  @Test
  @Tag("G41")
  @Tag("G42")
  void aNewLoginEndsTheSessionBefore() {
    bed.save();
    Browser before = bed.browser.copy();
    bed.save();

    assertThat(bed.sessions().recall(before.request())).isInstanceOf(Recall.Over.class);
    assertThat(bed.isAlive()).isTrue();
  }

  @Test
  @Tag("J07")
  void aCopiedCookieIsOverOnceTheUserHasSignedOut() {
    bed.save();
    Browser thief = bed.browser.copy();
    bed.sessions().signOut(bed.browser.request());

    assertThat(bed.sessions().recall(thief.request())).isInstanceOf(Recall.Over.class);
  }

  @Tag("J22")
  @ParameterizedTest
  @ValueSource(strings = {"", "*", "a\r\nDEL x", "%n", "a:b", "null", "../..", "[[[["})
  void whatIsNoTicketNeverReachesTheStore(String value) {
    bed.save();
    store.down = true;
    bed.browser.cookies.put(SessionBed.NAME, value);

    assertOver(Reason.SESSION_UNREADABLE);
  }

  @Test
  @Tag("J22")
  void aTicketOfAnotherLengthNeverReachesTheStore() {
    bed.save();
    String good = ticket();
    store.down = true;
    for (String odd :
        new String[] {good + "A", good.substring(1), good + good, "A".repeat(10_000)}) {
      bed.browser.cookies.put(SessionBed.NAME, odd);
      assertOver(Reason.SESSION_UNREADABLE);
    }
  }

  @Test
  void aTicketThatNobodyGaveOutOpensNothing() {
    bed.save();
    bed.browser.cookies.put(SessionBed.NAME, "A".repeat(86));

    assertOver(Reason.SESSION_UNKNOWN);
  }

  @Test
  @Tag("J23")
  @Tag("F-50")
  void whatWasChangedOrSwappedInTheStoreDoesNotOpen() {
    bed.save();
    String key = store.seen.keySet().iterator().next();
    Browser other = bed.browser.copy();
    bed.browser.cookies.clear();
    bed.save();
    String second = store.seen.keySet().stream().skip(1).findFirst().orElseThrow();
    byte[] changed = store.seen.get(second).clone();
    changed[changed.length - 1] ^= 1;
    store.memory.putIfVersion(second, 1, changed, Duration.ofHours(1));
    assertOver(Reason.SESSION_UNREADABLE);

    bed.browser.cookies.putAll(other.cookies);
    store.memory.putIfVersion(key, 1, store.seen.get(second), Duration.ofHours(1));
    assertOver(Reason.SESSION_UNREADABLE);
  }

  /** What was opened a moment ago is remembered, but only for the bytes that it was. */
  @Test
  @Tag("J23")
  void whatIsPlantedUnderTheSameVersionDoesNotPassForWhatWasOpenedBefore() {
    bed.save();
    assertThat(bed.isAlive()).isTrue();
    byte[] changed = store.seen.values().iterator().next().clone();
    changed[changed.length - 1] ^= 1;
    store.planted = changed;

    assertOver(Reason.SESSION_UNREADABLE);
  }

  @Test
  @Tag("J22")
  void aTicketWithTheWrongKeyEndsNobodysSession() {
    bed.save();
    Browser good = bed.browser.copy();
    String ticket = ticket();
    bed.browser.cookies.put(SessionBed.NAME, ticket.substring(0, 76) + "A".repeat(10));

    assertOver(Reason.SESSION_UNREADABLE);
    assertThat(bed.sessions().recall(good.request())).isInstanceOf(Recall.Alive.class);
  }

  @Test
  void aNodeWithAnotherSecretEndsNobodysSession() {
    bed.save();
    Browser good = bed.browser.copy();
    Sessions own = bed.sessions();
    bed.sealer = new Sealer("shop", SealKeys.perProcess(SessionBed.RANDOM), SessionBed.RANDOM);
    Sessions other = bed.anotherNode();

    assertThat(bed.recall(other)).isInstanceOf(Recall.Over.class);
    assertThat(other.signOut(good.request())).isNotNull();
    assertThat(own.recall(good.request())).isInstanceOf(Recall.Alive.class);
  }

  @Test
  @Tag("J07")
  void whatWasOpenedBeforeIsNobodyOnceTheStoreHasItNoMore() {
    bed.save();
    assertThat(bed.isAlive()).isTrue();
    Browser thief = bed.browser.copy();
    store.seen.keySet().forEach(store.memory::remove);

    assertThat(bed.sessions().recall(thief.request())).isInstanceOf(Recall.Over.class);
    store.down = true;
    assertThat(bed.sessions().recall(thief.request())).isInstanceOf(Recall.Unavailable.class);
  }

  @Tag("J23")
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 33, 48, 49, -1})
  void whatWasCutShortInTheStoreDoesNotOpen(int length) {
    bed.save();
    String key = store.seen.keySet().iterator().next();
    byte[] whole = store.seen.get(key);
    int kept = length < 0 ? whole.length + length : length;
    store.memory.putIfVersion(key, 1, Arrays.copyOf(whole, kept), Duration.ofHours(1));

    assertOver(Reason.SESSION_UNREADABLE);
  }

  @Test
  @Tag("J05")
  void anotherApplicationOnTheSameStoreOpensNothing() {
    SealKeys shared = SealKeys.perProcess(SessionBed.RANDOM);
    bed.sealer = new Sealer("shop", shared, SessionBed.RANDOM);
    bed.save();
    bed.sealer = new Sealer("blog", shared, SessionBed.RANDOM);

    assertThat(bed.recall(bed.anotherNode()))
        .isInstanceOfSatisfying(
            Recall.Over.class,
            over -> assertThat(over.reason()).isEqualTo(Reason.SESSION_UNREADABLE));
  }

  @Test
  @Tag("J05")
  @Tag("J23")
  void whoeverWritesToTheStoreAndLacksTheSecretMakesNobodyUp() {
    Sealer ours = bed.sealer;
    bed.sealer = new Sealer("shop", SealKeys.perProcess(SessionBed.RANDOM), SessionBed.RANDOM);
    bed.save(); // with a ticket of their own
    assertThat(bed.isAlive()).isTrue();
    bed.sealer = ours;

    assertThat(bed.recall(bed.anotherNode()))
        .isInstanceOfSatisfying(
            Recall.Over.class,
            over -> assertThat(over.reason()).isEqualTo(Reason.SESSION_UNREADABLE));
  }

  @Test
  @Tag("F-66")
  void anyNodeFindsTheSession() {
    bed.save();

    assertThat(bed.recall(bed.anotherNode())).isInstanceOf(Recall.Alive.class);
  }

  @Test
  @Tag("F-44")
  void anOutageOfTheStoreEndsNoSession() {
    bed.save();
    store.down = true;
    CookieJar jar = bed.browser.request();

    assertThat(bed.sessions().recall(jar))
        .isInstanceOfSatisfying(
            Recall.Unavailable.class,
            outage -> assertThat(outage.reason()).isEqualTo(Reason.SESSION_STORE_UNAVAILABLE));
    assertThat(jar.setCookies()).isEmpty();
    store.down = false;
    assertThat(bed.isAlive()).isTrue();
  }

  @Test
  @Tag("F-44")
  void nobodyIsSignedInWhereTheStoreIsDown() {
    bed.save();
    String before = ticket();
    store.down = true;
    CookieJar jar = bed.browser.request();
    Saved saved =
        bed.sessions()
            .save(SessionBed.login(bed.idToken(), SessionBed.granted("opaque", null)), jar);

    assertThat(saved).isInstanceOf(Saved.Unavailable.class);
    assertThat(jar.setCookies()).isEmpty();
    assertThat(ticket()).isEqualTo(before);
  }

  @Test
  @Tag("M04")
  void signingOutWorksForTheBrowserAlsoWhileTheStoreIsDown() {
    bed.save();
    store.down = true;
    CookieJar jar = bed.browser.request();

    assertThat(bed.sessions().signOut(jar).isEverywhere()).isFalse();
    bed.browser.answer(jar);
    assertThat(bed.browser.cookies).isEmpty();
  }

  @Test
  @Tag("J06")
  void theSessionEndsWithItsTime() {
    bed.save();
    bed.clock.advance(SessionBed.MAX_AGE.minusSeconds(1));
    assertThat(bed.isAlive()).isTrue();

    bed.clock.advance(Duration.ofSeconds(1));
    assertOver(Reason.SESSION_UNKNOWN);
  }

  @Test
  void aTicketIsNeverPrinted() {
    assertThat(Ticket.of(SessionBed.RANDOM.word())).hasToString("Ticket");
  }

  @Test
  @Tag("F-62")
  void whoeverSavesWithOneWordSharesOneSession() {
    NewSession login = SessionBed.login(bed.idToken(), SessionBed.granted("opaque", null));
    CookieJar first = new Browser().request();
    CookieJar second = new Browser().request();

    bed.sessions().save(login, first);
    bed.sessions().save(login, second);

    assertThat(second.setCookies()).isEqualTo(first.setCookies());
    assertThat(store.seen).hasSize(1);
  }
}
