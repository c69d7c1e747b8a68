package dev.latchkey.provider;

import dev.latchkey.http.FormEncoding;
import dev.latchkey.http.HttpCall;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a client proves who it is at an endpoint of the provider (RFC 6749 section 2.3). */
public enum ClientAuthentication {
  /** Id and secret in an {@code Authorization} header. */
  CLIENT_SECRET_BASIC,
  /** Id and secret among the parameters. */
  CLIENT_SECRET_POST,
  /** The id alone, for public clients. */
  NONE;

  /** The name in settings and metadata, for example {@code client_secret_basic}. */
  public String specName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads a name.
   *
   * @throws IllegalArgumentException for an unknown one, listing those that are known
   */
  public static ClientAuthentication named(String specName) {
    for (ClientAuthentication method : values()) {
      if (method.specName().equals(specName)) {
        return method;
      }
    }
    throw new IllegalArgumentException(
        "client-authentication is \""
            + specName
            + "\"; known are client_secret_basic, client_secret_post, none");
  }

  /**
   * Chooses the configured method, else {@code client_secret_basic}, unless the provider lists
   * methods and has {@code client_secret_post} instead. Never sends less than the settings say: a
   * provider that lists {@code none} changes nothing.
   *
   * @param listed what the endpoint's metadata list; empty when they list nothing
   */
  public static ClientAuthentication choose(ClientCredentials client, Set<String> listed) {
    boolean postOnly =
        listed.contains(CLIENT_SECRET_POST.specName())
            && !listed.contains(CLIENT_SECRET_BASIC.specName());
    return client.method().orElse(postOnly ? CLIENT_SECRET_POST : CLIENT_SECRET_BASIC);
  }

  /** Makes a call that is authenticated this way. */
  HttpCall post(
      URI endpoint, List<Map.Entry<String, String>> parameters, ClientCredentials client) {
    List<Map.Entry<String, String>> form = new ArrayList<>(parameters);
    if (this == CLIENT_SECRET_BASIC) {
      return HttpCall.postForm(endpoint, form).withHeader("Authorization", basic(client));
    }
    form.add(Map.entry("client_id", client.id()));
    if (this == CLIENT_SECRET_POST) {
      form.add(Map.entry("client_secret", secretOf(client)));
    }
    return HttpCall.postForm(endpoint, form);
  }

  /** Both parts are form-encoded before they are joined (RFC 6749 section 2.3.1). */
  private static String basic(ClientCredentials client) {
    String joined = encoded(client.id()) + ":" + encoded(secretOf(client));
    return "Basic "
        + Base64.getEncoder().encodeToString(joined.getBytes(StandardCharsets.US_ASCII));
  }

  private static String secretOf(ClientCredentials client) {
    @Nullable String secret = client.secret();
    if (secret == null) {
      throw new IllegalStateException("a client without a secret is to send one");
    }
    return secret;
  }

  private static String encoded(String part) {
    return FormEncoding.encode(part);
  }
}
