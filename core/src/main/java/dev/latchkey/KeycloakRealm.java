package dev.latchkey;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Where the realm of a {@code keycloak.json} is: its issuer, and where calls go to. */
final class KeycloakRealm {

  /** Stands in for an issuer that could not be read, so that all problems are found in one go. */
  private static final String NOWHERE = "https://realm.invalid";

  private static final String BACKEND = KeycloakKey.AUTH_SERVER_URL_FOR_BACKEND_REQUESTS.key();

  private final KeycloakConfig config;
  private final CarriedOver carried;
  private final Optional<URI> server;

  KeycloakRealm(KeycloakConfig config, CarriedOver carried) {
    this.config = config;
    this.carried = carried;
    this.server = address(KeycloakKey.AUTH_SERVER_URL);
  }

  void carryOver() {
    if (carried.needs(Setting.ISSUER)) {
      checkServer();
      checkRealm();
      String issuer =
          server
              .flatMap(at -> config.text(KeycloakKey.REALM).map(name -> issuer(at, name)))
              .orElse(NOWHERE);
      carried.put(Setting.ISSUER, issuer, "auth-server-url and realm");
    }
    if (carried.needs(Setting.INTERNAL_URL)) {
      internalUrl();
    }
  }

  private void checkServer() {
    if (!config.has(KeycloakKey.AUTH_SERVER_URL)) {
      carried.refuse("has no auth-server-url; write Keycloak's address, or set issuer");
    } else if (server.isEmpty() && config.text(KeycloakKey.AUTH_SERVER_URL).isPresent()) {
      carried.refuse(
          "auth-server-url is no absolute address; write it as in https://id.example.com/auth,"
              + " since a relative one would lead wherever a request's Host header says");
    }
  }

  private void checkRealm() {
    if (!config.has(KeycloakKey.REALM)) {
      carried.refuse("has no realm; write its name, or set issuer");
    } else if (config.text(KeycloakKey.REALM).filter(name -> name.contains("/")).isPresent()) {
      carried.refuse("realm holds a slash, which no realm's name does");
    }
  }

  /** As Keycloak publishes it. */
  private static String issuer(URI server, String realm) {
    try {
      return server + new URI(null, null, "/realms/" + realm, null).toASCIIString();
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException("a path of any characters can be quoted", impossible);
    }
  }

  private void internalUrl() {
    KeycloakKey key = KeycloakKey.AUTH_SERVER_URL_FOR_BACKEND_REQUESTS;
    Optional<URI> inside = address(key);
    if (inside.isEmpty() && config.text(key).isPresent()) {
      carried.refuse(BACKEND + " is no absolute address; write it as in http://keycloak:8080");
    }
    inside.ifPresent(
        at -> {
          if (server.filter(known -> !known.getRawPath().equals(at.getRawPath())).isPresent()) {
            carried.refuse(
                BACKEND
                    + " has another path than auth-server-url, but calls go to the same path at"
                    + " internal-url; have Keycloak answer at one path, or remove it");
          }
          carried.put(Setting.INTERNAL_URL, at.getScheme() + "://" + at.getRawAuthority(), BACKEND);
        });
  }

  /** An address without the slashes at its end; empty when it is none. */
  private Optional<URI> address(KeycloakKey key) {
    return config.text(key).map(text -> text.replaceAll("/+$", "")).flatMap(KeycloakRealm::parsed);
  }

  private static Optional<URI> parsed(String text) {
    try {
      URI address = new URI(text);
      boolean plain =
          address.isAbsolute()
              && address.getHost() != null
              && address.getRawUserInfo() == null
              && address.getRawQuery() == null
              && address.getRawFragment() == null;
      return plain ? Optional.of(address) : Optional.empty();
    } catch (URISyntaxException notOne) {
      return Optional.empty();
    }
  }
}
