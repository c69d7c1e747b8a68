package dev.latchkey;

import dev.latchkey.seal.SealKeys;
import java.net.URI;
import java.util.Optional;

/** What seals sessions, as the settings say it. */
final class SessionSecrets {

  private SessionSecrets() {}

  /** Returns nothing for a secret that ends with the process, and where there was a problem. */
  static Optional<SealKeys> read(SettingValues values, Problems problems, URI baseUrl) {
    Optional<String> secret = values.secret(Setting.SESSION_SECRET, Setting.SESSION_SECRET_FILE);
    if (secret.isEmpty() && values.has(Setting.SESSION_SECRET_FILE)) {
      return Optional.empty(); // told already: it cannot be read
    }
    if (secret.isEmpty() && !BaseUrl.isLoopback(baseUrl)) {
      problems.add(
          Setting.SESSION_SECRET,
          "is not set; make one with: openssl rand -base64 32, or write per-process for sessions"
              + " that end with this process");
      return Optional.empty();
    }
    boolean perProcess = secret.filter(text -> text.strip().equals("per-process")).isPresent();
    if (secret.isEmpty() || perProcess) {
      problems.warn(
          "sessions end with this process, since "
              + (perProcess ? "session.secret says so" : "there is no session.secret"));
      return Optional.empty();
    }
    return SealKeys.parse(secret.get(), problem -> problems.add(Setting.SESSION_SECRET, problem));
  }
}
