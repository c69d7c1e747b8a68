package dev.latchkey.examples.jetty;

import dev.latchkey.Latchkey;
import dev.latchkey.Secret;
import dev.latchkey.event.Counters;
import dev.latchkey.event.Reason;
import dev.latchkey.gate.Tokens;
import dev.latchkey.servlet.OidcFilter;
import dev.latchkey.token.Identity;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;

/** What the README shows; a test holds the two together. */
final class Quickstart {

  private Quickstart() {}

  static Latchkey protect(ServletContextHandler context) {
    // readme: protect a servlet
    Latchkey latchkey =
        Latchkey.builder()
            .issuer("https://id.example.com/realms/shop")
            .client("shop", Secret.fromFile(Path.of("/run/secrets/shop")))
            .baseUrl("https://shop.example.com")
            .sessionSecret(Secret.fromFile(Path.of("/run/secrets/shop-session")))
            .audience("orders-api")
            .rules(
                """
                public  /health
                bearer  GET /api/orders/**  scope=orders:read
                login   /**
                """)
            .build();
    context.addFilter(new OidcFilter(latchkey), "/*", EnumSet.of(DispatcherType.REQUEST));
    // end
    return latchkey;
  }

  static Latchkey takePartnersTokens() {
    // readme: several issuers
    Latchkey latchkey =
        Latchkey.builder()
            .issuer("https://id.example.com/realms/shop")
            .audience("orders-api")
            .set("providers", "partner")
            .set("provider.partner.issuer", "https://login.partner.example")
            .set("provider.partner.audience", "https://shop.example.com/orders")
            .rules(
                """
                bearer  GET /api/orders/**   scope=orders:read
                        or                   provider=partner scope=read_orders
                bearer  /api/deliveries/**   provider=partner
                bearer  /api/**
                """)
            .build();
    // end
    return latchkey;
  }

  static Latchkey signPartnersIn() {
    // readme: two sign-ins
    Latchkey latchkey =
        Latchkey.builder()
            .issuer("https://id.example.com/realms/shop")
            .client("shop", Secret.fromFile(Path.of("/run/secrets/shop")))
            .baseUrl("https://shop.example.com")
            .sessionSecret(Secret.fromFile(Path.of("/run/secrets/shop-session")))
            .set("session.store", "memory")
            .set("providers", "partner")
            .set("provider.partner.issuer", "https://login.partner.example")
            .set("provider.partner.client-id", "shop-at-partner")
            .set("provider.partner.client-secret-file", "/run/secrets/shop-at-partner")
            .rules(
                """
                public  /
                login   /deliveries/**  provider=partner role=driver
                login   /help/**        provider=main|partner
                login   /**
                """)
            .build();
    // end
    return latchkey;
  }

  static String greet(HttpServletRequest request) {
    // readme: know the caller
    Identity caller = Identity.of(request.getUserPrincipal());
    String token = Tokens.of(request.getUserPrincipal()).accessToken(); // for calls to others
    boolean mayWrite = request.isUserInRole("clerk");
    // end
    return caller.getName() + mayWrite + token.length();
  }

  static void publish(Latchkey latchkey, PrintWriter metrics) {
    // readme: publish the counters
    for (Counters.Counter each : latchkey.counters().all()) {
      String reason = each.reason().map(Reason::code).orElse("");
      String labels =
          "kind=\"%s\",reason=\"%s\",issuer=\"%s\""
              .formatted(each.kind().code(), reason, each.issuer().orElse(""));
      metrics.println("latchkey_events_total{" + labels + "} " + each.count());
    }
    // end
  }
}
