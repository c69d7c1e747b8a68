package dev.latchkey.gate;

import dev.latchkey.event.Reason;
import dev.latchkey.session.Recall;
import dev.latchkey.session.RecalledSession;
import dev.latchkey.session.Sessions;
import dev.latchkey.token.Identity;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells a page's script about its session: who is signed in, until when, and where to sign in and
 * out. No token, and asking does not count as use of the session. Thread-safe.
 */
final class SessionRoute {

  private final SignInSettings settings;
  private final Sessions sessions;
  private final InstantSource clock;
  private final Answers answers;
  private final Report report;

  SessionRoute(SignInParts parts, Answers answers, Report report) {
    this.settings = parts.settings();
    this.sessions = parts.sessions();
    this.clock = parts.clock();
    this.answers = answers;
    this.report = report;
  }

  /** Answers a request to our own path; {@code null} when it is another. */
  Decision.@Nullable Stop serve(Exchange exchange) {
    GateRequest request = exchange.request();
    if (!request.path().equals(settings.logout().sessionPath())) {
      return null;
    }
    if (!request.method().equals("GET")) {
      report.refused(exchange, Reason.METHOD_NOT_LISTED, "the session is for GET");
      return answers.methodNotAllowed(exchange, Set.of("GET"));
    }
    Recall recall = sessions.glance(exchange.jar());
    if (recall instanceof Recall.Unavailable unavailable) {
      report.undecided(exchange, unavailable.reason(), unavailable.detail());
      return answers.unavailable(exchange);
    }
    return Answers.json(exchange, members(recall));
  }

  private Map<String, Object> members(Recall recall) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("authenticated", recall instanceof Recall.Alive);
    if (recall instanceof Recall.Alive alive) {
      describe(alive.session(), members);
    }
    members.put("login", settings.publicPath(settings.loginPath()));
    members.put("logout", settings.publicPath(settings.logoutPath()));
    return members;
  }

  private void describe(RecalledSession session, Map<String, Object> members) {
    Identity identity = session.identity();
    identity.subject().ifPresent(subject -> members.put("subject", subject));
    members.put("name", identity.getName());
    members.put("issuer", identity.issuer());
    members.put("roles", identity.roles().stream().sorted().toList());
    Instant end = session.idleEnd().filter(session.endsAt()::isAfter).orElse(session.endsAt());
    members.put("expires_at", end.toString());
    members.put("expires_in", Duration.between(clock.instant(), end).toSeconds());
    members.put("ends_at", session.endsAt().toString());
  }
}
