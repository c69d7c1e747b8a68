package dev.latchkey.benchmarks.whole;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import dev.latchkey.benchmarks.servers.latchkey.LatchkeyServer;

/** Latchkey's server with Corretto's provider before the JDK's own. */
public final class CorrettoServer {

  private CorrettoServer() {}

  /** Takes what the other takes. */
  public static void main(String[] arguments) throws Exception {
    AmazonCorrettoCryptoProvider.install();
    AmazonCorrettoCryptoProvider.INSTANCE.assertHealthy();
    LatchkeyServer.main(arguments);
  }
}
