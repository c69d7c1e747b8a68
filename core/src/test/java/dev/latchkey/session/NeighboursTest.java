package dev.latchkey.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Event;
import dev.latchkey.seal.MemoryStore;
import dev.latchkey.seal.SealKeys;
import dev.latchkey.seal.Sealer;
import dev.latchkey.testing.FakeBackground;
import dev.latchkey.testing.FaultyStore;
import dev.latchkey.testing.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nodes that share a store and may have been given unlike settings. */
class NeighboursTest {

  private static final String SHOP = "https://id.example.com\nshop\nhttps://shop.example.com";
  private static final SealKeys SECRET = SealKeys.perProcess(SessionBed.RANDOM);

  private final SettableClock clock = new SettableClock();
  private final FaultyStore store = new FaultyStore(new MemoryStore(10, clock, () -> {}));

  /** One of them, and what its operator hears. */
  private final class Node {
    final FakeBackground background = new FakeBackground();
    final List<Event> events = new ArrayList<>();

    Node(String application, SealKeys secret, String provider) {
      Sealer sealer = new Sealer(application, secret, SessionBed.RANDOM);
      new Neighbours(store, sealer, provider, background, events::add).watch();
    }

    Node(String application, SealKeys secret) {
      this(application, secret, "main");
    }

    void look() {
      List<FakeBackground.Later> due = List.copyOf(background.later);
      background.later.clear();
      due.forEach(later -> later.task().run());
    }

    void looks(Node... others) {
      clock.advance(Neighbours.PACE);
      look();
      List.of(others).forEach(Node::look);
    }
  }

  @Test
  void nodesThatAreAlikeHaveNothingToTell() {
    Node one = new Node(SHOP, SECRET);
    Node two = new Node(SHOP, SECRET);
    for (int i = 0; i < 10; i++) {
      one.looks(two);
    }

    assertThat(one.events).isEmpty();
    assertThat(two.events).isEmpty();
  }

  @Test
  void anotherBaseUrlIsToldOfOnce() {
    Node one = new Node(SHOP, SECRET);
    Node two = new Node(SHOP.replace("shop.example", "node-2.example"), SECRET);
    for (int i = 0; i < 10; i++) {
      one.looks(two);
    }

    assertThat(one.events).as("whoever came first").isEmpty();
    assertThat(two.events)
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.kind()).isEqualTo(Event.Kind.WARNING);
              assertThat(event.detail())
                  .contains("session.secret", "base-url", "client-id", "redis.namespace")
                  .endsWith("this is to be expected");
            });
  }

  @Test
  void anotherSecretIsToldOf() {
    Node one = new Node(SHOP, SECRET);
    Node two = new Node(SHOP, SealKeys.perProcess(SessionBed.RANDOM));
    one.looks(two);

    assertThat(two.events).hasSize(1);
  }

  @Test
  void theNextProviderOfTheSameApplicationIsNoStranger() {
    Node main = new Node(SHOP, SECRET);
    Node partner = new Node(SHOP + "/partner", SECRET, "partner");
    main.looks(partner);

    assertThat(partner.events).isEmpty();
  }

  @Test
  void whoeverIsGoneForThreeMinutesIsForgotten() {
    Node one = new Node(SHOP, SECRET);
    one.looks();
    clock.advance(Duration.ofMinutes(3));
    Node two = new Node(SHOP, SealKeys.perProcess(SessionBed.RANDOM));
    two.look();

    assertThat(two.events).isEmpty();
  }

  @Test
  void anOutageSaysNothingOfAnybody() {
    Node one = new Node(SHOP, SECRET);
    store.down = true;
    one.looks();
    assertThat(one.events).isEmpty();

    store.down = false;
    Node two = new Node(SHOP, SealKeys.perProcess(SessionBed.RANDOM));
    two.looks(one);
    assertThat(one.events).as("it has gone on looking").hasSize(1);
  }
}
