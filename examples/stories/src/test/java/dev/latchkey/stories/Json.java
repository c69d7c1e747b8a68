package dev.latchkey.stories;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.Map;

/** Reads what Keycloak and the application say. */
final class Json {

  private Json() {}

  /** Reads a JSON object. */
  static Map<String, Object> object(String text) {
    try {
      return JSONObjectUtils.parse(text);
    } catch (ParseException e) {
      throw new AssertionError("not JSON: " + text, e);
    }
  }

  /** Reads the one object in an array. */
  static Map<String, Object> onlyOne(String array) {
    String text = array.strip();
    return object(text.substring(1, text.length() - 1)); // of two it would be no JSON
  }

  /** Reads what a token says, as one would paste it into a debugger's page: nothing is verified. */
  static JWTClaimsSet claims(Object token) {
    try {
      return jwt(token).getJWTClaimsSet();
    } catch (ParseException e) {
      throw new AssertionError("a token without claims", e);
    }
  }

  /** Reads the name of the algorithm that a token is signed with. */
  static String algorithm(Object token) {
    return jwt(token).getHeader().getAlgorithm().getName();
  }

  /** Reads which key a token says it is signed with. */
  static String keyId(Object token) {
    return jwt(token).getHeader().getKeyID();
  }

  private static SignedJWT jwt(Object token) {
    try {
      return SignedJWT.parse((String) token);
    } catch (ParseException e) {
      throw new AssertionError("not a token", e);
    }
  }
}
