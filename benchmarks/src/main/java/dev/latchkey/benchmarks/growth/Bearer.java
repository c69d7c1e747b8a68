package dev.latchkey.benchmarks.growth;

import dev.latchkey.Latchkey;
import dev.latchkey.LatchkeyBuilder;
import dev.latchkey.benchmarks.Issuer;
import dev.latchkey.gate.Decision;
import dev.latchkey.gate.GateRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A GET with an access token, and whom it is shown to. */
record Bearer(String path, String authorization) implements GateRequest {

  static Bearer at(String path, String token) {
    return new Bearer(path, "Bearer " + token);
  }

  /** Takes the tokens of an issuer, with its keys at hand and no rules yet. */
  static LatchkeyBuilder builder(Issuer issuer) {
    return Latchkey.builder()
        .issuer(Issuer.NAME)
        .audience(Issuer.AUDIENCE)
        .set("discovery", "off")
        .set("jwks", new String(issuer.jwks(), StandardCharsets.UTF_8));
  }

  /** Asks; whoever is refused is not fit to be measured. */
  static Decision let(Latchkey latchkey, Bearer request) {
    Decision decision = latchkey.decide(request);
    if (!(decision instanceof Decision.Proceed)) {
      throw new IllegalStateException("not fit to be measured: " + decision);
    }
    return decision;
  }

  /** Sees to it that a forged token does not pass. */
  static void checkForged(Latchkey latchkey, Bearer good) {
    Bearer forged = new Bearer(good.path(), Issuer.forged(good.authorization()));
    if (latchkey.decide(forged) instanceof Decision.Proceed) {
      throw new IllegalStateException("takes a forged token");
    }
  }

  @Override
  public String method() {
    return "GET";
  }

  @Override
  public String requestTarget() {
    return path;
  }

  @Override
  public String contextPath() {
    return "";
  }

  @Override
  public @Nullable String query() {
    return null;
  }

  @Override
  public List<String> headers(String name) {
    return name.equalsIgnoreCase("Authorization") ? List.of(authorization) : List.of();
  }
}
