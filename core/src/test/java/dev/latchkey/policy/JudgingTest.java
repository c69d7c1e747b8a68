package dev.latchkey.policy;

import static dev.latchkey.policy.Tables.sound;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Reason;
import dev.latchkey.json.Json;
import dev.latchkey.token.ClaimPlaces;
import dev.latchkey.token.Claims;
import dev.latchkey.token.HeldTokens;
import dev.latchkey.token.Identity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgingTest {

  private static Identity caller(String claims) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("iss", "https://id.example.com");
    members.putAll(
        Objects.requireNonNull(Json.readObject(claims.getBytes(StandardCharsets.UTF_8))));
    return Identity.ofAccessToken(
        Claims.of(members), ClaimPlaces.standard(), Instant.EPOCH, HeldTokens.none());
  }

  private static Verdict judge(String conditions, String claims) {
    return sound("bearer /a " + conditions)
        .rules()
        .get(0)
        .judge(caller(claims), "main", Tables.CLOCK);
  }

  @Tag("B34")
  @ParameterizedTest(name = "{0} grants {1}")
  @CsvSource(
      delimiter = ';',
      value = {
        "scope=read; {'scope':'write read'}",
        "scope=read|write; {'scp':['write']}",
        "scope=read scope=write; {'scope':'read write'}",
        "role=admin; {'roles':['user','admin']}",
        "role=clerk|manager scope=w; {'roles':['manager'],'scope':'w'}",
        "role=\"shop manager\"|\"a|b\"; {'roles':['a|b']}",
        "role=\"shop manager\"; {'roles':['shop manager']}",
        "role=a#b; {'roles':['a#b']}",
        "role=\"# a\"; {'roles':['# a']}",
        "group=/staff/eu; {'groups':['/staff/eu']}",
        "audience=orders; {'aud':'orders'}",
        "audience=orders|items; {'aud':['x','items']}",
        "client=shop; {'client_id':'shop'}",
        "client=shop; {'azp':'shop'}",
        "client=shop; {'client_id':'shop','azp':'other'}",
        "subject=user; {'sub':'ada','client_id':'shop'}",
        "subject=user; {'sub':'ada'}",
        "subject=application; {'sub':'shop','client_id':'shop'}",
        "subject=application; {'sub':'shop','azp':'shop'}",
        "claim:/tenant=acme; {'tenant':'acme'}",
        "claim:/tenant=acme|corp; {'tenant':['x','corp']}",
        "claim:/a/b/1=x; {'a':{'b':['y','x']}}",
        "claim:/https:~1~1example.com~1plan=gold; {'https://example.com/plan':'gold'}",
        "claim:\"/my claim\"=x; {'my claim':'x'}",
        "claim:/vip=true; {'vip':true}",
        "claim:/vip=\"true\"; {'vip':'true'}",
        "claim:/level=3; {'level':3}",
        "claim:/level=3; {'level':'3'}",
        "claim:/level=03; {'level':'03'}",
        "claim:/x=*; {'x':false}",
        "claim:/x=*; {'x':''}",
        "claim:/x=\"*\"; {'x':'*'}",
        "email-domain=corp.com; {'email':'a@corp.com','email_verified':true}",
        "email-domain=corp.com; {'email':'a@CORP.COM','email_verified':true}", // attack B34
        "email-domain=x.org|Corp.com; {'email':'a@corp.com','email_verified':true}",
      })
  void aConditionHolds(String conditions, String claims) {
    assertThat(judge(conditions, claims.replace('\'', '"'))).isEqualTo(new Verdict.Granted());
  }

  @Tag("B32")
  @Tag("B34")
  @ParameterizedTest(name = "{0} refuses {1}")
  @CsvSource(
      delimiter = ';',
      value = {
        // attacks B27 and B28
        "scope=read; {'scope':'readonly read:all READ reads'}; SCOPE_MISSING",
        "scope=read; {'scope':'read\\u00a0'}; SCOPE_MISSING",
        "scope=read; {'scope':7}; SCOPE_MISSING",
        "scope=read; {'scope':{'read':true}}; SCOPE_MISSING",
        "scope=read; {}; SCOPE_MISSING",
        "scope=read scope=write; {'scope':'read'}; SCOPE_MISSING",
        // attacks B30, B31 and B33
        "role=admin; {'roles':'admin'}; ROLE_MISSING",
        "role=admin; {'roles':{'admin':true}}; ROLE_MISSING",
        "role=admin; {'roles':null}; ROLE_MISSING",
        "role=admin; {'roles':['Admin','admin ','ádmin']}; ROLE_MISSING",
        "role=ä; {'roles':['a\\u0308']}; ROLE_MISSING",
        "role=\"*\"; {'roles':['admin']}; ROLE_MISSING",
        "role=*; {'roles':['admin']}; ROLE_MISSING",
        "group=staff; {'groups':['/staff']}; GROUP_MISSING",
        "audience=orders; {'aud':['orders-api']}; CONDITION_NOT_MET",
        "audience=orders; {}; CONDITION_NOT_MET",
        "client=shop; {'client_id':'other','azp':'shop'}; CONDITION_NOT_MET",
        "client=shop; {'client_id':['shop'],'azp':'shop'}; CONDITION_NOT_MET",
        "client=shop; {}; CONDITION_NOT_MET",
        // attack B25
        "subject=user; {'sub':'ada','client_id':'ada'}; CONDITION_NOT_MET",
        "subject=application; {'sub':'ada','client_id':'shop','azp':'ada'}; CONDITION_NOT_MET",
        "subject=application; {'sub':'ada'}; CONDITION_NOT_MET",
        "claim:/tenant=acme; {'tenant':'Acme'}; CONDITION_NOT_MET",
        "claim:/tenant=acme; {'tenant':{'acme':1}}; CONDITION_NOT_MET",
        "claim:/vip=true; {'vip':'true'}; CONDITION_NOT_MET",
        "claim:/vip=\"true\"; {'vip':true}; CONDITION_NOT_MET",
        "claim:/vip=true; {'vip':1}; CONDITION_NOT_MET",
        "claim:/level=3; {'level':3.5}; CONDITION_NOT_MET",
        "claim:/level=\"3\"; {'level':3}; CONDITION_NOT_MET",
        "claim:/x=*; {'x':null}; CONDITION_NOT_MET",
        "claim:/x=*; {}; CONDITION_NOT_MET",
        "claim:/x=\"*\"; {'x':'y'}; CONDITION_NOT_MET",
        // attack B32
        "email-domain=corp.com; {'email':'a@corp.com','email_verified':'true'}; CONDITION_NOT_MET",
        "email-domain=corp.com; {'email':'a@corp.com','email_verified':1}; CONDITION_NOT_MET",
        "email-domain=corp.com; {'email':'a@corp.com','email_verified':'yes'}; CONDITION_NOT_MET",
        "email-domain=corp.com; {'email':'a@corp.com'}; CONDITION_NOT_MET",
        // attack B34
        "email-domain=corp.com; {'email':'a@evil.com@corp.com','email_verified':true};"
            + " CONDITION_NOT_MET",
        "email-domain=corp.com; {'email':'a@corp.com.evil.com','email_verified':true};"
            + " CONDITION_NOT_MET",
        "email-domain=corp.com; {'email':'\\\"a@corp.com\\\"@evil.com','email_verified':true};"
            + " CONDITION_NOT_MET",
        "email-domain=corp.com; {'email':'a@xcorp.com','email_verified':true}; CONDITION_NOT_MET",
        "email-domain=corp.com; {'email':'a@eu.corp.com','email_verified':true}; CONDITION_NOT_MET",
        "email-domain=corp.com; {'email':'@corp.com','email_verified':true}; CONDITION_NOT_MET",
        "email-domain=kcorp.com; {'email':'a@\\u212acorp.com','email_verified':true};"
            + " CONDITION_NOT_MET",
      })
  void aConditionDoesNotHold(String conditions, String claims, Reason reason) {
    assertThat(judge(conditions, claims.replace('\'', '"')))
        .isInstanceOfSatisfying(
            Verdict.Lacking.class,
            lacking -> {
              assertThat(lacking.reason()).isEqualTo(reason);
              assertThat(conditions).contains(lacking.detail());
            });
  }

  @Test
  void aMissingScopeNamesAllScopesOfTheAlternative() { // RFC 6750 section 3
    assertThat(judge("scope=a role=r scope=b|c", "{\"scope\":\"a\",\"roles\":[\"r\"]}"))
        .isEqualTo(new Verdict.Lacking(Reason.SCOPE_MISSING, Set.of("a", "b", "c"), "scope=b|c"));
  }

  @Test
  void whatIsNoScopeNamesNone() {
    assertThat(judge("role=r scope=a", "{}"))
        .isEqualTo(new Verdict.Lacking(Reason.ROLE_MISSING, Set.of(), "role=r"));
  }

  @Test
  void oneAlternativeIsEnough() {
    String conditions = "scope=a\n  or role=r scope=b\n  or role=s";
    assertThat(judge(conditions, "{\"scope\":\"a\"}")).isInstanceOf(Verdict.Granted.class);
    assertThat(judge(conditions, "{\"roles\":[\"s\"]}")).isInstanceOf(Verdict.Granted.class);
    assertThat(judge(conditions, "{\"roles\":[\"r\"],\"scope\":\"b\"}"))
        .isInstanceOf(Verdict.Granted.class);
  }

  @Test
  void whenNoAlternativeHoldsTheFirstOneIsTold() {
    assertThat(judge("scope=a\n  or role=r scope=b", "{\"roles\":[\"r\"]}"))
        .isEqualTo(new Verdict.Lacking(Reason.SCOPE_MISSING, Set.of("a"), "scope=a"));
  }

  @Test
  void withoutConditionsEveryCallerIsGrantedButByDenyNone() {
    Identity caller = caller("{}");
    assertThat(sound("bearer /a").rules().get(0).judge(caller, "main", Tables.CLOCK))
        .isInstanceOf(Verdict.Granted.class);
    assertThat(sound("deny /a").rules().get(0).judge(caller, "main", Tables.CLOCK))
        .isEqualTo(new Verdict.Lacking(Reason.DENIED, Set.of(), "deny"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "bearer /a; ''",
        "bearer /a role=r; ''",
        "bearer /a scope=b role=r scope=a|c; b a c",
      })
  void theChallengeNamesTheScopesOfTheFirstAlternative(String rule, String scopes) {
    assertThat(String.join(" ", sound(rule).rules().get(0).scopesAsked())).isEqualTo(scopes);
  }
}
