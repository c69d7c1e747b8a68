package dev.latchkey.gate;

import dev.latchkey.event.Event;
import dev.latchkey.event.Reference;
import dev.latchkey.seal.CookieJar;
import dev.latchkey.token.TrustedIssuer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** One request on its way to one decision. What costs something is made when it is asked for. */
final class Exchange {

  private final GateRequest request;
  private @Nullable CookieJar jar;
  private @Nullable Reference reference;
  private @Nullable TrustedIssuer issuer;
  private @Nullable Event told;
  private boolean keptFromCaches;
  private boolean audited;

  Exchange(GateRequest request) {
    this.request = request;
  }

  GateRequest request() {
    return request;
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
    List<Header> headers = new ArrayList<>();
    if (jar != null) {
      jar.setCookies().forEach(cookie -> headers.add(Header.of("Set-Cookie", cookie)));
    }
    return headers;
  }
}
