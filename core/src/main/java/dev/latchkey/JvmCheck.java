package dev.latchkey;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Warns of settings of the JVM that weaken what Latchkey does, or that it does not follow. */
final class JvmCheck {

  private static final String NO_HOST_NAMES = "jdk.internal.httpclient.disableHostnameVerification";
  private static final String NAME_CACHE = "networkaddress.cache.ttl";
  private static final String OLD_NAME_CACHE = "sun.net.inetaddr.ttl";

  private final Function<String, @Nullable String> system;
  private final Function<String, @Nullable String> security;

  /** Reads system properties from the one, and security properties from the other. */
  JvmCheck(Function<String, @Nullable String> system, Function<String, @Nullable String> security) {
    this.system = system;
    this.security = security;
  }

  void warn(SettingValues values, Problems problems) {
    String unverified = system.apply(NO_HOST_NAMES);
    if (unverified != null && !unverified.equals("false")) {
      problems.warn(
          NO_HOST_NAMES
              + " is set for this JVM: its clients take any server's certificate for any host."
              + " Latchkey's own calls verify it all the same; remove the property");
    }
    if (!values.has(Setting.HTTP_PROXY)) {
      warnOfProxy(problems);
    }
    warnOfNames(problems);
  }

  private void warnOfProxy(Problems problems) {
    String host = system.apply("https.proxyHost");
    if (host != null && !host.isEmpty()) {
      problems.warn(
          "https.proxyHost is set for this JVM, but calls to the provider go directly: set"
              + " http.proxy where they should not");
    }
  }

  private void warnOfNames(Problems problems) {
    String own = security.apply(NAME_CACHE);
    String seconds = own == null ? system.apply(OLD_NAME_CACHE) : own;
    if (seconds == null) {
      return; // 30 s
    }
    if (seconds.trim().startsWith("-")) {
      problems.warn(
          NAME_CACHE
              + " keeps names for ever in this JVM: a provider that moves to another address is"
              + " not found again; set it to 30");
    } else if (seconds.trim().equals("0")) {
      problems.warn(
          NAME_CACHE
              + " is 0 in this JVM: a name may change between the check of its address and the"
              + " connection; set it to 30");
    }
  }
}
