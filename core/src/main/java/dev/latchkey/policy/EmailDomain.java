package dev.latchkey.policy;

import dev.latchkey.token.ClaimPointer;
import dev.latchkey.token.Identity;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Whether the caller's address, verified by the issuer, is in one of the wanted domains. */
final class EmailDomain implements Predicate<Identity> {

  private static final ClaimPointer EMAIL = ClaimPointer.parse("/email");
  private static final ClaimPointer VERIFIED = ClaimPointer.parse("/email_verified");
  private static final Pattern DOMAIN = Pattern.compile("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*");

  private final String[] domains;

  EmailDomain(Set<String> domains) {
    for (String domain : domains) {
      if (!DOMAIN.matcher(domain).matches()) {
        throw new IllegalArgumentException(
            "\"" + domain + "\" is no domain; write email-domain=example.com, without @ and *");
      }
    }
    this.domains = domains.toArray(new String[0]);
  }

  @Override
  public boolean test(Identity caller) {
    // only the boolean counts, "true" in quotes does not (attack B32)
    return Boolean.TRUE.equals(caller.claim(VERIFIED).orElse(null))
        && caller.claim(EMAIL).orElse(null) instanceof String email
        && isInDomain(email);
  }

  private boolean isInDomain(String email) {
    int at = email.indexOf('@');
    // an address with two of them is read differently by different readers (attack B34)
    if (at < 1 || email.indexOf('@', at + 1) >= 0) {
      return false;
    }
    for (String domain : domains) {
      if (sameInAscii(email, at + 1, domain)) {
        return true;
      }
    }
    return false;
  }

  /** Unlike the JDK's comparison, this does not take a Kelvin sign for a k. */
  private static boolean sameInAscii(String email, int from, String domain) {
    if (email.length() - from != domain.length()) {
      return false;
    }
    for (int i = 0; i < domain.length(); i++) {
      if (lower(email.charAt(from + i)) != lower(domain.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + 'a' - 'A') : c;
  }
}
