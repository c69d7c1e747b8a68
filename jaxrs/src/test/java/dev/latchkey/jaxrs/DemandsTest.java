package dev.latchkey.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which annotation counts. */
class DemandsTest {

  interface Contract<T> {

    @RolesAllowed("clerk")
    void put(T what);

    void put(Integer what, String more);
  }

  @RequiresScope("base")
  static class Base {

    @DenyAll
    public void never() {}

    public void plain() {}

    @PermitAll
    public void open() {}
  }

  static final class Derived extends Base implements Contract<String> {

    @Override
    public void put(String what) {}

    @Override
    public void put(Integer what, String more) {}

    @Override
    public void never() {}

    @Override
    @RolesAllowed("admin")
    public void open() {}
  }

  static final class Plain {

    public void nothing() {}

    @RolesAllowed({})
    public void noRole() {}

    @FromProvider({})
    public void noProvider() {}

    @FromProvider("partner")
    public void anyOfPartner() {}

    @PermitAll
    @FromProvider("partner")
    public void permittedToPartner() {}

    @RequiresScope({})
    public void noScope() {}

    @RequiresScope("orders:read orders:write")
    public void twoInOne() {}

    @PermitAll
    @RolesAllowed("admin")
    public void contradiction() {}

    @PermitAll
    @RequiresScope("a")
    public void permittedWithScope() {}
  }

  private static List<String> of(Class<?> type, String name, Class<?>... parameters) {
    return Demands.of(method(type, name, parameters), type, List.of("main", "partner")).stream()
        .map(each -> each.toString().replaceAll("Requirement\\[@(\\w+) of .*", "$1"))
        .toList();
  }

  private static Method method(Class<?> type, String name, Class<?>... parameters) {
    return Arrays.stream(type.getMethods())
        .filter(each -> each.getName().equals(name) && !each.isBridge())
        .filter(
            each -> parameters.length == 0 || Arrays.equals(each.getParameterTypes(), parameters))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void withoutAnnotationsNothingIsAskedFor() {
    assertThat(of(Plain.class, "nothing")).isEmpty();
  }

  @Test
  void theMethodOfAnInterfaceCountsWhereItsTypesAreFilledIn() {
    assertThat(of(Derived.class, "put", String.class))
        .containsExactly("RolesAllowed", "RequiresScope");
  }

  @Test
  void anOverloadOfItDoesNotCount() {
    assertThat(of(Derived.class, "put", Integer.class, String.class))
        .containsExactly("RequiresScope");
  }

  @Test
  void anOverriddenMethodCountsAndSoDoesItsClass() {
    assertThat(of(Derived.class, "never")).containsExactly("DenyAll", "RequiresScope");
    assertThat(of(Derived.class, "plain")).containsExactly("RequiresScope");
  }

  @Test
  void permitAllAsksForNoScopeEither() {
    assertThat(of(Base.class, "open")).isEmpty();
  }

  @Test
  void aPermitAllThatIsOverriddenIsNoWordAnyMore() {
    assertThat(of(Derived.class, "open")).containsExactly("RolesAllowed", "RequiresScope");
  }

  @Test
  void permitAllBesideAScopeAsksForTheScope() {
    assertThat(of(Plain.class, "permittedWithScope")).containsExactly("RequiresScope");
  }

  @Test
  void aListOfNoRolesLetsNobodyIn() {
    assertThat(of(Plain.class, "noRole")).containsExactly("RolesAllowed");
  }

  @Test
  void aProviderAloneAsksForItsCallersAlsoWherePermitAllStandsBesideIt() {
    assertThat(of(Plain.class, "anyOfPartner")).containsExactly("FromProvider");
    assertThat(of(Plain.class, "permittedToPartner")).containsExactly("FromProvider");
  }

  @Test
  void aListOfNoProvidersIsRefused() {
    assertThatThrownBy(() -> of(Plain.class, "noProvider"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Plain.noProvider names no provider");
  }

  @Test
  void aListOfNoScopesIsRefused() {
    assertThatThrownBy(() -> of(Plain.class, "noScope"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Plain.noScope: no scope is named; name those that are needed");
  }

  @Test
  void twoScopesInOneStringAreRefused() {
    assertThatThrownBy(() -> of(Plain.class, "twoInOne"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"orders:read orders:write\" is no scope");
  }

  @Test
  void contradictionsAreRefused() {
    assertThatThrownBy(() -> of(Plain.class, "contradiction"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has @RolesAllowed and @PermitAll, which contradict each other");
  }
}
