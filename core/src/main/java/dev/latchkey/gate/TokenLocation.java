package dev.latchkey.gate;

import dev.latchkey.event.Reason;
import dev.latchkey.http.FormEncoding;
import java.util.List;

/** One place beside {@code Authorization: Bearer} where a request may carry its token. */
sealed interface TokenLocation {

  BearerCredential read(Exchange exchange);

  /** A header of any name, its value a token or a word and a token. */
  record InHeader(String name, String prefix) implements TokenLocation {

    @Override
    public BearerCredential read(Exchange exchange) {
      return BearerCredential.inHeader(exchange.request().headers(name), prefix);
    }
  }

  /**
   * A parameter of the query (RFC 6750 section 2.3). Its name counts in any encoding, so that
   * nobody else finds a token where none was seen here.
   */
  record InQuery(String name) implements TokenLocation {

    @Override
    public BearerCredential read(Exchange exchange) {
      String query = exchange.request().query();
      return query == null
          ? BearerCredential.ABSENT
          : BearerCredential.ofOne(FormEncoding.values(query, name));
    }
  }

  /**
   * A cookie. Browsers send it along with what other sites' pages make them send, so like a session
   * it does not count for a change that such a page asks for.
   *
   * @param origin of our own pages
   */
  record InCookie(String name, String origin) implements TokenLocation {

    @Override
    public BearerCredential read(Exchange exchange) {
      if (!exchange.jar().has(name)) {
        return BearerCredential.ABSENT;
      }
      String value = exchange.jar().value(name);
      if (value == null) {
        return BearerCredential.REPEATED;
      }
      if (value.isEmpty()) { // what is left of a deleted one
        return BearerCredential.ABSENT;
      }
      return exchange.isForeign(this::origin)
          ? BearerCredential.refused(Reason.ORIGIN_FOREIGN)
          : BearerCredential.ofOne(List.of(value));
    }
  }
}
