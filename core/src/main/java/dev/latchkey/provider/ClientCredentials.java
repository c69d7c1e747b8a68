package dev.latchkey.provider;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who this application is to its provider. Immutable. */
public final class ClientCredentials {

  private final String id;
  private final @Nullable String secret;
  private final @Nullable ClientAuthentication method;

  private ClientCredentials(
      String id, @Nullable String secret, @Nullable ClientAuthentication method) {
    this.id = id;
    this.secret = secret;
    this.method = method;
  }

  /** A client with a secret; how it is sent follows from the provider's metadata. */
  public static ClientCredentials confidential(String id, String secret) {
    return new ClientCredentials(id, secret, null);
  }

  /** A client without a secret. */
  public static ClientCredentials publicClient(String id) {
    return new ClientCredentials(id, null, ClientAuthentication.NONE);
  }

  /**
   * These credentials, sent in this way whatever the provider lists.
   *
   * @throws IllegalArgumentException when the way needs a secret that is not there, or leaves out
   *     one that is
   */
  public ClientCredentials sentBy(ClientAuthentication newMethod) {
    if ((newMethod == ClientAuthentication.NONE) != (secret == null)) {
      throw new IllegalArgumentException(
          secret == null
              ? newMethod.specName() + " needs a client secret; set one, or use none"
              : "client authentication none sends no secret, but one is set; remove one of them");
    }
    return new ClientCredentials(id, secret, newMethod);
  }

  /** The client id. */
  public String id() {
    return id;
  }

  @Nullable String secret() {
    return secret;
  }

  Optional<ClientAuthentication> method() {
    return Optional.ofNullable(method);
  }

  /** The id alone. */
  @Override
  public String toString() {
    return "client " + id;
  }
}
