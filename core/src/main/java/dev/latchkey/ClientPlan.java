package dev.latchkey;

import dev.latchkey.provider.ClientAuthentication;
import dev.latchkey.provider.ClientCredentials;
import java.util.Optional;

/** Who we are to the provider, as the settings say it. */
final class ClientPlan {

  private ClientPlan() {}

  /** Reads the client, which is needed because of this: "rules can sign in". */
  static ClientCredentials read(SettingValues values, Problems problems, String need) {
    if (!values.has(Setting.CLIENT_ID)) {
      problems.add(
          Setting.CLIENT_ID, "is not set, but " + need + "; register a client at the provider");
    }
    String id = values.set(Setting.CLIENT_ID).orElse("none");
    Optional<String> secret = values.secret(Setting.CLIENT_SECRET, Setting.CLIENT_SECRET_FILE);
    Optional<ClientAuthentication> method = method(values);
    boolean isPublic = method.filter(chosen -> chosen == ClientAuthentication.NONE).isPresent();
    if (secret.isEmpty() && !isPublic && !values.has(Setting.CLIENT_SECRET_FILE)) {
      problems.add(
          Setting.CLIENT_SECRET,
          "is not set; set it, or client-authentication=none for a public client");
    }
    if (secret.isPresent() && isPublic) {
      problems.add(
          Setting.CLIENT_AUTHENTICATION, "is none, but a client secret is set; remove one of them");
    }
    if (secret.isEmpty() || isPublic) {
      return ClientCredentials.publicClient(id);
    }
    ClientCredentials confidential = ClientCredentials.confidential(id, secret.get());
    return method.map(confidential::sentBy).orElse(confidential);
  }

  private static Optional<ClientAuthentication> method(SettingValues values) {
    return values
        .set(Setting.CLIENT_AUTHENTICATION)
        .flatMap(
            text -> values.read(Setting.CLIENT_AUTHENTICATION, text, ClientAuthentication::named));
  }
}
