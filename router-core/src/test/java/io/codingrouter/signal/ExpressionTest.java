package io.codingrouter.signal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What a regular expression requires is looked for first, and never wrongly. */
class ExpressionTest {

  @Test
  void knows_what_a_match_must_have() {
    assertThat(RequiredParts.of("\\bprove\\b")).containsExactly("prove");
    assertThat(RequiredParts.of("(?i)(?:Prove|derive) that")).containsExactly("prove", "derive");
    assertThat(RequiredParts.of("how (do|can) i.*refactor")).containsExactly("refactor");
    assertThat(RequiredParts.of("colou?r scheme")).containsExactly("r scheme");
    assertThat(RequiredParts.of("(abc)?def")).containsExactly("def");
    assertThat(RequiredParts.of("abcd*")).containsExactly("abc");
    assertThat(RequiredParts.of("ab+cde")).containsExactly("cde");
    assertThat(RequiredParts.of("prove|\\d{3}")).isEmpty();
    assertThat(RequiredParts.of("\\d+ or")).containsExactly(" or");
    assertThat(RequiredParts.of("[prove]")).isEmpty();
    assertThat(RequiredParts.of("\\Qabc\\E")).isEmpty();
    assertThat(RequiredParts.of("(abc|)")).isEmpty();
    assertThat(RequiredParts.of("")).isEmpty();
  }

  @Test
  void characters_that_fold_to_ascii_count_as_such() {
    Grams grams = new Grams("\u212Aelvin and \u017Ftone"); // a Kelvin sign, a long s
    assertThat(grams.mayContain("kelvin")).isTrue();
    assertThat(grams.mayContain("stone")).isTrue();
    assertThat(grams.mayContain("celsius")).isFalse();
  }

  @Provide
  Arbitrary<String> patterns() {
    return Arbitraries.of(
            "abc", "bca", "k", "s", "A", " ", "(", "(?:", "(?i)", ")", "|", "?", "*", "+", "{2}",
            "{0,1}", ".", "[ab]", "[^a]", "[]a]", "\\b", "\\w", "^", "$", "\\.", "a{", "(?P<n>",
            "ä")
        .list()
        .ofMaxSize(9)
        .map(pieces -> String.join("", pieces));
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of("a", "b", "c", "k", "S", "A", " ", "\u212A", "\u017F", ".", "ä", "\n")
        .list()
        .ofMaxSize(24)
        .map(pieces -> String.join("", pieces));
  }

  @Property(tries = 4_000)
  void finds_what_the_expression_alone_would_find(
      @ForAll("patterns") String written, @ForAll("texts") String text, @ForAll boolean folded) {
    Pattern pattern;
    try {
      pattern = Pattern.compile(written, folded ? Pattern.CASE_INSENSITIVE : 0);
    } catch (PatternSyntaxException e) {
      return;
    }
    assertThat(new Expression(pattern).isFound(text, () -> new Grams(text)))
        .isEqualTo(pattern.matcher(text).find());
  }

  @Test
  void counts_signs_as_the_expression_would() {
    for (String pattern : List.of("[?？]", "[!.;]", "[??]", "[€$]")) {
      String text = "What? 什么？ It costs $5 or €4; no! Yes. \uD83D\uDE00";
      int expected = 0;
      for (var matcher = Pattern.compile(pattern).matcher(text); matcher.find(); ) {
        expected++;
      }
      StructureMatches none = new StructureMatches(new StructureCompiler().compile(List.of()));
      assertThat(CharacterCount.of(pattern).orElseThrow().in(text, none)).isEqualTo(expected);
    }
    assertThat(CharacterCount.of("[a-z]")).isEmpty();
    assertThat(CharacterCount.of("[^?]")).isEmpty();
    assertThat(CharacterCount.of("[ab]")).isEmpty();
    assertThat(CharacterCount.of("[?][!]")).isEmpty();
  }
}
