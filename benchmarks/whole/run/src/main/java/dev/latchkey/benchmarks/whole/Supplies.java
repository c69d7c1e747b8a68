package dev.latchkey.benchmarks.whole;

import dev.latchkey.benchmarks.Issuer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;

/** Keys, tokens and cookies in files, where servers and load generator find them. */
final class Supplies {

  private static final String BEARER = "Authorization: Bearer ";

  private final Path folder;
  private final Path keys;
  private final List<String> tokens;

  private Supplies(Path folder, Path keys, List<String> tokens) {
    this.folder = folder;
    this.keys = keys;
    this.tokens = List.copyOf(tokens);
  }

  /** Makes an issuer and as many of its tokens as are asked for. */
  static Supplies make(int tokens) throws IOException, GeneralSecurityException {
    Issuer issuer = new Issuer("RS256");
    Path folder = Files.createTempDirectory("latchkey-whole");
    Path keys = Files.write(folder.resolve("jwks.json"), issuer.jwks());
    List<String> made = new ArrayList<>();
    for (int i = 0; i < tokens; i++) {
      made.add(BEARER + issuer.token());
    }
    return new Supplies(folder, keys, made);
  }

  /** What a server is told on its command line. */
  List<String> arguments(String variant) {
    return List.of(keys.toString(), Issuer.NAME, Issuer.AUDIENCE, variant);
  }

  /** The header lines that a load brings, of whom the server has signed in. */
  List<String> lines(Load load, ServerProcess server) {
    List<String> all = load.isOfSessions() ? cookies(server) : tokens;
    return all.subList(0, load.size());
  }

  /** A line like those, but none of them where it can be used up. */
  String victim(Load load, ServerProcess server) {
    List<String> all = load.isOfSessions() ? cookies(server) : tokens;
    return all.get(all.size() - 1);
  }

  private static List<String> cookies(ServerProcess server) {
    return server.cookies().stream().map("Cookie: "::concat).toList();
  }

  Path file(List<String> lines) throws IOException {
    return Files.write(folder.resolve("headers.txt"), lines);
  }

  /** A line that nobody could have come by. */
  static String forged(String line) {
    return Issuer.forged(line);
  }

  void delete() throws IOException {
    for (String each : List.of("jwks.json", "headers.txt")) {
      Files.deleteIfExists(folder.resolve(each));
    }
    Files.deleteIfExists(folder);
  }
}
