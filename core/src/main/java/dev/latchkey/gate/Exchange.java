package dev.latchkey.gate;

import dev.latchkey.event.Event;
import dev.latchkey.event.Reference;
import dev.latchkey.seal.CookieJar;
import dev.latchkey.token.TrustedIssuer;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One request on its way to one decision. What costs something is made when it is asked for. */
final class Exchange {

  private final GateRequest request;
  private final CorsOrigins others;
  private @Nullable CookieJar jar;
  private @Nullable Reference reference;
  private @Nullable TrustedIssuer issuer;
  private @Nullable Event told;
  private boolean keptFromCaches;
  private boolean audited;

  /**
   * Begins.
   *
   * @param others whose pages may call beside our own
   */
  Exchange(GateRequest request, CorsOrigins others) {
    this.request = request;
    this.others = others;
  }

  GateRequest request() {
    return request;
  }

  /** Tells whether a browser asks whether a page of another origin may call: a CORS preflight. */
  boolean isPreflight() {
    return others.methodAsked(request) != null;
  }

  /** The method that rules are to judge: where a browser asks for another, that. */
  String method() {
    String asked = others.methodAsked(request);
    return asked == null ? request.method() : asked;
  }

  /**
   * Tells whether a page that may not do so sent its user's cookies along to change something.
   *
   * @param ours the origin of our own pages
   */
  boolean isForeign(Supplier<String> ours) {
    return Origin.isForeign(request, ours) && !others.allow(request);
  }

  /** What lets pages of other origins read an answer of ours. */
  List<Header> readers() {
    return others.headers(request);
  }

  CookieJar jar() {
    if (jar == null) {
      jar = CookieJar.of(request.headers("Cookie"));
    }
    return jar;
  }

  Reference reference() {
    if (reference == null) {
      reference = Reference.next(ThreadLocalRandom.current());
    }
    return reference;
  }

  /** Whose token or session this is about, as soon as that is known. */
  void concerns(@Nullable TrustedIssuer known) {
    issuer = known;
  }

  /** The issuer's name; another where none is known. */
  String issuer(String otherwise) {
    return issuer == null ? otherwise : issuer.issuer();
  }

  /** What the listener was told of this request last; {@code null} when nothing yet. */
  @Nullable Event told() {
    return told;
  }

  void remember(Event event) {
    told = event;
  }

  /** The token stands where no cache expects one, so that it would hand the answer to others. */
  void keepFromCaches() {
    keptFromCaches = true;
  }

  boolean isKeptFromCaches() {
    return keptFromCaches;
  }

  /** Whatever its rule says no to is told of and passes. */
  void audit() {
    audited = true;
  }

  boolean isAudited() {
    return audited;
  }

  /** After a fault of ours no cookie is changed: nobody knows how far the change had come. */
  void dropCookies() {
    jar = null;
  }

  /** The cookies to set; what sets one must not be kept by a cache in between. */
  List<Header> cookieHeaders() {
    return jar == null || !jar.isChanged()
        ? List.of()
        : jar.setCookies().stream().map(cookie -> Header.of("Set-Cookie", cookie)).toList();
  }
}
