package dev.latchkey.benchmarks.servers.pac4j;

import com.nimbusds.jose.jwk.JWKSet;
import dev.latchkey.benchmarks.servers.Given;
import dev.latchkey.benchmarks.servers.OrdersServlet;
import dev.latchkey.benchmarks.servers.Served;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.pac4j.core.config.Config;
import org.pac4j.http.client.direct.DirectBearerAuthClient;
import org.pac4j.jee.filter.SecurityFilter;
import org.pac4j.jwt.config.signature.RSASignatureConfiguration;
import org.pac4j.jwt.credentials.authenticator.JwtAuthenticator;

/** The application for who brings an access token, whoever issued it for whom. */
public final class Pac4jServer {

  private Pac4jServer() {}

  /** Takes what every server is given. */
  public static void main(String[] arguments) throws Exception {
    Given given = Given.read(arguments);
    JWKSet keys = JWKSet.parse(given.keys());
    JwtAuthenticator authenticator =
        new JwtAuthenticator(
            new RSASignatureConfiguration(keys.getKeys().get(0).toRSAKey().toKeyPair()));
    Config config = new Config(new DirectBearerAuthClient(authenticator));
    ServletContextHandler context = OrdersServlet.alone();
    SecurityFilter filter = new SecurityFilter(config, "DirectBearerAuthClient");
    context.addFilter(new FilterHolder(filter), "/*", EnumSet.of(DispatcherType.REQUEST));
    Served.untilInputEnds(context);
  }
}
