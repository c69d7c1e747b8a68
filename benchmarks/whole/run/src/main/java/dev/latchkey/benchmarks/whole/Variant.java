package dev.latchkey.benchmarks.whole;

import static dev.latchkey.benchmarks.whole.Program.JERSEY;
import static dev.latchkey.benchmarks.whole.Program.JETTY;
import static dev.latchkey.benchmarks.whole.Program.LATCHKEY;
import static dev.latchkey.benchmarks.whole.Program.LATCHKEY_ON_CORRETTO;
import static dev.latchkey.benchmarks.whole.Program.PAC4J;
import static dev.latchkey.benchmarks.whole.Program.SESSIONS;
import static dev.latchkey.benchmarks.whole.Program.SPRING;

/** What is measured, in the order of the table. */
enum Variant {
  AGAIN("unprotected, once more", JETTY, "", Load.MANY_TOKENS),
  SAME(
      "**Latchkey**, token seen, always the same",
      LATCHKEY,
      "token.cache-size=20000",
      Load.ONE_TOKEN),
  MANY(
      "**Latchkey**, token seen, 10,000 in turn",
      LATCHKEY,
      "token.cache-size=20000",
      Load.MANY_TOKENS),
  UNSEEN("**Latchkey**, token unseen", LATCHKEY, "token.cache-size=0", Load.MANY_TOKENS),
  UNSEEN_CORRETTO(
      "**Latchkey**, token unseen, with Corretto's provider",
      LATCHKEY_ON_CORRETTO,
      "token.cache-size=0 crypto.provider=AmazonCorrettoCryptoProvider",
      Load.MANY_TOKENS),
  COOKIE("**Latchkey**, one session in cookies", SESSIONS, "cookie", Load.ONE_SESSION),
  COOKIES("**Latchkey**, 1,000 sessions in cookies", SESSIONS, "cookie", Load.MANY_SESSIONS),
  MEMORY("**Latchkey**, one session in memory", SESSIONS, "memory", Load.ONE_SESSION),
  MEMORIES("**Latchkey**, 1,000 sessions in memory", SESSIONS, "memory", Load.MANY_SESSIONS),
  SPRING_SAME("Spring Security, always the same token", SPRING, "", Load.ONE_TOKEN),
  SPRING_MANY("Spring Security, 10,000 tokens in turn", SPRING, "", Load.MANY_TOKENS),
  PAC4J_SAME("pac4j, always the same token", PAC4J, "", Load.ONE_TOKEN),
  PAC4J_MANY("pac4j, 10,000 tokens in turn", PAC4J, "", Load.MANY_TOKENS),
  JERSEY_ALONE("Jersey, unprotected", JERSEY, "", Load.ONE_TOKEN),
  JERSEY_SAME(
      "**Latchkey** in Jersey, token seen, always the same", JERSEY, "latchkey", Load.ONE_TOKEN),
  JERSEY_MANY(
      "**Latchkey** in Jersey, token seen, 10,000 in turn", JERSEY, "latchkey", Load.MANY_TOKENS),
  SMALLRYE_SAME(
      "SmallRye JWT in Jersey, always the same token", JERSEY, "smallrye", Load.ONE_TOKEN);

  private final String label;
  private final Program program;
  private final String variant;
  private final Load load;

  Variant(String label, Program program, String variant, Load load) {
    this.label = label;
    this.program = program;
    this.variant = variant;
    this.load = load;
  }

  String label() {
    return label;
  }

  Program program() {
    return program;
  }

  /** What its server is told. */
  String variant() {
    return variant;
  }

  Load load() {
    return load;
  }

  boolean isProtected() {
    return program != JETTY && this != JERSEY_ALONE;
  }

  /** What it is paired with: the same application unprotected. */
  Program floor() {
    return program == JERSEY && this != JERSEY_ALONE ? JERSEY : JETTY;
  }
}
