package dev.latchkey.stories;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.latchkey.gate.Tokens;
import dev.latchkey.token.Identity;
import java.security.Principal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the workload of the tutorials tells about who called, with which tokens. Only a test's
 * application does such a thing.
 */
final class Caller {

  private final Map<String, Object> words = new LinkedHashMap<>();

  Caller(String method, String path, @Nullable String jwtHeader) {
    words.put("method", method);
    words.put("path", path);
    words.put("jwt", jwtHeader);
  }

  /** Adds who it is, in the words of the way in; an anonymous caller stays without. */
  Caller named(@Nullable Principal principal, String scheme, Predicate<String> isInRole) {
    if (principal != null) {
      Identity identity = Identity.of(principal);
      words.put("name", principal.getName());
      words.put("scheme", scheme);
      words.put("issuer", identity.issuer());
      words.put("scopes", new ArrayList<>(identity.scopes()));
      words.put("isUser", isInRole.test("user"));
      words.put("isAdmin", isInRole.test("admin"));
      Tokens tokens = Tokens.of(principal);
      words.put("accessToken", tokens.accessToken());
      tokens.idToken().ifPresent(idToken -> words.put("idToken", idToken));
    }
    return this;
  }

  String json() {
    return JSONObjectUtils.toJSONString(words);
  }
}
