package dev.latchkey.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a resource's annotations say of its callers, on methods and classes and behind locators. */
interface AnnotationJourneys extends Journeys {

  private Reply as(String role, String path) {
    return shop().call(path, shop().provider().token().role(role).sign());
  }

  /** Whose answers come on another thread where the runtime can do that. */
  private List<String> forAdmins() {
    List<String> pages =
        new ArrayList<>(
            List.of(
                "/annotated/admins",
                "/annotated/below/admins",
                "/annotated/guarded/page",
                "/annotated/guarded/deeper/all"));
    if (has(Capability.ASYNC)) {
      pages.addAll(List.of("/annotated/admins-later", "/annotated/admins-at-some-time"));
    }
    return pages;
  }

  @Test
  @Tag("smoke")
  @Tag("O13")
  default void theRolesOfAMethodComeBeforeThoseOfItsClass() {
    for (String page : forAdmins()) {
      assertThat(shop().get(page).status()).as(page).isEqualTo(401);
      assertThat(as("user", page).status()).as(page).isEqualTo(403);
      Reply admin = as("admin", page);
      assertThat(admin.status()).as(page).isEqualTo(200);
      assertThat(admin.says("subject")).as(page).isEqualTo("ada");
      assertThat(admin.says("admin")).as(page).isEqualTo("true");
    }
  }

  @Test
  default void theRolesOfAClassCountWhereAMethodHasNone() {
    assertThat(shop().get("/annotated/users").status()).isEqualTo(401);
    assertThat(as("guest", "/annotated/users").status()).isEqualTo(403);
    assertThat(as("user", "/annotated/users").says("subject")).isEqualTo("ada");
  }

  @Test
  default void allAndNobodyMeanWhatTheySay() {
    assertThat(shop().get("/annotated/all").says("principal")).isEqualTo("null");
    assertThat(shop().get("/annotated/below/all").status()).isEqualTo(200);
    assertThat(as("admin", "/annotated/nobody").status()).isEqualTo(403);
  }

  @Test
  @Tag("smoke")
  default void aScopeThatAnAnnotationAsksForIsNamed() {
    String page = "/annotated/scoped";
    Reply without = shop().call(page, shop().provider().token().scope("orders:write").sign());

    assertThat(without.status()).isEqualTo(403);
    assertThat(without.header("WWW-Authenticate")).contains("scope=\"orders:read\"");
    String token = shop().provider().token().scope("orders:read").sign();
    assertThat(shop().call(page, token).status()).isEqualTo(200);
    assertThat(shop().get(page).status()).isEqualTo(401);
  }

  /** Here a rule asks for a token, and the annotation of the page lets everybody in. */
  @Test
  default void rulesAndAnnotationsMustAgree() {
    assertThat(shop().get("/api/permitted").status()).isEqualTo(401);
    String token = shop().provider().token().sign();
    assertThat(shop().call("/api/permitted", token).status()).isEqualTo(200);
  }

  @Test
  @Tag("O13")
  default void eventsAreSentToThoseWhoMayHearThem() {
    needs(Capability.EVENTS);
    String page = "/annotated/events";
    assertThat(shop().get(page, "Accept: text/event-stream").status()).isEqualTo(401);
    assertThat(as("user", page).status()).isEqualTo(403);
    assertThat(as("admin", page).body()).contains("data: hello ada");
  }

  /** A session is worth the same as a token. */
  @Test
  default void whoSignsInHasTheRolesOfTheAnnotations() {
    Browser alice = shop().browser();
    alice.visit(shop().at("/pages/orders"), "alice");

    assertThat(alice.get(shop().at("/annotated/users")).says("subject")).isEqualTo("alice-id");
    assertThat(alice.get(shop().at("/annotated/admins")).status()).isEqualTo(403);
  }

  /** What was decided must be what is carried out. */
  @Test
  @Tag("smoke")
  @Tag("K22")
  default void aRequestThatAFilterChangesIsJudgedAgain() {
    String reader = Shop.bearer(shop().provider().token().scope("orders:read").role("user").sign());

    assertThat(shop().get("/api/orders", reader).status()).isEqualTo(200);
    assertThat(shop().get("/api/orders", reader, "X-Late-Method: POST").status()).isEqualTo(403);
    assertThat(shop().takeReasons()).containsExactly("scope_missing");
    assertThat(shop().get("/open", reader, "X-Late-Path: api/admin").status()).isEqualTo(403);
    assertThat(shop().get("/open", "X-Late-Path: api/admin").status()).isEqualTo(401);
    assertThat(shop().get("/open", "X-Late-Path: maybe").says("principal")).isEqualTo("null");
  }
}
