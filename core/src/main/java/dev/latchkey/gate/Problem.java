package dev.latchkey.gate;

import dev.latchkey.event.Event;
import dev.latchkey.event.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a client is told when it does not get what it asked for. Immutable.
 *
 * @param status the HTTP status
 * @param title a few words
 * @param text one or two sentences for a person who is not at fault
 * @param headers further headers
 * @param members further members of the problem document
 * @param link what a person may do about it; empty where there is nothing
 */
record Problem(
    int status,
    String title,
    String text,
    List<Header> headers,
    Map<String, String> members,
    Optional<Link> link) {

  /** Somewhere to go, and what it is called. */
  record Link(String address, String label) {}

  static final Problem AMBIGUOUS_PATH =
      of(400, "Bad Request", "The address of this page is not well-formed.");
  static final Problem BAD_CREDENTIAL =
      of(400, "Bad Request", "The credential of this request is not well-formed.");
  static final Problem LOGIN_NOT_FINISHED =
      of(
          400,
          "Sign-in did not finish",
          "The sign-in took too long, was begun in another browser, or this browser keeps no cookies"
              + " for this site.");
  static final Problem LOGIN_NOT_TRUSTED =
      of(
          400,
          "Sign-in failed",
          "This application could not accept the answer of the sign-in service. If starting again"
              + " does not help, tell the operator.");
  static final Problem LOGIN_LOOP =
      of(
          400,
          "Sign-in does not last",
          "You were sent to sign in several times, and this browser kept no session. Allow cookies"
              + " for this site, then start again. If that does not help, tell the operator.");
  static final Problem UNAUTHORIZED =
      of(401, "Unauthorized", "This address asks for a valid credential.");
  static final Problem SIGN_IN_FIRST =
      of(401, "Sign in first", "This page is for people who are signed in.");
  static final Problem SIGN_IN_AGAIN =
      of(
          401,
          "Sign in again",
          "This address asks for a fresher or a stronger sign-in than you had.");
  static final Problem FORBIDDEN = of(403, "Forbidden", "You are not allowed to do this.");
  static final Problem LOGIN_REFUSED =
      of(
          403,
          "Sign-in was refused",
          "It was cancelled, or the sign-in service did not let you in.");
  static final Problem LOGIN_NOT_ENOUGH =
      of(
          403,
          "Sign-in was not enough",
          "This application asks for a fresher or a stronger sign-in than you had.");
  static final Problem METHOD_NOT_ALLOWED =
      of(405, "Method Not Allowed", "This address cannot be used in this way.");
  static final Problem INTERNAL_ERROR =
      of(500, "Internal Server Error", "Something went wrong here. It is not your fault.");
  static final Problem LOGIN_FAILED =
      of(502, "Sign-in failed", "The sign-in service gave no usable answer. Please try again.");
  static final Problem SESSION_TOO_LARGE =
      of(500, "Sign-in failed", "Your sign-in could not be kept. Please tell the operator.");
  static final Problem UNAVAILABLE =
      of(
              503,
              "Temporarily unavailable",
              "The sign-in service cannot be reached just now. Please try again in a moment.")
          .header("Retry-After", "5");
  static final Problem LOGIN_WAITS =
      of(
              503,
              "Sign-in waits",
              "The sign-in service cannot be reached just now. Load this page again in a moment,"
                  + " and your sign-in goes on.")
          .header("Retry-After", "5");

  private static Problem of(int status, String title, String text) {
    return new Problem(status, title, text, List.of(), Map.of(), Optional.empty());
  }

  Problem header(String name, String value) {
    List<Header> more = new ArrayList<>(headers);
    more.add(Header.of(name, value));
    return new Problem(status, title, text, List.copyOf(more), members, link);
  }

  Problem challenged(String challenge) {
    return header("WWW-Authenticate", challenge);
  }

  Problem with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(members);
    more.put(name, value);
    return new Problem(status, title, text, headers, more, link);
  }

  /** With what the log says, for a developer to read. */
  Problem explained(Event told) {
    return with("reason", told.reason().map(Reason::code).orElse(""))
        .with("explanation", told.explanation());
  }

  Problem linked(String address, String label) {
    Optional<Link> newLink = Optional.of(new Link(address, label));
    return new Problem(status, title, text, headers, members, newLink);
  }
}
