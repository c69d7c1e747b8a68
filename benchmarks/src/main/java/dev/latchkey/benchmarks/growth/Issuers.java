package dev.latchkey.benchmarks.growth;

import dev.latchkey.Latchkey;
import dev.latchkey.LatchkeyBuilder;
import dev.latchkey.benchmarks.Issuer;
import dev.latchkey.benchmarks.OrdersRequest;
import dev.latchkey.benchmarks.pairs.Operation;
import dev.latchkey.benchmarks.pairs.Pace;
import dev.latchkey.benchmarks.pairs.Pairing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** More and more issuers: a decision about a token of the last one. */
final class Issuers {

  /** The first comes twice: once for the JDK, which compiles on the way. */
  private static final List<Integer> SIZES = List.of(1, 1, 10, 100, 1_000);

  private static final Duration LIFE = Duration.ofHours(8);

  private Issuers() {}

  static Table measure(Pace pace) throws Exception {
    Table table =
        new Table(
            "issuers",
            "Issuers",
            "issuers",
            List.of("token seen", "token unseen"),
            List.of("ns, seen", "ns, unseen", "ms to start"));
    Issuer issuer = new Issuer("RS256");
    for (int size : SIZES) {
      long begin = System.nanoTime();
      latchkey(issuer, size, 0).close();
      double start = (System.nanoTime() - begin) / 1e6;
      var seen = new Pairing(deciding(issuer, 1, 100), deciding(issuer, size, 100), pace).run();
      var unseen = new Pairing(deciding(issuer, 1, 0), deciding(issuer, size, 0), pace).run();
      table.add(
          size,
          List.of(seen.ratio().median(), unseen.ratio().median()),
          List.of(
              seen.floorNanos().median() + seen.nanosBeyond().median(),
              unseen.floorNanos().median() + unseen.nanosBeyond().median(),
              start));
    }
    return table;
  }

  private static Operation deciding(Issuer issuer, int size, int remembered) throws Exception {
    Latchkey latchkey = latchkey(issuer, size, remembered);
    OrdersRequest request =
        OrdersRequest.withToken(issuer.token(name(size - 1), Issuer.AUDIENCE, LIFE));
    Bearer.let(latchkey, request);
    Bearer.checkForged(latchkey, request);
    return () -> Bearer.let(latchkey, request);
  }

  private static Latchkey latchkey(Issuer issuer, int size, int remembered) {
    LatchkeyBuilder builder =
        Bearer.builder(issuer).set("token.cache-size", Integer.toString(remembered));
    if (size > 1) {
      builder.set(
          "providers",
          IntStream.range(1, size).mapToObj(i -> "p" + i).collect(Collectors.joining(" ")));
    }
    String keys = new String(issuer.jwks(), StandardCharsets.UTF_8);
    for (int i = 1; i < size; i++) {
      builder
          .set("provider.p" + i + ".issuer", name(i))
          .set("provider.p" + i + ".audience", Issuer.AUDIENCE)
          .set("provider.p" + i + ".discovery", "off")
          .set("provider.p" + i + ".jwks", keys)
          .set("provider.p" + i + ".token.cache-size", Integer.toString(remembered));
    }
    return builder.set("rules", "bearer /** provider=*").build();
  }

  private static String name(int i) {
    return i == 0 ? Issuer.NAME : "https://id.example.com/realms/tenant-" + i;
  }
}
