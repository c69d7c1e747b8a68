package dev.latchkey.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class EventTest {

  @Test
  void saysEverythingInOneLine() {
    Event event =
        Event.of(Event.Kind.REFUSED, "the token is meant for [a]")
            .because(Reason.AUDIENCE_WRONG)
            .rule("line 3: bearer /api/**")
            .issuer("https://id.example.com")
            .reference(Reference.next(new Random(1)));

    assertThat(event.toString())
        .matches(
            "refused reason=\"audience_wrong\" rule=\"line 3: bearer /api/\\*\\*\""
                + " issuer=\"https://id.example.com\" reference=\"[A-Z2-9]{8}\""
                + ": the token is meant for \\[a]");
  }

  @Test
  void saysTheKindAloneWhenThatIsAll() {
    assertThat(Event.of(Event.Kind.LOGIN_STARTED, "")).hasToString("login_started");
  }

  @Test
  void everyAddedPartLeavesTheOthersAndTheOriginalAsTheyWere() {
    Event bare = Event.of(Event.Kind.FETCHED, "d");
    Reference reference = Reference.next(new Random(1));
    Event full = bare.because(Reason.CLOSED).issuer("i").rule("r").reference(reference);

    assertThat(bare).hasToString("fetched: d");
    assertThat(bare.explanation()).isEqualTo("d");
    assertThat(full.explanation()).isEqualTo("d; " + Reason.CLOSED.advice());
    assertThat(Event.of(Event.Kind.REFUSED, "").because(Reason.CLOSED).explanation())
        .isEqualTo(Reason.CLOSED.advice());
    assertThat(bare.reason()).isEmpty();
    assertThat(bare.issuer()).isEmpty();
    assertThat(bare.rule()).isEmpty();
    assertThat(bare.reference()).isEmpty();
    assertThat(full.kind()).isEqualTo(Event.Kind.FETCHED);
    assertThat(full.reason()).contains(Reason.CLOSED);
    assertThat(full.issuer()).contains("i");
    assertThat(full.rule()).contains("r");
    assertThat(full.reference()).contains(reference.toString());
    assertThat(full.detail()).isEqualTo("d");
  }

  @Test
  @Tag("L15")
  void foreignTextIsEscapedAndCutWhereverItEnters() {
    String hostile = "a\r\nb\u202e\u001b[31m" + "x".repeat(5_000);
    Event event = Event.of(Event.Kind.REFUSED, hostile).issuer(hostile).rule(hostile);

    assertThat(List.of(event.detail(), event.issuer().orElseThrow(), event.rule().orElseThrow()))
        .allSatisfy(
            text ->
                assertThat(text)
                    .startsWith("a\\u000d\\u000ab\\u202e\\u001b[31mx")
                    .endsWith("x\u2026")
                    .hasSizeLessThan(700));
    assertThat(event.toString().lines()).hasSize(1);
  }

  @Test
  @Tag("L15")
  void foreignTextCannotForgeAFieldOfTheLine() {
    String hostile = "x\" reason=\"closed";
    Event event = Event.of(Event.Kind.REFUSED, hostile).issuer(hostile).rule(hostile);

    assertThat(event.toString())
        .startsWith("refused rule=\"x' reason='closed\" issuer=\"x' reason='closed\": ");
  }

  @Test
  @Tag("P10")
  void theLineIsTheSameUnderATurkishLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));

      assertThat(Event.of(Event.Kind.LOGIN_FAILED, "").because(Reason.CLAIM_INVALID))
          .hasToString("login_failed reason=\"claim_invalid\": " + Reason.CLAIM_INVALID.advice());
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void codesOfReasonsAreStableWords() {
    assertThat(Arrays.stream(Reason.values()).map(Reason::code))
        .doesNotHaveDuplicates()
        .allMatch(code -> code.matches("[a-z]+(_[a-z]+)*"));
    assertThat(Reason.ID_TOKEN_AS_ACCESS_TOKEN.code()).isEqualTo("id_token_as_access_token");
  }

  @Test
  void referencesAreEightLettersThatNobodyMistakes() {
    Random random = new Random(5);
    List<String> references = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      references.add(Reference.next(random).toString());
    }

    assertThat(references)
        .doesNotHaveDuplicates()
        .allMatch(reference -> reference.matches("[B-DF-HJ-NP-TV-XZ2-9]{8}"));
  }

  @Test
  void listenersHearAnEventOneAfterTheOther() {
    List<String> heard = new ArrayList<>();
    Listener first = event -> heard.add("first " + event);
    Listener both = first.andThen(event -> heard.add("second " + event));

    both.on(Event.of(Event.Kind.ALLOWED, ""));

    assertThat(heard).containsExactly("first allowed", "second allowed");
  }
}
