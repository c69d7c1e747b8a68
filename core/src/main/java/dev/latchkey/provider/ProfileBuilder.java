package dev.latchkey.provider;

import dev.latchkey.event.Reason;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Collects what is known of a product; what is not set is as most providers do it. */
final class ProfileBuilder {

  final String name;
  final String note;
  List<String> scopeClaims = List.of("/scope", "/scp");
  List<String> rolesClaims = List.of("/roles");
  List<String> groupsClaims = List.of("/groups");
  List<String> groupsLeftOut = List.of();
  List<String> audienceClaims = List.of("/aud");
  List<String> clientClaims = List.of("/client_id", "/azp");
  Map<String, String> applicationMarks = Map.of();
  List<String> claimsSources = List.of("id-token");
  @Nullable TokenKind accessTokenKind;
  Map<String, String> jwksHeaders = Map.of();
  boolean introspects = true;
  @Nullable String caution;
  Predicate<String> cautionFor = any -> true;
  Map<Reason, String> advice = Map.of();
  boolean leavesOutScheme;
  @Nullable String secondIssuerClaim;
  @Nullable TenantNaming tenantNaming;
  ProviderLogout.@Nullable OwnLogout ownLogout;

  ProfileBuilder(String name, String note) {
    this.name = name;
    this.note = note;
  }

  ProfileBuilder scopes(String... pointers) {
    scopeClaims = List.of(pointers);
    return this;
  }

  ProfileBuilder roles(String... pointers) {
    rolesClaims = List.of(pointers);
    return this;
  }

  ProfileBuilder groups(String... pointers) {
    groupsClaims = List.of(pointers);
    return this;
  }

  ProfileBuilder groupsLeftOut(String... pointers) {
    groupsLeftOut = List.of(pointers);
    return this;
  }

  ProfileBuilder audience(String... pointers) {
    audienceClaims = List.of(pointers);
    return this;
  }

  ProfileBuilder client(String... pointers) {
    clientClaims = List.of(pointers);
    return this;
  }

  ProfileBuilder applicationHas(String pointer, String value) {
    applicationMarks = Map.of(pointer, value);
    return this;
  }

  ProfileBuilder sources(String... names) {
    claimsSources = List.of(names);
    return this;
  }

  ProfileBuilder accessTokensSay(String claim, String value) {
    accessTokenKind = new TokenKind(claim, value, true);
    return this;
  }

  ProfileBuilder accessTokensMaySay(String claim, String value) {
    accessTokenKind = new TokenKind(claim, value, false);
    return this;
  }

  ProfileBuilder jwksHeader(String header, String value) {
    jwksHeaders = Map.of(header, value);
    return this;
  }

  ProfileBuilder cannotIntrospect() {
    introspects = false;
    return this;
  }

  /** For issuers that the test accepts. */
  ProfileBuilder caution(Predicate<String> issuers, String text) {
    cautionFor = issuers;
    caution = text;
    return this;
  }

  ProfileBuilder advice(Reason reason, String text) {
    Map<Reason, String> more = new EnumMap<>(Reason.class);
    more.putAll(advice);
    more.put(reason, text);
    advice = Collections.unmodifiableMap(more);
    return this;
  }

  ProfileBuilder leavesOutScheme() {
    leavesOutScheme = true;
    return this;
  }

  ProfileBuilder issuerAlsoIn(String claim) {
    secondIssuerClaim = claim;
    return this;
  }

  ProfileBuilder signsOutAt(String path, String returnParameter) {
    ownLogout = new ProviderLogout.OwnLogout(path, returnParameter, false);
    return this;
  }

  /** As well where the metadata name the standard endpoint, since it is none. */
  ProfileBuilder alwaysSignsOutAt(String path, String returnParameter) {
    ownLogout = new ProviderLogout.OwnLogout(path, returnParameter, true);
    return this;
  }

  ProfileBuilder tenants(TenantNaming naming) {
    tenantNaming = naming;
    return this;
  }

  Profile build() {
    return new Profile(this);
  }
}
