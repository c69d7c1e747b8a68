package dev.latchkey.gate;

import dev.latchkey.policy.Rule;
import dev.latchkey.token.Identity;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is to become of a request: {@link Proceed} or {@link Stop}, nothing else. Only the gate
 * makes one. An adapter adds the headers to the response as they are, then goes on or answers.
 * Immutable.
 */
public abstract sealed class Decision {

  private final List<Header> headers;

  private Decision(List<Header> headers) {
    this.headers = List.copyOf(headers);
  }

  /** The headers to add to the response, in order; several may have one name. */
  public List<Header> headers() {
    return headers;
  }

  /** The request goes on to the application. */
  public static final class Proceed extends Decision {

    private final @Nullable Caller caller;
    private final RequestHeaders requestHeaders;
    private final OwnCookies ownCookies;
    private final Rule rule;

    /** With no caller, {@code null}, for an anonymous one. */
    Proceed(
        List<Header> headers,
        @Nullable Caller caller,
        RequestHeaders requestHeaders,
        OwnCookies ownCookies,
        Rule rule) {
      super(headers);
      this.caller = caller;
      this.requestHeaders = requestHeaders;
      this.ownCookies = ownCookies;
      this.rule = rule;
    }

    /** The rule that let it through, which may have been replaced since. */
    Rule rule() {
      return rule;
    }

    /** Returns {@code null} for an anonymous caller. */
    @Nullable Caller caller() {
      return caller;
    }

    /** Who calls; empty for an anonymous caller. */
    public Optional<Identity> identity() {
      return Optional.ofNullable(caller).map(Caller::identity);
    }

    /**
     * Answers a question about a role that names no provider: whether the caller has the role at
     * the main one. What another provider calls a role counts where that is named, not here.
     */
    public boolean isCallerInRole(String role) {
      return caller != null && caller.isOfMainProvider() && caller.identity().hasRole(role);
    }

    /** {@code BEARER} or {@code OIDC}; empty for an anonymous caller. */
    public Optional<String> authenticationScheme() {
      return Optional.ofNullable(caller).map(Caller::scheme);
    }

    /** What the application sees in place of the headers that the client sent. */
    public RequestHeaders requestHeaders() {
      return requestHeaders;
    }

    /** What the application does not see of the cookies that the client sent. */
    public OwnCookies ownCookies() {
      return ownCookies;
    }
  }

  /** The request ends here with an answer of ours. */
  public static final class Stop extends Decision {

    private final int status;
    private final byte[] body;
    private final boolean signsIn;
    private final boolean signsOut;

    Stop(int status, List<Header> headers, byte[] body) {
      this(status, headers, body, false, false);
    }

    private Stop(int status, List<Header> headers, byte[] body, boolean signsIn, boolean signsOut) {
      super(headers);
      this.status = status;
      this.body = body;
      this.signsIn = signsIn;
      this.signsOut = signsOut;
    }

    /** The same answer, by which a user signs in. */
    Stop signingIn() {
      return new Stop(status, headers(), body, true, signsOut);
    }

    /** The same answer, by which whoever was signed in leaves. */
    Stop signingOut() {
      return new Stop(status, headers(), body, signsIn, true);
    }

    /** The status of the answer. */
    public int status() {
      return status;
    }

    /** The body in UTF-8, its type among the headers; may be empty. */
    public byte[] body() {
      return body.clone();
    }

    /**
     * Tells whether a user signs in by this answer. A session that the container keeps for this
     * browser must then get another id, since somebody else may know the one that it has.
     */
    public boolean signsIn() {
      return signsIn;
    }

    /**
     * Tells whether whoever was signed in leaves by this answer, or somebody else takes their
     * place. A session that the container keeps for this browser must then end: what the
     * application has put there is not the next user's.
     */
    public boolean signsOut() {
      return signsOut;
    }
  }
}
