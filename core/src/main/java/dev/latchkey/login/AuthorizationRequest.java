package dev.latchkey.login;

import dev.latchkey.http.FormEncoding;
import dev.latchkey.seal.Base64Url;
import dev.latchkey.seal.Sha256;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/** The address that a browser is sent to (OpenID Connect Core 3.1.2.1). */
final class AuthorizationRequest {

  private AuthorizationRequest() {}

  /** The extra parameters come last and put nothing in the place of ours. */
  static URI address(
      URI endpoint, LoginSettings settings, PendingLogin login, Map<String, String> extra) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("response_type", "code");
    parameters.put("client_id", settings.clientId());
    parameters.put("redirect_uri", settings.redirectUri().toString());
    parameters.put("scope", String.join(" ", settings.scopes()));
    parameters.put("state", login.state());
    parameters.put("nonce", login.nonce());
    // RFC 7636 section 4.2; S256 also where the provider does not announce it: RFC 9700 2.1.1
    parameters.put("code_challenge", Base64Url.encode(Sha256.of(login.codeVerifier())));
    parameters.put("code_challenge_method", "S256");
    if (settings.responseMode() == ResponseMode.FORM_POST) {
      parameters.put("response_mode", "form_post"); // OAuth 2.0 Form Post Response Mode section 1
    }
    extra.forEach(parameters::putIfAbsent);
    return FormEncoding.append(endpoint, parameters);
  }
}
