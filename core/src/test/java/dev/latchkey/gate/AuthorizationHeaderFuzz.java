package dev.latchkey.gate;

import static dev.latchkey.testing.Invariant.holds;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code Authorization} headers: each line of the input is one. */
public final class AuthorizationHeaderFuzz {

  /** RFC 6750 section 2.1. */
  private static final Pattern CREDENTIALS =
      Pattern.compile("(?i:bearer) +([A-Za-z0-9\\-._~+/]+=*)");

  private static final BearerCredential OTHER =
      BearerCredential.of(FakeRequest.get("/").bearer("other")).checked();

  private AuthorizationHeaderFuzz() {}

  /** Tries one input; the name is the one that Jazzer looks for. */
  public static void fuzzerTestOneInput(byte[] input) {
    // containers decode headers by ISO 8859-1; an empty input is a request without the header
    List<String> headers = new String(input, StandardCharsets.ISO_8859_1).lines().toList();
    FakeRequest request = FakeRequest.get("/");
    headers.forEach(header -> request.header("Authorization", header));
    BearerCredential credential = BearerCredential.of(request).checked();
    holds(
        credential.equals(BearerCredential.of(request).checked()), "a request is read alike twice");
    holds(credential.token() == null || credential.problem() == null, "a token or a problem");
    isWhatTheGrammarSays(credential, headers);
  }

  private static void isWhatTheGrammarSays(BearerCredential credential, List<String> headers) {
    if (headers.size() > 1) {
      holds(credential.problem() != null, "two headers are a problem");
      return;
    }
    String header = headers.isEmpty() ? "" : headers.get(0);
    Matcher grammar = CREDENTIALS.matcher(header);
    boolean fits = grammar.matches();
    holds(fits == (credential.token() != null), "a token is there when the grammar says so");
    if (fits) {
      holds(
          grammar.group(1).equals(credential.token().text()),
          "the token is the one of the grammar");
      holds(credential.toString().equals(OTHER.toString()), "which token it is, is not told");
    } else if (credential.problem() != null) {
      holds(header.regionMatches(true, 0, "bearer", 0, 6), "other schemes are no problem of ours");
    }
  }
}
