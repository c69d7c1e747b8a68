package dev.latchkey.benchmarks.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a server is told when it starts.
 *
 * @param keys the issuer's published key set, as JSON
 * @param issuer whose tokens are good
 * @param audience whom they must be for
 * @param variant what else is asked of this server, in its own words; empty for nothing
 */
public record Given(String keys, String issuer, String audience, String variant) {

  /** Reads the command line: the file with the keys, issuer, audience and variant. */
  public static Given read(String[] arguments) throws IOException {
    String keys = Files.readString(Path.of(arguments[0]));
    return new Given(keys, arguments[1], arguments[2], arguments[3]);
  }
}
