package dev.latchkey.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An application and its user's browser in one, over real HTTP, following no redirect by itself.
 */
final class Application {
  static final String CALLBACK = "http://127.0.0.1:9/oidc/callback";
  static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

  private final TestProvider provider;
  private final HttpClient http =
      HttpClient.newBuilder()
          .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
          .build();

  Application(TestProvider provider) {
    this.provider = provider;
    provider.allowRedirect(CALLBACK);
  }

  /** A good authorization request; each test spoils one part of it. */
  Map<String, String> request() {
    Map<String, String> request = new LinkedHashMap<>();
    request.put("response_type", "code");
    request.put("client_id", provider.clientId());
    request.put("redirect_uri", CALLBACK);
    request.put("scope", "openid profile orders:read");
    request.put("state", "state & 1");
    request.put("nonce", "nonce-1");
    request.put("code_challenge", challenge());
    request.put("code_challenge_method", "S256");
    return request;
  }

  HttpResponse<String> authorize(Map<String, String> request) {
    return get(Paths.AUTHORIZE + "?" + Parameters.encode(request));
  }

  HttpResponse<String> signIn(Map<String, String> request, String username, String password) {
    Map<String, String> form = new LinkedHashMap<>(request);
    form.put("username", username);
    form.put("password", password);
    return post(Paths.AUTHORIZE, form);
  }

  /** Signs alice in and returns the code. */
  String code() {
    return code(request());
  }

  String code(Map<String, String> request) {
    String code = callback(signIn(request, "alice", "alice-pw")).value("code");
    if (code == null) {
      throw new AssertionError("no code came back");
    }
    return code;
  }

  /** A good token request for this code; each test spoils one part of it. */
  Map<String, String> tokenRequest(String code) {
    Map<String, String> request = new LinkedHashMap<>();
    request.put("grant_type", "authorization_code");
    request.put("code", code);
    request.put("redirect_uri", CALLBACK);
    request.put("code_verifier", VERIFIER);
    return request;
  }

  Map<String, String> refreshRequest(Object refreshToken) {
    return Map.of("grant_type", "refresh_token", "refresh_token", refreshToken.toString());
  }

  HttpResponse<String> token(Map<String, String> request) {
    return token(request, basic(provider.clientId(), provider.clientSecret()));
  }

  HttpResponse<String> token(Map<String, String> request, String authorization) {
    return post(Paths.TOKEN, request, "Authorization", authorization);
  }

  /** The whole login of alice, to its token answer. */
  Map<String, Object> login() {
    return json(token(tokenRequest(code())));
  }

  HttpResponse<String> get(String pathAndQuery, String... headers) {
    return send(builder(pathAndQuery, headers).GET().build());
  }

  HttpResponse<String> post(String path, Map<String, String> form, String... headers) {
    return send(
        builder(path, headers)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(Parameters.encode(form)))
            .build());
  }

  HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpRequest.Builder builder(String pathAndQuery, String... headers) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(provider.issuer() + pathAndQuery));
    return headers.length == 0 ? builder : builder.headers(headers);
  }

  static Parameters callback(HttpResponse<?> response) {
    return Parameters.parse(URI.create(location(response)).getRawQuery());
  }

  static String location(HttpResponse<?> response) {
    return response.headers().firstValue("Location").orElse("");
  }

  static String basic(String id, String secret) {
    String joined = URLEncoder.encode(id, UTF_8) + ":" + URLEncoder.encode(secret, UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(joined.getBytes(UTF_8));
  }

  static Map<String, Object> json(HttpResponse<String> response) {
    try {
      return JSONObjectUtils.parse(response.body());
    } catch (ParseException e) {
      throw new AssertionError(
          "status " + response.statusCode() + " with a body that is not JSON", e);
    }
  }

  static @Nullable Object error(HttpResponse<String> response) {
    return json(response).get("error");
  }

  private static String challenge() {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(UTF_8));
      return Base64URL.encode(hash).toString();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
