package dev.latchkey.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Finds out which client is calling the token endpoint: RFC 6749 section 2.3. */
final class ClientAuthentication {
  private final Clients clients;

  ClientAuthentication(Clients clients) {
    this.clients = clients;
  }

  sealed interface Outcome {}

  record Known(TestClient client) implements Outcome {}

  record Refused(Answer answer) implements Outcome {}

  private record Credentials(String id, @Nullable String secret) {
    /** Says nothing of the secret. */
    @Override
    public String toString() {
      return "Credentials";
    }
  }

  Outcome authenticate(Call call) {
    String header = call.header("Authorization");
    String id = call.form().value("client_id");
    String secret = call.form().value("client_secret");
    if (header == null) {
      return id == null ? unknown() : authenticate(new Credentials(id, secret));
    }
    if (secret != null) {
      return malformed("use one way of client authentication, not two");
    }
    Credentials basic = basic(header);
    if (basic == null) {
      return unknown();
    }
    return id == null || id.equals(basic.id())
        ? authenticate(basic)
        : malformed("the form names another client than the header");
  }

  private Outcome authenticate(Credentials credentials) {
    TestClient client = clients.find(credentials.id());
    if (client == null) {
      return unknown();
    }
    boolean withoutSecret = !client.hasSecret() && credentials.secret() == null;
    return withoutSecret || client.knows(credentials.secret()) ? new Known(client) : unknown();
  }

  /** RFC 6749 section 2.3.1: both parts are form-encoded before they are joined and encoded. */
  private static @Nullable Credentials basic(String header) {
    if (!header.regionMatches(true, 0, "Basic ", 0, 6)) {
      return null;
    }
    try {
      String joined = new String(Base64.getDecoder().decode(header.substring(6).trim()), UTF_8);
      int colon = joined.indexOf(':');
      return colon < 0
          ? null
          : new Credentials(
              Parameters.decode(joined.substring(0, colon)),
              Parameters.decode(joined.substring(colon + 1)));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** Does not tell which of id and secret was wrong. RFC 6749 section 5.2. */
  private static Outcome unknown() {
    Answer answer = Answer.error(401, "invalid_client", "client authentication failed");
    return new Refused(answer.with("WWW-Authenticate", "Basic realm=\"test-provider\""));
  }

  private static Outcome malformed(String description) {
    return new Refused(Answer.error(400, "invalid_request", description));
  }
}
