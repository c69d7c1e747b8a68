package dev.latchkey.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.keys.FlawedProvider.Flaw;
import dev.latchkey.testing.SignatureProviders;
import java.security.Provider;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderSearchTest {

  private final List<String> warnings = new ArrayList<>();

  /** The class path of these tests without some of its classes, and one that cannot be linked. */
  private static final class PartOfTheClassPath extends ClassLoader {

    private final Set<String> absent;
    private final Set<String> broken;

    PartOfTheClassPath(Set<String> absent, Set<String> broken) {
      super(ProviderSearchTest.class.getClassLoader());
      this.absent = absent;
      this.broken = broken;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (absent.stream().anyMatch(name::startsWith)) {
        throw new ClassNotFoundException(name);
      }
      if (broken.stream().anyMatch(name::startsWith)) {
        throw new UnsatisfiedLinkError("no library for this platform");
      }
      return super.loadClass(name, resolve);
    }
  }

  private static ProviderSearch search(Set<String> absent, Set<String> broken) {
    return new ProviderSearch(name -> null, new PartOfTheClassPath(absent, broken));
  }

  private static ProviderSearch searchWithInstalled(Provider conscrypt) {
    return new ProviderSearch(
        name -> name.equals(SignatureProviders.CONSCRYPT) ? conscrypt : null,
        new PartOfTheClassPath(Set.of("com.amazon."), Set.of()));
  }

  private String find(ProviderSearch search, String wanted) {
    return search.find(wanted, warnings::add).toString();
  }

  @Test
  void prefersTheFastestOnTheClassPath() {
    SignatureProviders.named(SignatureProviders.CORRETTO); // else it is not for this platform
    assertThat(find(search(Set.of(), Set.of()), "auto")).startsWith(SignatureProviders.CORRETTO);
    assertThat(find(search(Set.of("com.amazon."), Set.of()), "auto"))
        .startsWith(SignatureProviders.CONSCRYPT);
    assertThat(warnings).isEmpty();
  }

  @Test
  void theJdkVerifiesWhereNoneIsOnTheClassPath() {
    ProviderSearch search = search(Set.of("com.amazon.", "org.conscrypt."), Set.of());

    assertThat(find(search, "auto")).isEqualTo("the JVM's own providers");
    assertThat(find(search, "jdk")).isEqualTo("the JVM's own providers");
    assertThat(warnings).isEmpty();
  }

  @Test
  void theJvmIsNotAskedForWhatIsNotOnTheClassPath() {
    List<String> asked = new ArrayList<>();
    ClassLoader none = new PartOfTheClassPath(Set.of("com.amazon.", "org.conscrypt."), Set.of());
    ProviderSearch search =
        new ProviderSearch(
            name -> {
              asked.add(name);
              return null;
            },
            none);

    assertThat(find(search, "auto")).isEqualTo("the JVM's own providers");
    assertThat(asked).isEmpty();
    assertThatThrownBy(() -> find(search, SignatureProviders.CONSCRYPT))
        .hasMessageContaining("neither installed nor on the class path");
    assertThat(asked).containsExactly(SignatureProviders.CONSCRYPT);
  }

  @Test
  void theJdkVerifiesWhenItIsToldTo() {
    assertThat(find(search(Set.of(), Set.of("com.amazon.", "org.conscrypt.")), "jdk"))
        .isEqualTo("the JVM's own providers");
    assertThat(warnings).isEmpty();
  }

  @Test
  void warnsOfOneThatCannotBeLoaded() {
    ProviderSearch search = search(Set.of("org.conscrypt."), Set.of("com.amazon."));

    assertThat(find(search, "auto")).isEqualTo("the JVM's own providers");
    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith("AmazonCorrettoCryptoProvider cannot be loaded: java.lang.UnsatisfiedLinkError")
        .contains("no library for this platform")
        .contains("crypto.provider=jdk");
  }

  @Test
  void takesTheNextWhenTheFirstCannotBeLoaded() {
    assertThat(find(search(Set.of(), Set.of("com.amazon.")), "auto"))
        .startsWith(SignatureProviders.CONSCRYPT);
    assertThat(warnings).hasSize(1);
  }

  @Test
  void warnsOfOneThatFailsItsSelfTest() {
    ProviderSearch search = searchWithInstalled(new FlawedProvider("RS256", Flaw.DEAF));

    assertThat(find(search, "auto")).isEqualTo("the JVM's own providers");
    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("takes a signature of RS256 for that of another text; take another version")
        .endsWith("; so it verifies nothing here");
  }

  @Test
  void prefersTheInstalledOneToThatOfTheClassPath() {
    ProviderSearch search = searchWithInstalled(new FlawedProvider("RS256", Flaw.NONE));

    assertThat(find(search, "auto")).startsWith("Flawed (RS256)");
  }

  @ParameterizedTest
  @ValueSource(strings = {SignatureProviders.CORRETTO, SignatureProviders.CONSCRYPT})
  void refusesANamedOneThatIsMissing(String name) {
    ProviderSearch search = search(Set.of("com.amazon.", "org.conscrypt."), Set.of());

    assertThatThrownBy(() -> find(search, name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(name + " is neither installed nor on the class path; add ");
  }

  @ParameterizedTest
  @ValueSource(strings = {SignatureProviders.CORRETTO, SignatureProviders.CONSCRYPT})
  void refusesANamedOneThatCannotBeLoaded(String name) {
    ProviderSearch search = search(Set.of(), Set.of("com.amazon.", "org.conscrypt."));

    assertThatThrownBy(() -> find(search, name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(name + " cannot be loaded: ");
    assertThat(warnings).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Auto", "JDK", "corretto", "NoSuchProvider"})
  void refusesANameThatNobodyHas(String name) {
    assertThatThrownBy(() -> find(ProviderSearch.ofThisJvm(), name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + name + "\" is installed in this JVM; write auto, jdk");
  }

  @Test
  void refusesANamedOneThatVerifiesNothing() {
    assertThatThrownBy(() -> find(ProviderSearch.ofThisJvm(), "SunJCE"))
        .hasMessageStartingWith(
            "SunJCE has none of the signature algorithms of tokens; name another");
  }
}
