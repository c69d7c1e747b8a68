package dev.latchkey.testkit.contract;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Many callers with a connection and a token each, who all ask at the same moment: every request of
 * a round is sent before the first answer is read. Not thread-safe.
 */
final class Crowd implements AutoCloseable {

  /** What one of them does in one round. */
  enum Deed {
    /** The token counts, and not the session that comes with it. */
    BOTH("/mine/", 200, true, true),
    SESSION("/mine/", 200, false, true),
    NOTHING("/maybe", 200, false, false),
    THROW("/does/throw", 500, true, true),
    ANSWER_LATER("/does/answer-later", 200, true, false),
    THROW_LATER("/does/throw-later", 500, true, false);

    private final String path;
    private final int status;
    private final boolean bringsToken;
    private final boolean bringsSession;

    Deed(String path, int status, boolean bringsToken, boolean bringsSession) {
      this.path = path;
      this.status = status;
      this.bringsToken = bringsToken;
      this.bringsSession = bringsSession;
    }

    private String subject(String ofToken, String ofSession) {
      return bringsToken ? ofToken : bringsSession ? ofSession : "";
    }
  }

  /** Whose cookies all of them bring along, besides their own tokens. */
  record Session(String cookies, String subject) {}

  private final Shop shop;
  private final List<Deed> deeds;
  private final Session session;
  private final List<Caller> callers = new ArrayList<>();

  Crowd(Shop shop, int size, List<Deed> deeds, Session session) throws IOException {
    this.shop = shop;
    this.deeds = deeds;
    this.session = session;
    for (int i = 0; i < size; i++) {
      callers.add(new Caller("caller-" + i, i));
    }
  }

  /** Lets each do the next of the deeds, its neighbour another one; returns what went wrong. */
  List<String> round(int number) throws IOException {
    List<String> mistakes = new ArrayList<>();
    for (Caller caller : callers) {
      caller.ask(deeds.get((caller.number + number) % deeds.size()));
    }
    for (Caller caller : callers) {
      String mistake = caller.hear(deeds.get((caller.number + number) % deeds.size()));
      if (mistake != null) {
        mistakes.add(mistake);
      }
    }
    return mistakes;
  }

  @Override
  public void close() throws IOException {
    for (Caller caller : callers) {
      caller.wire.close();
    }
  }

  private final class Caller {

    private final String subject;
    private final int number;
    private final String token;
    private Wire wire;

    Caller(String subject, int number) throws IOException {
      this.subject = subject;
      this.number = number;
      this.token = shop.provider().token().subject(subject).sign();
      this.wire = Wire.to(shop.port());
    }

    void ask(Deed deed) throws IOException {
      try {
        wire.send(request(deed));
      } catch (IOException closed) {
        askAnew(deed);
      }
    }

    private void askAnew(Deed deed) throws IOException {
      wire.close();
      wire = Wire.to(shop.port());
      wire.send(request(deed));
    }

    private String request(Deed deed) {
      String page = deed.path.endsWith("/") ? deed.path + number : deed.path;
      return "GET "
          + shop.target(page)
          + " HTTP/1.1\r\nHost: localhost\r\n"
          + (deed.bringsToken ? Shop.bearer(token) + "\r\n" : "")
          + (deed.bringsSession ? "Cookie: " + session.cookies + "\r\n" : "")
          + "\r\n";
    }

    @Nullable String hear(Deed deed) throws IOException {
      Reply reply = answer(deed);
      if (reply.header("Connection").equalsIgnoreCase("close")) {
        wire.close(); // on which something failed
        wire = Wire.to(shop.port());
      }
      String wanted = deed.subject(subject, session.subject);
      boolean right = reply.status() == deed.status && (deed.status != 200 || isFor(wanted, reply));
      return right ? null : deed + " of " + subject + ": " + reply.status() + reply.says("subject");
    }

    /** A connection that servers had enough of, while nobody asked, takes one more try. */
    private Reply answer(Deed deed) throws IOException {
      try {
        return wire.read("GET", deed.path);
      } catch (IOException closed) {
        askAnew(deed);
        return wire.read("GET", deed.path);
      }
    }

    private boolean isFor(String wanted, Reply reply) {
      return reply.says("subject").equals(wanted) && reply.says("header.x-user").equals(wanted);
    }
  }
}
